package dev.wsemulator.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures what the journal costs: echoed messages through two emulators in processes of their own,
 * in turn, one of which records nothing.
 */
public final class JournalBenchmark {
  private static final int WARM_UPS = 8;
  private static final int ROUNDS = 17;
  private static final int CONNECTIONS = 32;
  private static final Duration LENGTH = Duration.ofSeconds(2);

  private JournalBenchmark() {}

  private record Pair(EchoClients.Result off, EchoClients.Result on) {
    double ratio() {
      return (double) on.perSecond() / off.perSecond();
    }
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    try (EchoBenchmark.Running silent =
            EchoBenchmark.Running.start(EmulatorEcho.class, "/dev", "unrecorded");
        EchoBenchmark.Running recording = EchoBenchmark.Running.start(EmulatorEcho.class, "/dev")) {
      for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
        Pair pair = round(silent, recording, round % 2 == 0);
        System.out.printf(
            "%s off %s, on %s%n", round < 1 ? "warm-up" : round, pair.off(), pair.on());
        if (round > 0) {
          pairs.add(pair);
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::ratio));
    System.out.printf(
        "messages/s  on/off by pairs: median %.3f, middle half %.3f to %.3f%n",
        pairs.get(ROUNDS / 2).ratio(),
        pairs.get(ROUNDS / 4).ratio(),
        pairs.get(ROUNDS - 1 - ROUNDS / 4).ratio());
  }

  /** Measures both, one after the other, and each as often first as the other. */
  private static Pair round(
      EchoBenchmark.Running silent, EchoBenchmark.Running recording, boolean silentFirst)
      throws IOException {
    if (silentFirst) {
      EchoClients.Result off = EchoClients.measure(silent.url(), CONNECTIONS, LENGTH);
      return new Pair(off, EchoClients.measure(recording.url(), CONNECTIONS, LENGTH));
    }
    EchoClients.Result on = EchoClients.measure(recording.url(), CONNECTIONS, LENGTH);
    return new Pair(EchoClients.measure(silent.url(), CONNECTIONS, LENGTH), on);
  }
}
