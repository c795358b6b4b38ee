package dev.wsemulator.internal.engine;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.replay.Difference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A recording that has been read, and can be played any number of times. Immutable. */
public interface RecordedSteps {

  /**
   * How a recording is replayed.
   *
   * @param paced whether the machine's time passes as it did
   * @param patience how long anything may take, of real time
   * @param ignored what else may be different
   */
  record ReplayOptions(boolean paced, Duration patience, List<Pattern> ignored) {
    /** Copies the list. */
    public ReplayOptions {
      ignored = List.copyOf(ignored);
    }
  }

  /** Returns how many steps there are. */
  int size();

  /** Plays it against an emulator of this JVM; returns the first difference. */
  Optional<Difference> on(WebSocketApiEmulator emulator, ReplayOptions options);

  /** Plays it against an emulator elsewhere; returns the first difference. */
  Optional<Difference> on(URI baseUrl, ReplayOptions options);
}
