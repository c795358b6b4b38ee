package dev.wsemulator.internal.connection;

/** A way in which a connection fails without a close frame. */
public enum DisconnectMode {
  /** A TCP reset. */
  RESET,
  /** The end of the stream. */
  FIN,
  /** Nothing that the client sends is heard any more, not even its end. */
  DEAF,
  /** Nothing reaches the client any more, without any error. */
  MUTE
}
