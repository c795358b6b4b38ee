package dev.wsemulator.internal.admin;

/** A call that cannot be answered as it wants. The message says why, and what to do. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }
}
