package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.FunctionClock;
import java.util.Date;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Lets dates that are made of the time of day have that of the emulator. */
final class CurrentDates {
  /** The class, by its internal name. */
  static final String DATE = "java/util/Date";

  private static final String CLOCK = FunctionClock.class.getName().replace('.', '/');

  private CurrentDates() {}

  /** Returns whether a call is that of {@link Date#Date()}. */
  static boolean isMade(String owner, String name, String descriptor) {
    return owner.equals(DATE) && name.equals("<init>") && descriptor.equals("()V");
  }

  /** Writes in its place the call of {@link Date#Date(long)}. */
  static void insert(MethodVisitor method) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, CLOCK, "currentTimeMillis", "()J", false);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, DATE, "<init>", "(J)V", false);
  }

  /** Returns what makes such a date where {@code Date::new} is passed on. */
  static Handle handle() {
    return new Handle(Opcodes.H_INVOKESTATIC, CLOCK, "newDate", "()Ljava/util/Date;", false);
  }
}
