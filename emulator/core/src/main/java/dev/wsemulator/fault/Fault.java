package dev.wsemulator.fault;

import java.time.Duration;
import java.util.Locale;

/**
 * What goes wrong. Immutable.
 *
 * @param kind which kind of fault it is
 * @param delay how late something is; zero for all kinds but {@link Kind#DELAY}
 * @param number a close code or an HTTP status; 0 for all other kinds
 * @param reason a close reason; may be empty
 */
public record Fault(Kind kind, Duration delay, int number, String reason) {

  /** The kinds of faults. */
  public enum Kind {
    /** The connection is lost by a TCP reset. */
    RESET,
    /** The connection ends without a close frame. */
    FIN,
    /** The connection is closed with a code and a reason. */
    CLOSE,
    /** From now on nothing passes in this direction, and nobody notices. */
    SILENCE,
    /** It does not happen, though it seems so. */
    LOSE,
    /** It happens twice. */
    DUPLICATE,
    /** It happens later. */
    DELAY,
    /** The caller gets this HTTP status. */
    ANSWER
  }

  private static Fault plain(Kind kind) {
    return new Fault(kind, Duration.ZERO, 0, "");
  }

  /** The connection is lost by a TCP reset. */
  public static Fault reset() {
    return plain(Kind.RESET);
  }

  /** The connection ends without a close frame. */
  public static Fault fin() {
    return plain(Kind.FIN);
  }

  /**
   * The gateway closes the connection.
   *
   * @param code a code that may be in a close frame
   * @param reason at most 123 bytes; may be empty
   */
  public static Fault close(int code, String reason) {
    return new Fault(Kind.CLOSE, Duration.ZERO, code, reason);
  }

  /** From now on nothing passes in this direction, and nobody notices: a half-open connection. */
  public static Fault silence() {
    return plain(Kind.SILENCE);
  }

  /** It does not happen, though it seems so. */
  public static Fault lose() {
    return plain(Kind.LOSE);
  }

  /** It happens twice. */
  public static Fault duplicate() {
    return plain(Kind.DUPLICATE);
  }

  /** It happens so much later, by the emulator's clock. */
  public static Fault delay(Duration by) {
    return new Fault(Kind.DELAY, by, 0, "");
  }

  /** The caller gets this HTTP status. */
  public static Fault answer(int status) {
    return new Fault(Kind.ANSWER, Duration.ZERO, status, "");
  }

  /**
   * Returns a rule that brings this about at a point, every time.
   *
   * @throws IllegalArgumentException if it cannot happen there; the message says what can
   */
  public FaultRule at(FaultPoint point) {
    return new FaultRule(this, point);
  }

  /** Returns what it is, in words. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case DELAY -> name + " by " + delay;
      case ANSWER -> name + " " + number;
      case CLOSE -> (name + " " + number + " " + reason).strip();
      default -> name;
    };
  }
}
