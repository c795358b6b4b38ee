package dev.wsemulator.lambda;

/**
 * The answer to one invocation. Immutable, but for the array, which is not to be changed.
 *
 * @param kind how it ended
 * @param payload the result, or the error as JSON
 */
public record InvocationAnswer(Kind kind, byte[] payload) {

  /** How an invocation ended. */
  public enum Kind {
    /** The function returned. */
    SUCCESS,
    /** The function failed, or ran out of time. */
    FUNCTION_ERROR,
    /** The function was not run: too many invocations ran at the same time. */
    THROTTLED,
    /** There is no function of this name. */
    FUNCTION_NOT_FOUND
  }

  /** Returns whether the function returned. */
  public boolean isSuccess() {
    return kind == Kind.SUCCESS;
  }
}
