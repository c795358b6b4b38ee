package dev.wsemulator.internal.aws.service;

/** An error of a service, which its caller is answered. */
public final class ServiceError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * Creates it.
   *
   * @param status the HTTP status
   * @param code the error's code, such as {@code ParameterNotFound}
   * @param text what the service says
   */
  public ServiceError(int status, String code, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Returns an error that the caller has made. */
  public static ServiceError of(String code, String text, Object... arguments) {
    return new ServiceError(400, code, text.formatted(arguments));
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the error's code. */
  public String code() {
    return code;
  }
}
