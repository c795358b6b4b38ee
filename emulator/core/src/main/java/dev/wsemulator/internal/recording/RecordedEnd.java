package dev.wsemulator.internal.recording;

/**
 * The end of a connection.
 *
 * @param by who has ended it
 * @param code the close code; 1006 for an end without close frame
 * @param reason the close reason
 */
public record RecordedEnd(Side by, int code, String reason) {
  /** Who ends a connection. */
  public enum Side {
    /** The client, also by vanishing. */
    CLIENT,
    /** The gateway. */
    GATEWAY,
    /** The gateway, and nothing of it reaches the client. */
    UNSEEN
  }
}
