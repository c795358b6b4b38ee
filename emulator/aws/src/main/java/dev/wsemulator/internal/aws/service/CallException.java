package dev.wsemulator.internal.aws.service;

/** A call that a service refuses, in the service's own words. */
public final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /**
   * Creates it.
   *
   * @param status the HTTP status
   * @param code the name of the error, such as {@code ResourceNotFoundException}
   * @param message what the caller reads
   */
  public CallException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the name of the error. */
  public String code() {
    return code;
  }

  /** Returns what the caller reads. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
