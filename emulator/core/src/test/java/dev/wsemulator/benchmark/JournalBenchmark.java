package dev.wsemulator.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what the journal costs: echoed messages through two emulators in processes of their own,
 * in turn, one of which records nothing.
 */
public final class JournalBenchmark {
  private static final int ROUNDS = 9;
  private static final int CONNECTIONS = 32;
  private static final Duration LENGTH = Duration.ofSeconds(3);

  private JournalBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    List<EchoClients.Result> off = new ArrayList<>();
    List<EchoClients.Result> on = new ArrayList<>();
    try (EchoBenchmark.Running silent =
            EchoBenchmark.Running.start(EmulatorEcho.class, "/dev", "unrecorded");
        EchoBenchmark.Running recording = EchoBenchmark.Running.start(EmulatorEcho.class, "/dev")) {
      for (int round = 0; round <= ROUNDS; round++) {
        EchoClients.Result one = EchoClients.measure(silent.url(), CONNECTIONS, LENGTH);
        EchoClients.Result other = EchoClients.measure(recording.url(), CONNECTIONS, LENGTH);
        System.out.printf("%s off %s, on %s%n", round == 0 ? "warm-up" : round, one, other);
        if (round > 0) {
          off.add(one);
          on.add(other);
        }
      }
    }
    double without = EchoBenchmark.median(off, EchoClients.Result::perSecond);
    double with = EchoBenchmark.median(on, EchoClients.Result::perSecond);
    System.out.printf(
        "messages/s  off %.0f  on %.0f  on/off %.3f%n", without, with, with / without);
  }
}
