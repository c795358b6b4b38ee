package dev.wsemulator.internal.function.rewrite;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.SWAP;

import dev.wsemulator.internal.function.egress.FunctionNetwork;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Checks, in front of what makes a socket of the name of a host, that the host may be called. */
final class SocketChecks {
  /** Classes whose constructors look up the name of a host. */
  static final Set<String> ADDRESSES = Set.of("java/net/InetSocketAddress", "java/net/Socket");

  /** What the factories of sockets have, whatever their classes are. */
  static final String FACTORY = "createSocket";

  private static final String NETWORK = FunctionNetwork.class.getName().replace('.', '/');
  private static final String HOST = "Ljava/lang/String;";
  private static final Set<String> LONGER =
      Set.of("(" + HOST + "ILjava/net/InetAddress;I)", "(" + HOST + "IZ)");

  private SocketChecks() {}

  static boolean isDue(String owner, String name) {
    return ADDRESSES.contains(owner) && name.equals("<init>") || name.equals(FACTORY);
  }

  /** Inserts the check where these arguments, of a host's name and more, are on the stack. */
  static void insert(MethodVisitor code, String descriptor) {
    String taken = descriptor.substring(0, descriptor.indexOf(')') + 1);
    if (taken.equals("(" + HOST + "I)")) {
      code.visitInsn(SWAP);
      code.visitMethodInsn(INVOKESTATIC, NETWORK, "checked", "(" + HOST + ")" + HOST, false);
      code.visitInsn(SWAP);
    } else if (LONGER.contains(taken)) {
      code.visitMethodInsn(INVOKESTATIC, NETWORK, "checked", taken + "[Ljava/lang/Object;", false);
      unpack(code, Type.getArgumentTypes(descriptor));
    }
  }

  /** Leaves the parts of the array on the stack in place of it. */
  private static void unpack(MethodVisitor code, Type[] types) {
    for (int i = 0; i < types.length; i++) {
      boolean isLast = i == types.length - 1;
      if (!isLast) {
        code.visitInsn(DUP);
      }
      code.visitInsn(ICONST_0 + i);
      code.visitInsn(AALOAD);
      unbox(code, types[i]);
      if (!isLast) {
        code.visitInsn(SWAP);
      }
    }
  }

  private static void unbox(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.INT -> unbox(code, "java/lang/Integer", "intValue", "()I");
      case Type.BOOLEAN -> unbox(code, "java/lang/Boolean", "booleanValue", "()Z");
      default -> code.visitTypeInsn(CHECKCAST, type.getInternalName());
    }
  }

  private static void unbox(MethodVisitor code, String box, String name, String descriptor) {
    code.visitTypeInsn(CHECKCAST, box);
    code.visitMethodInsn(INVOKEVIRTUAL, box, name, descriptor, false);
  }
}
