package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.FunctionSystem;
import dev.wsemulator.internal.function.substitute.Substitutes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Leads a method's calls elsewhere, without a change of its size. */
final class CallRewriter extends MethodVisitor {
  static final String SYSTEM = FunctionSystem.class.getName().replace('.', '/');
  private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

  /** A class that is an exception, by its name. */
  private static final Pattern EXCEPTION =
      Pattern.compile(".*(Exception|Error|Throwable|Failure|Fault)");

  CallRewriter(MethodVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean isStatic = opcode == Opcodes.INVOKESTATIC;
    String substitute =
        isStatic || opcode == Opcodes.INVOKEVIRTUAL ? substitute(owner, name, descriptor) : null;
    if (substitute != null) {
      String taken = isStatic ? descriptor : "(L" + owner + ";" + descriptor.substring(1);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, substitute, name, taken, false);
    } else if (opcode == Opcodes.INVOKEVIRTUAL && isPrintStackTrace(owner, name, descriptor)) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, name, OF_OBJECT, false);
    } else if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      String own = ClassRewriter.LOADERS.getOrDefault(owner, owner);
      super.visitMethodInsn(opcode, own, name, descriptor, isInterface);
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    boolean isNew = opcode == Opcodes.NEW;
    super.visitTypeInsn(opcode, isNew ? ClassRewriter.LOADERS.getOrDefault(type, type) : type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    boolean isStream =
        owner.equals("java/lang/System") && (name.equals("out") || name.equals("err"));
    if (isStream && opcode == Opcodes.GETSTATIC) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, name, "()" + descriptor, false);
    } else {
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Object[] redirected = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      redirected[i] = redirect(arguments[i]);
    }
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, redirected);
  }

  @Override
  public void visitLdcInsn(Object value) {
    super.visitLdcInsn(redirect(value));
  }

  /** Class loaders call a static method of {@link ClassLoader} as if it were their own. */
  private static @Nullable String substitute(String owner, String name, String descriptor) {
    boolean isInherited =
        name.equals("getSystemClassLoader") && descriptor.equals("()Ljava/lang/ClassLoader;");
    String declaring = isInherited ? "java.lang.ClassLoader" : owner;
    String found = Substitutes.of(declaring.replace('/', '.'), name);
    return found == null ? null : found.replace('.', '/');
  }

  /**
   * {@link Throwable#printStackTrace()}, of any exception: the JDK's own leads past the function.
   */
  private static boolean isPrintStackTrace(String owner, String name, String descriptor) {
    return name.equals("printStackTrace")
        && descriptor.equals("()V")
        && EXCEPTION.matcher(owner).matches();
  }

  private static Object redirect(Object constant) {
    if (constant instanceof Handle handle) {
      return redirect(handle);
    }
    if (constant instanceof ConstantDynamic dynamic) {
      Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = redirect(dynamic.getBootstrapMethodArgument(i));
      }
      return new ConstantDynamic(
          dynamic.getName(), dynamic.getDescriptor(), dynamic.getBootstrapMethod(), arguments);
    }
    return constant;
  }

  private static Handle redirect(Handle handle) {
    String owner = handle.getOwner();
    String name = handle.getName();
    int tag = handle.getTag();
    if (tag == Opcodes.H_NEWINVOKESPECIAL) {
      if (CurrentDates.isMade(owner, name, handle.getDesc())) {
        return CurrentDates.handle();
      }
      String own = ClassRewriter.LOADERS.getOrDefault(owner, owner);
      return new Handle(tag, own, name, handle.getDesc(), false);
    }
    boolean isStatic = tag == Opcodes.H_INVOKESTATIC;
    String substitute =
        isStatic || tag == Opcodes.H_INVOKEVIRTUAL
            ? substitute(owner, name, handle.getDesc())
            : null;
    if (substitute != null) {
      String taken =
          isStatic ? handle.getDesc() : "(L" + owner + ";" + handle.getDesc().substring(1);
      return new Handle(Opcodes.H_INVOKESTATIC, substitute, name, taken, false);
    }
    if (tag == Opcodes.H_INVOKEVIRTUAL && isPrintStackTrace(owner, name, handle.getDesc())) {
      return new Handle(Opcodes.H_INVOKESTATIC, SYSTEM, name, OF_OBJECT, false);
    }
    return handle;
  }
}
