package dev.wsemulator.junit.drop;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.junit.report.DropWatch;
import dev.wsemulator.junit.report.MissedDrop;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The scenario of a test that says itself when it begins; a parameter of tests with {@link
 * InScenario}. A test that never calls {@link #begin()} fails, and so does one whose drop strikes
 * nobody. Thread-safe.
 */
public final class Drop {
  private final WebSocketApiEmulator emulator;
  private final Scenario scenario;
  private final List<DropWatch> begun = new CopyOnWriteArrayList<>();

  Drop(WebSocketApiEmulator emulator, Scenario scenario) {
    this.emulator = emulator;
    this.scenario = scenario;
  }

  /**
   * Begins the scenario for every connection.
   *
   * @throws AssertionError if it strikes open connections, and there is none
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public void begin() {
    begin(Matcher.ALL);
  }

  /**
   * Begins the scenario for some occasions only, such as those of one connection. It can be begun
   * several times, for several connections; each has to strike.
   *
   * @throws AssertionError if it strikes open connections, and there is none of these
   * @throws IllegalArgumentException if the matcher is not supported where the scenario happens;
   *     the message says which are
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public void begin(Matcher occasions) {
    DropWatch watch = DropWatch.over(emulator.journal(), emulator.time());
    begun.add(watch);
    watch.begun(emulator.begin(scenario, occasions));
    if (scenario.strikesAtOnce()) {
      fail(watch.missed(Duration.ZERO));
    }
  }

  /**
   * Returns the base URL of the address that the scenario has opened.
   *
   * @throws IllegalStateException if it has opened none
   * @see dev.wsemulator.fault.Addresses#move
   */
  public URI address() {
    return begun.stream()
        .flatMap(watch -> watch.address().stream())
        .reduce((before, last) -> last)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The scenario %s has opened no address.".formatted(scenario)));
  }

  private static void fail(Optional<String> missed) {
    missed.ifPresent(
        why -> {
          throw new AssertionError(why);
        });
  }

  /**
   * Ends the scenario.
   *
   * @param patience how long to wait for a drop that is about to come
   * @return why the drop never came; nothing if it came
   */
  Optional<String> end(Duration patience) {
    try {
      return begun.isEmpty()
          ? Optional.of(MissedDrop.neverBegun(scenario))
          : begun.stream().flatMap(watch -> watch.missed(patience).stream()).findFirst();
    } finally {
      close();
    }
  }

  /** Ends the scenario, whether it has struck or not. */
  void close() {
    begun.forEach(DropWatch::close);
  }
}
