package dev.wsemulator.internal.function.rewrite;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.DUP_X1;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.ICONST_2;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.SWAP;

import dev.wsemulator.internal.function.egress.FunctionNetwork;
import dev.wsemulator.internal.function.substitute.FunctionLoaders;
import dev.wsemulator.internal.function.substitute.FunctionReflection;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Adds to a method what makes it larger: points where loops can be ended, word of new thread pools,
 * and changes of what reflection and definitions of classes are given. There are no jumps in it, so
 * that the method's frames stay as they are.
 */
final class CodeInserter extends MethodVisitor {
  private static final String REFLECTION = FunctionReflection.class.getName().replace('.', '/');
  private static final String LOADERS = FunctionLoaders.class.getName().replace('.', '/');
  private static final String NETWORK = FunctionNetwork.class.getName().replace('.', '/');
  private static final String CLASS = ")Ljava/lang/Class;";
  private static final String OBJECTS = "[Ljava/lang/Object;";

  /** What makes HTTP clients. */
  static final String HTTP_CLIENT = "java/net/http/HttpClient$Builder";

  private final boolean loops;
  private final Set<Label> seen = new HashSet<>();
  private int newPools;

  CodeInserter(MethodVisitor next, boolean loops) {
    super(Opcodes.ASM9, next);
    this.loops = loops;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (name.equals("defineClass") && opcode != INVOKESTATIC) {
      define(descriptor);
    } else if (owner.startsWith("java/lang/reflect/")) {
      reflect(owner, name);
    } else if (owner.equals(HTTP_CLIENT) && name.equals("cookieHandler")) {
      call(NETWORK, "asked", "(Ljava/net/CookieHandler;)Ljava/net/CookieHandler;");
    } else if (SocketChecks.isDue(owner, name)) {
      SocketChecks.insert(mv, descriptor);
    } else {
      RelativeFiles.insert(mv, owner, name, descriptor);
    }
    if (CurrentDates.isMade(owner, name, descriptor)) {
      CurrentDates.insert(mv);
    } else if (CurrentDates.isCalendar(owner, name, descriptor)) {
      CurrentDates.insertCalendar(mv, descriptor);
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
    if (isNewPool(opcode, owner, name, descriptor)) {
      super.visitInsn(DUP);
      super.visitMethodInsn(
          INVOKESTATIC, CallRewriter.SYSTEM, "track", "(Ljava/lang/Object;)V", false);
    }
  }

  /** Changes the class that a class loader is going to define. */
  private void define(String descriptor) {
    switch (descriptor) {
      case "([BII" + CLASS, "(Ljava/lang/String;[BII" + CLASS -> {
        call(LOADERS, "rewritten", "([BII)[B");
        insert(DUP, ARRAYLENGTH, ICONST_0, SWAP);
      }
      case "(Ljava/lang/String;[BIILjava/security/ProtectionDomain;" + CLASS ->
          definePart("java/security/ProtectionDomain");
      case "(Ljava/lang/String;[BIILjava/security/CodeSource;" + CLASS ->
          definePart("java/security/CodeSource");
      case "(Ljava/lang/String;Ljava/nio/ByteBuffer;Ljava/security/ProtectionDomain;" + CLASS,
          "(Ljava/lang/String;Ljava/nio/ByteBuffer;Ljava/security/CodeSource;" + CLASS -> {
        super.visitInsn(SWAP);
        call(LOADERS, "rewritten", "(Ljava/nio/ByteBuffer;)Ljava/nio/ByteBuffer;");
        super.visitInsn(SWAP);
      }
      default -> {
        // It is another method of this name.
      }
    }
  }

  /** For bytes, offset, length and something else. */
  private void definePart(String type) {
    call(LOADERS, "rewritten", "([BIILjava/lang/Object;)" + OBJECTS);
    insert(DUP, ICONST_0, AALOAD);
    super.visitTypeInsn(CHECKCAST, "[B");
    insert(DUP_X1, ARRAYLENGTH, SWAP, ICONST_1, AALOAD);
    super.visitTypeInsn(CHECKCAST, type);
    insert(ICONST_0, DUP_X2, POP);
  }

  /** Changes what is called, read or constructed by reflection. */
  private void reflect(String owner, String name) {
    if (owner.endsWith("/Method") && name.equals("invoke")) {
      call(
          REFLECTION,
          "call",
          "(Ljava/lang/reflect/Method;Ljava/lang/Object;" + OBJECTS + ")" + OBJECTS);
      insert(DUP, ICONST_0, AALOAD);
      super.visitTypeInsn(CHECKCAST, owner);
      insert(SWAP, DUP, ICONST_1, AALOAD, SWAP, ICONST_2, AALOAD);
      super.visitTypeInsn(CHECKCAST, OBJECTS);
    } else if (owner.endsWith("/Field") && name.equals("get")) {
      super.visitInsn(SWAP);
      call(REFLECTION, "field", "(Ljava/lang/reflect/Field;)Ljava/lang/reflect/Field;");
      super.visitInsn(SWAP);
    } else if (owner.endsWith("/Constructor") && name.equals("newInstance")) {
      super.visitInsn(SWAP);
      call(
          REFLECTION,
          "constructor",
          "(Ljava/lang/reflect/Constructor;)Ljava/lang/reflect/Constructor;");
      super.visitInsn(SWAP);
    }
  }

  private void call(String owner, String name, String descriptor) {
    super.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  private void insert(int... instructions) {
    for (int instruction : instructions) {
      super.visitInsn(instruction);
    }
  }

  /** Whether a pool is on the stack now: compilers leave one copy of what they construct. */
  private boolean isNewPool(int opcode, String owner, String name, String descriptor) {
    if (owner.equals("java/util/concurrent/Executors")) {
      return opcode == INVOKESTATIC && descriptor.endsWith("ExecutorService;");
    }
    return opcode == INVOKESPECIAL
        && name.equals("<init>")
        && ClassRewriter.POOLS.contains(owner)
        && newPools > 0;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW && ClassRewriter.POOLS.contains(type)) {
      newPools++;
    }
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 2, maxLocals);
  }

  @Override
  public void visitLabel(Label label) {
    seen.add(label);
    super.visitLabel(label);
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    if (loops && seen.contains(target)) {
      call(CallRewriter.SYSTEM, "checkpoint", "()V");
    }
    super.visitJumpInsn(opcode, target);
  }
}
