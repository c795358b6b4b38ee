package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.egress.FunctionNetwork;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Checks, where a library asks the servers of names itself, that a host may be called: at the
 * beginning of the methods of Netty's resolver that take the name of a host first.
 */
final class LookUps extends MethodVisitor {
  private static final String RESOLVER = "io/netty/resolver/dns/DnsNameResolver";
  private static final String HOST = "Ljava/lang/String;";

  LookUps(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** Returns whether a class looks up names itself; libraries contain Netty's by other names. */
  static boolean areIn(String internalName) {
    return internalName.endsWith(RESOLVER);
  }

  static boolean isOne(int access, String name, String descriptor) {
    boolean hasCode = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0;
    return hasCode
        && (name.equals("doResolve") || name.equals("doResolveAll"))
        && descriptor.startsWith("(" + HOST);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitVarInsn(Opcodes.ALOAD, 1);
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        FunctionNetwork.class.getName().replace('.', '/'),
        "checked",
        "(" + HOST + ")" + HOST,
        false);
    super.visitInsn(Opcodes.POP);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(Math.max(maxStack, 1), maxLocals);
  }
}
