package dev.wsemulator.internal.function.invocation;

import dev.wsemulator.lambda.HandlerError;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The outcome of an invocation. Immutable. */
public sealed interface InvocationResult {

  /** Returns the error in Lambda's words; empty for a success. */
  String message();

  /** Lets a visitor look at it. */
  <R> R accept(Visitor<R> visitor);

  /**
   * Knows what to make of each outcome. A new outcome is a new method here.
   *
   * @param <R> what it makes of them
   */
  interface Visitor<R> {
    /** Returns what it makes of a {@link Success}. */
    R success(Success result);

    /** Returns what it makes of a {@link Failed}. */
    R failed(Failed result);

    /** Returns what it makes of a {@link TimedOut}. */
    R timedOut(TimedOut result);

    /** Returns what it makes of a {@link Throttled}. */
    R throttled(Throttled result);

    /** Returns what it makes of a {@link Rejected}. */
    R rejected(Rejected result);
  }

  /**
   * The handler returned.
   *
   * @param payload the result, unchanged: not necessarily JSON if the handler writes a stream
   */
  record Success(byte[] payload) implements InvocationResult {
    @Override
    public String message() {
      return "";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.success(this);
    }
  }

  /**
   * The handler threw, ended the process, could not be loaded, or answered too much.
   *
   * @param error what Lambda reports of it
   * @param report the function's runtime's own words, which its callers get; {@code null} if it has
   *     not reported it
   */
  record Failed(HandlerError error, byte @Nullable [] report) implements InvocationResult {
    /** Creates the result of a handler that Lambda reports itself. */
    public Failed(HandlerError error) {
      this(error, null);
    }

    /** Returns whether the function was not run because the event is too large. */
    public boolean isTooLarge() {
      return error.errorType().equals(RuntimeErrors.REQUEST_TOO_LARGE);
    }

    @Override
    public String message() {
      return error.errorMessage();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.failed(this);
    }
  }

  /**
   * The handler did not return in time.
   *
   * @param limit the function's timeout
   */
  record TimedOut(Duration limit) implements InvocationResult {
    @Override
    public String message() {
      return String.format(
          Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.timedOut(this);
    }
  }

  /**
   * The function's reserved concurrency was used up, and the handler was not called.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved
   *     concurrency</a>
   */
  record Throttled() implements InvocationResult {
    @Override
    public String message() {
      return "Rate Exceeded.";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.throttled(this);
    }
  }

  /**
   * Lambda did not run the function, which is elsewhere.
   *
   * @param status what Lambda answered; 0 if there was no answer
   * @param message what it said
   */
  record Rejected(int status, String message) implements InvocationResult {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rejected(this);
    }
  }
}
