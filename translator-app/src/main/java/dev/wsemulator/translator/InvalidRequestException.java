package dev.wsemulator.translator;

/** A client's request that cannot be carried out; the message is a sentence for that client. */
final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidRequestException(String message) {
    super(message);
  }
}
