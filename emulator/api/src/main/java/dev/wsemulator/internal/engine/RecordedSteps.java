package dev.wsemulator.internal.engine;

import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A recording that has been read, and can be played any number of times. Immutable. */
public interface RecordedSteps {

  /**
   * How a recording is replayed.
   *
   * @param paced whether the machine's time passes as it did
   * @param patience how long anything may take, of real time
   * @param ignored what else may be different
   * @param all whether all differences are looked for, not only the first
   */
  record ReplayOptions(boolean paced, Duration patience, List<Pattern> ignored, boolean all) {
    /** Copies the list. */
    public ReplayOptions {
      ignored = List.copyOf(ignored);
    }
  }

  /** Returns how many steps there are. */
  int size();

  /** An emulator of this JVM, as far as a replay needs it. */
  record LocalEmulator(
      List<StageEndpoint> endpoints,
      Journal journal,
      TimeSource time,
      Faults faults,
      Function<Consumer<String>, Recording> recorder) {}

  /** Plays it against an emulator of this JVM; returns the differences. */
  List<Difference> on(LocalEmulator emulator, ReplayOptions options);

  /** Plays it against an emulator elsewhere; returns the differences. */
  List<Difference> on(URI baseUrl, ReplayOptions options);
}
