package dev.wsemulator.benchmark;

import dev.wsemulator.benchmark.EchoBenchmark.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures messages that a function in Node.js sends back through the emulator, beside the bare
 * loop of the Runtime API with processes of the same kind; in turn, in one run.
 */
public final class ChildEchoBenchmark {
  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 32;

  /** As many as a function has at most, by default. */
  private static final int PROCESSES = 10;

  private static final Duration LENGTH = Duration.ofSeconds(4);

  private final List<EchoClients.Result> bareMany = new ArrayList<>();
  private final List<EchoClients.Result> emulatedMany = new ArrayList<>();
  private final List<EchoClients.Result> bareOne = new ArrayList<>();
  private final List<EchoClients.Result> emulatedOne = new ArrayList<>();

  private ChildEchoBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    new ChildEchoBenchmark().run();
  }

  private void run() throws IOException {
    try (Running emulator = Running.start(ChildEcho.class, "/dev")) {
      for (int round = 0; round <= ROUNDS; round++) {
        List<EchoClients.Result> results =
            List.of(
                BareRuntimeLoop.measure(PROCESSES, LENGTH),
                EchoClients.measure(emulator.url(), CONNECTIONS, LENGTH),
                BareRuntimeLoop.measure(1, LENGTH),
                EchoClients.measure(emulator.url(), 1, LENGTH));
        System.out.println((round == 0 ? "warm-up" : round) + " " + results);
        if (round > 0) {
          bareMany.add(results.get(0));
          emulatedMany.add(results.get(1));
          bareOne.add(results.get(2));
          emulatedOne.add(results.get(3));
        }
      }
    }
    print("many: messages/s", bareMany, emulatedMany, EchoClients.Result::perSecond);
    print("one: messages/s", bareOne, emulatedOne, EchoClients.Result::perSecond);
    print("one: p50 us", bareOne, emulatedOne, EchoClients.Result::p50);
  }

  private static void print(
      String name,
      List<EchoClients.Result> bare,
      List<EchoClients.Result> emulated,
      ToDoubleFunction<EchoClients.Result> value) {
    double one = EchoBenchmark.median(bare, value);
    double other = EchoBenchmark.median(emulated, value);
    System.out.printf(
        "%-16s  bare loop %8.0f  emulator %8.0f  emulator/bare %.2f%n",
        name, one, other, other / one);
  }
}
