package dev.wsemulator.junit;

/** A server answered an opening handshake with something else than 101. */
public final class HandshakeRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HandshakeRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status, or 0 if there was no HTTP answer. */
  public int status() {
    return status;
  }
}
