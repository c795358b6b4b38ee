package dev.wsemulator.junit;

/**
 * The end of a connection, as the client saw it. Immutable.
 *
 * @param code the close code; 1005 if the frame had none, 1006 if there was no close frame
 * @param reason the close reason; may be empty
 */
public record CloseStatus(int code, String reason) {

  /** Returns the code and the reason as a sentence names them. */
  @Override
  public String toString() {
    String lost = code == 1006 ? " (no close frame came)" : "";
    return code + (reason.isEmpty() ? " without a reason" : " \"" + reason + '"') + lost;
  }
}
