package dev.wsemulator.internal.function;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Leads a function's calls of {@code System.getenv}, {@code System.exit}, {@code Runtime.exit} and
 * {@code Runtime.halt}, and its uses of {@code System.out} and {@code System.err}, to {@link
 * FunctionSystem}, tells it of the thread pools that the function makes, and gives loops a point
 * where they can be ended. Line numbers and local variables stay.
 */
final class ClassRewriter {
  private static final String SYSTEM = FunctionSystem.class.getName().replace('.', '/');
  private static final int API = Opcodes.ASM9;

  /** Libraries whose loops end by themselves; leaving them alone keeps loading fast. */
  private static final List<String> LIBRARIES =
      List.of(
          "software/amazon/",
          "com/amazonaws/",
          "com/fasterxml/",
          "org/apache/",
          "org/reactivestreams/",
          "io/netty/",
          "kotlin/",
          "scala/");

  private static final List<byte[]> CALLS =
      List.of(
          constant("getenv"),
          constant("exit"),
          constant("halt"),
          constant("Ljava/io/PrintStream;"),
          constant("setOut"),
          constant("setErr"),
          constant("printStackTrace"),
          constant("addShutdownHook"),
          constant("java/util/Timer"),
          constant("java/util/concurrent/Executors"),
          constant("java/util/concurrent/ThreadPoolExecutor"),
          constant("java/util/concurrent/ScheduledThreadPoolExecutor"));

  /** The same, by the last byte of the length, for one pass over a class. */
  private static final List<List<byte[]>> CALLS_BY_LENGTH =
      IntStream.range(0, 256)
          .mapToObj(length -> CALLS.stream().filter(call -> (call[2] & 0xFF) == length).toList())
          .toList();

  /** Classes whose new objects {@link FunctionSystem#track} is told of. */
  private static final Set<String> POOLS =
      Set.of(
          "java/util/Timer",
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/ScheduledThreadPoolExecutor");

  private static final byte[] RUNNABLE = constant("java/lang/Runnable");

  private static final Set<String> CALLS_OF_SYSTEM = Set.of("getenv", "exit", "setOut", "setErr");
  private static final Set<String> STREAMS = Set.of("out", "err");
  private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

  /** A class that is an exception, by its name. */
  private static final Pattern EXCEPTION =
      Pattern.compile(".*(Exception|Error|Throwable|Failure|Fault)");

  private ClassRewriter() {}

  /** Returns the class to define in place of the given one. */
  static byte[] rewrite(String className, byte[] original) {
    boolean loops = loopsCanEnd(className, original);
    if (!loops && !hasCalls(original)) {
      return original;
    }
    try {
      ClassReader reader = new ClassReader(original);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Calls(writer, loops), 0);
      return writer.toByteArray();
    } catch (IllegalArgumentException e) {
      return original; // a class file newer than ASM; the JVM says what it thinks of it
    }
  }

  private static boolean loopsCanEnd(String className, byte[] original) {
    String name = className.replace('.', '/');
    return LIBRARIES.stream().noneMatch(name::startsWith) || contains(original, RUNNABLE);
  }

  /** The text as an entry of a constant pool: tag, length, bytes. */
  private static byte[] constant(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] entry = new byte[utf8.length + 3];
    entry[0] = 1;
    entry[2] = (byte) utf8.length;
    System.arraycopy(utf8, 0, entry, 3, utf8.length);
    return entry;
  }

  private static boolean hasCalls(byte[] bytes) {
    for (int i = 0; i < bytes.length - 2; i++) {
      if (bytes[i] == 1 && bytes[i + 1] == 0) {
        for (byte[] call : CALLS_BY_LENGTH.get(bytes[i + 2] & 0xFF)) {
          if (i + call.length <= bytes.length && matches(bytes, i, call)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    int last = bytes.length - part.length;
    for (int i = 0; i <= last; i++) {
      if (bytes[i] == 1 && bytes[i + 2] == part[2] && matches(bytes, i, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] part) {
    for (int i = 1; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfSystem(String owner, String name) {
    return owner.equals("java/lang/System") && CALLS_OF_SYSTEM.contains(name);
  }

  /**
   * {@link Throwable#printStackTrace()}, of any exception: the JDK's own leads past the function.
   */
  private static boolean isPrintStackTrace(String owner, String name, String descriptor) {
    return name.equals("printStackTrace")
        && descriptor.equals("()V")
        && EXCEPTION.matcher(owner).matches();
  }

  private static boolean isRuntimeExit(String owner, String name) {
    return owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt"));
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
    if (isOfSystem(owner, name)) {
      return new Handle(Opcodes.H_INVOKESTATIC, SYSTEM, name, handle.getDesc(), false);
    }
    if (isRuntimeExit(owner, name)) {
      return new Handle(Opcodes.H_INVOKESTATIC, SYSTEM, "exit", "(Ljava/lang/Runtime;I)V", false);
    }
    if (isPrintStackTrace(owner, name, handle.getDesc())
        && handle.getTag() == Opcodes.H_INVOKEVIRTUAL) {
      return new Handle(Opcodes.H_INVOKESTATIC, SYSTEM, name, OF_OBJECT, false);
    }
    return handle;
  }

  private static final class Calls extends ClassVisitor {
    private final boolean loops;

    Calls(ClassVisitor next, boolean loops) {
      super(API, next);
      this.loops = loops;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodCalls(
          super.visitMethod(access, name, descriptor, signature, exceptions), loops);
    }
  }

  private static final class MethodCalls extends MethodVisitor {
    private final boolean loops;
    private final Set<Label> seen = new HashSet<>();
    private int newPools;

    MethodCalls(MethodVisitor next, boolean loops) {
      super(API, next);
      this.loops = loops;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (isOfSystem(owner, name)) {
        super.visitMethodInsn(opcode, SYSTEM, name, descriptor, false);
      } else if (isRuntimeExit(owner, name)) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, SYSTEM, "exit", "(Ljava/lang/Runtime;I)V", false);
      } else if (opcode == Opcodes.INVOKEVIRTUAL && isPrintStackTrace(owner, name, descriptor)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, name, OF_OBJECT, false);
      } else if (owner.equals("java/lang/Runtime") && name.equals("addShutdownHook")) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, SYSTEM, name, "(Ljava/lang/Runtime;Ljava/lang/Thread;)V", false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (isNewPool(opcode, owner, name, descriptor)) {
          super.visitInsn(Opcodes.DUP);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, "track", OF_OBJECT, false);
        }
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStream = owner.equals("java/lang/System") && STREAMS.contains(name);
      if (isStream && opcode == Opcodes.GETSTATIC) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, name, "()" + descriptor, false);
      } else {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      }
    }

    /** Whether a pool is on the stack now: compilers leave one copy of what they construct. */
    private boolean isNewPool(int opcode, String owner, String name, String descriptor) {
      if (owner.equals("java/util/concurrent/Executors")) {
        return opcode == Opcodes.INVOKESTATIC && descriptor.endsWith("ExecutorService;");
      }
      return name.equals("<init>") && POOLS.contains(owner) && newPools > 0;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode == Opcodes.NEW && POOLS.contains(type)) {
        newPools++;
      }
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
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

    @Override
    public void visitLabel(Label label) {
      seen.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (loops && seen.contains(target)) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, SYSTEM, "checkpoint", "()V", false);
      }
      super.visitJumpInsn(opcode, target);
    }
  }
}
