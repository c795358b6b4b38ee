package dev.wsemulator.internal.function.process.api;

/**
 * Learns from the Runtime API what a runtime does. Called by the thread that reads the runtime's
 * requests.
 */
public interface RuntimeListener {
  /** It asks for its first event: it is ready. */
  void ready();

  /** It could not get ready. */
  void initFailed(RuntimeRequest error);

  /**
   * It has answered an event.
   *
   * @param isTooLong whether the answer is longer than Lambda lets it be, and cut off
   */
  void responded(RuntimeRequest response, boolean isTooLong);

  /** The handler has failed. */
  void failed(RuntimeRequest error);
}
