package dev.wsemulator.lambda;

/**
 * The outcome of an asynchronous invocation, including retries. Immutable.
 *
 * @param condition why there are no further attempts
 * @param attempts how often the function was invoked, attempts that were throttled included
 * @param message the error of the last attempt; empty if it succeeded
 */
public record InvocationOutcome(Condition condition, int attempts, String message) {

  /**
   * The reason why an event is not attempted again; the first three as Lambda reports them to
   * destinations.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
   *     of asynchronous invocations</a>
   */
  public enum Condition {
    /** The function returned. */
    SUCCESS,
    /** The function failed as often as it was to be tried. */
    RETRIES_EXHAUSTED,
    /** The event is too old. */
    EVENT_AGE_EXCEEDED,
    /** There is no function of this name. */
    FUNCTION_NOT_FOUND,
    /** The emulator closed first. */
    EMULATOR_CLOSED
  }

  /** Returns whether the function returned. */
  public boolean isSuccess() {
    return condition == Condition.SUCCESS;
  }
}
