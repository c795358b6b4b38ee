package dev.wsemulator.fault;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What goes wrong. Immutable.
 *
 * @param kind which kind of fault it is
 * @param delay how late something is, or how far the clock jumps; zero for all other kinds
 * @param number a close code, an HTTP status, bytes, or bytes in a second; 0 for all other kinds
 * @param reason a close reason; may be empty
 */
public record Fault(Kind kind, Duration delay, int number, String reason) {

  /** What a close frame has room for. */
  private static final int MOST_REASON = 123;

  /** The kinds of faults. */
  public enum Kind {
    /** The connection is lost by a TCP reset. */
    RESET,
    /** The connection ends without a close frame. */
    FIN,
    /** The connection is closed with a code and a reason. */
    CLOSE,
    /** From now on nothing passes, and nobody notices: a half-open connection, a hanging call. */
    SILENCE,
    /** It does not happen, though it seems so. */
    LOSE,
    /** It happens twice. */
    DUPLICATE,
    /** It happens later. */
    DELAY,
    /** The caller gets this HTTP status. */
    ANSWER,
    /** The next one overtakes it. */
    REORDER,
    /** The message goes in fragments of so many bytes. */
    SPLIT,
    /** The client reads no more than so many bytes in a second. */
    SLOW,
    /** The function is not run, as if all its concurrency were in use. */
    THROTTLE,
    /** The function ends with an exception. */
    ERROR,
    /** The function's process ends with exit status 1. */
    CRASH,
    /** The function's process is killed because it takes too much memory. */
    OUT_OF_MEMORY,
    /** The function gets a new execution environment. */
    COLD_START,
    /** The emulator's clock jumps, as that of a machine which is set right. */
    CLOCK_JUMP
  }

  /** Checks that it can happen. */
  public Fault {
    boolean known =
        number >= 1000 && number <= 1003 || number >= 1007 && number <= 1014 || number >= 3000;
    if (kind == Kind.CLOSE && !(known && number <= 4999)) {
      throw new IllegalArgumentException(
          "The code %d cannot be in a close frame. Choose 1000 to 1003, 1007 to 1014 or 3000 to 4999."
              .formatted(number));
    }
    int length = reason.getBytes(StandardCharsets.UTF_8).length;
    if (length > MOST_REASON) {
      throw new IllegalArgumentException(
          "A close reason has at most %d bytes; this one has %d.".formatted(MOST_REASON, length));
    }
    if (kind == Kind.ANSWER && (number < 200 || number > 599)) {
      throw new IllegalArgumentException(
          "An answer's HTTP status is from 200 to 599, and not %d.".formatted(number));
    }
    if (kind != Kind.CLOCK_JUMP && delay.isNegative()) {
      throw new IllegalArgumentException("Nothing can be late by " + delay + ".");
    }
    if (kind == Kind.SPLIT && number < 1 || kind == Kind.SLOW && number < 0) {
      throw new IllegalArgumentException(
          "%s bytes are not possible: a fragment has at least 1, a slow client reads at least 0."
              .formatted(number));
    }
  }

  /**
   * Returns the fault that names with values describe, as the admin API takes them: {@code fault},
   * {@code code}, {@code by} and so on.
   *
   * @throws IllegalArgumentException if they describe none; the message says what is wrong
   */
  public static Fault of(Map<String, String> words) {
    return new FaultWords(words).fault();
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
   * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
   * @param reason at most 123 bytes; may be empty
   * @throws IllegalArgumentException if a close frame cannot have them
   */
  public static Fault close(int code, String reason) {
    return new Fault(Kind.CLOSE, Duration.ZERO, code, reason);
  }

  /**
   * From now on nothing passes in this direction, and nobody notices: a half-open connection, a
   * call without an answer, a function that hangs until its timeout.
   */
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

  /**
   * It happens so much later, by the emulator's clock. What is late does not wait for that before
   * it to be late: ten messages that come at once go at once, so much later.
   */
  public static Fault delay(Duration by) {
    return new Fault(Kind.DELAY, by, 0, "");
  }

  /** The caller gets this HTTP status. */
  public static Fault answer(int status) {
    return new Fault(Kind.ANSWER, Duration.ZERO, status, "");
  }

  /** The next one overtakes it; if none comes, it never arrives. */
  public static Fault reorder() {
    return plain(Kind.REORDER);
  }

  /** The message goes to the client in fragments of so many bytes, at least 1. */
  public static Fault split(int bytes) {
    return new Fault(Kind.SPLIT, Duration.ZERO, bytes, "");
  }

  /**
   * The client reads no more than so many bytes in a second from now on, by the emulator's clock:
   * what it has not read fills its buffer, and when that is full, senders are refused.
   *
   * @param bytesPerSecond 0 for a client that reads nothing at all
   */
  public static Fault slow(int bytesPerSecond) {
    return new Fault(Kind.SLOW, Duration.ZERO, bytesPerSecond, "");
  }

  /** The function is not run, as if all its concurrency were in use. */
  public static Fault throttle() {
    return plain(Kind.THROTTLE);
  }

  /**
   * The function ends with an exception; its execution environment stays.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html">What is
   *     done with an event whose function has failed</a>
   */
  public static Fault error() {
    return plain(Kind.ERROR);
  }

  /** The function's process ends with exit status 1. */
  public static Fault crash() {
    return plain(Kind.CRASH);
  }

  /** The function's process is killed because it takes too much memory. */
  public static Fault outOfMemory() {
    return plain(Kind.OUT_OF_MEMORY);
  }

  /** The function gets a new execution environment. */
  public static Fault coldStart() {
    return plain(Kind.COLD_START);
  }

  /**
   * The emulator's clock jumps, as that of a machine which is set right; what measures how long
   * something takes does not.
   *
   * @param by how far; back if negative
   */
  public static Fault clockJump(Duration by) {
    return new Fault(Kind.CLOCK_JUMP, by, 0, "");
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
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (kind) {
      case DELAY, CLOCK_JUMP -> name + " by " + delay;
      case ANSWER, SPLIT, SLOW -> name + " " + number;
      case CLOSE -> (name + " " + number + " " + reason).strip();
      default -> name;
    };
  }
}
