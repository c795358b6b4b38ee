package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.FunctionClock;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Lets dates and calendars that are made of the time of day have that of the emulator. */
final class CurrentDates {
  /** The class, by its internal name. */
  static final String DATE = "java/util/Date";

  /** The class of calendars, by its internal name. */
  static final String CALENDAR = "java/util/GregorianCalendar";

  private static final String MAKE_ZONED = "(Ljava/util/TimeZone;Ljava/util/Locale;)V";

  /** The constructors of calendars that read the clock. */
  private static final Set<String> CURRENT =
      Set.of("()V", "(Ljava/util/TimeZone;)V", "(Ljava/util/Locale;)V", MAKE_ZONED);

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

  /** Returns whether a call is that of a {@link GregorianCalendar} that shows the time of day. */
  static boolean isCalendar(String owner, String name, String descriptor) {
    return owner.equals(CALENDAR) && name.equals("<init>") && CURRENT.contains(descriptor);
  }

  /** Lets a calendar that is made next show the emulator's time. */
  static void insertCalendar(MethodVisitor method, String descriptor) {
    keep(method, descriptor);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, CALENDAR, "<init>", descriptor, false);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, CLOCK, "show", "(Ljava/util/GregorianCalendar;)V", false);
  }

  /** Copies the calendar that lies below the arguments of its constructor. */
  private static void keep(MethodVisitor method, String descriptor) {
    if (descriptor.equals("()V")) {
      method.visitInsn(Opcodes.DUP);
    } else if (descriptor.equals(MAKE_ZONED)) {
      method.visitInsn(Opcodes.DUP2_X1);
      method.visitInsn(Opcodes.POP2);
      method.visitInsn(Opcodes.DUP_X2);
      method.visitInsn(Opcodes.DUP_X2);
      method.visitInsn(Opcodes.POP);
    } else {
      method.visitInsn(Opcodes.SWAP);
      method.visitInsn(Opcodes.DUP_X1);
      method.visitInsn(Opcodes.SWAP);
    }
  }

  /** Returns what makes such a date where {@code Date::new} is passed on. */
  static Handle handle() {
    return new Handle(Opcodes.H_INVOKESTATIC, CLOCK, "newDate", "()Ljava/util/Date;", false);
  }
}
