package dev.wsemulator.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures echoed messages through the emulator, by an in-process two-way function, beside a Jetty
 * server that only echoes; both in JVMs of their own, in turn, in one run.
 */
public final class EchoBenchmark {
  private static final int ROUNDS = 7;
  private static final int CONNECTIONS = 32;
  private static final Duration LENGTH = Duration.ofSeconds(4);

  private EchoBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    List<EchoClients.Result> raw = new ArrayList<>();
    List<EchoClients.Result> emulated = new ArrayList<>();
    try (Running jetty = Running.start(RawEcho.class, "/");
        Running emulator = Running.start(EmulatorEcho.class, "/dev")) {
      for (int round = 0; round <= ROUNDS; round++) {
        EchoClients.Result one = EchoClients.measure(jetty.url(), CONNECTIONS, LENGTH);
        EchoClients.Result other = EchoClients.measure(emulator.url(), CONNECTIONS, LENGTH);
        System.out.printf("%s jetty %s, emulator %s%n", round == 0 ? "warm-up" : round, one, other);
        if (round > 0) {
          raw.add(one);
          emulated.add(other);
        }
      }
    }
    print("messages/s", raw, emulated, EchoClients.Result::perSecond);
    print("p50 us", raw, emulated, EchoClients.Result::p50);
    print("p99 us", raw, emulated, EchoClients.Result::p99);
  }

  private static void print(
      String name,
      List<EchoClients.Result> raw,
      List<EchoClients.Result> emulated,
      ToDoubleFunction<EchoClients.Result> value) {
    double one = median(raw, value);
    double other = median(emulated, value);
    System.out.printf(
        "%-10s  jetty %8.0f  emulator %8.0f  emulator/jetty %.2f%n", name, one, other, other / one);
  }

  static double median(
      List<EchoClients.Result> results, ToDoubleFunction<EchoClients.Result> value) {
    return results.stream()
        .sorted(Comparator.comparingDouble(value))
        .mapToDouble(value)
        .skip(results.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /** A server in a process of its own. */
  record Running(Process process, URI url) implements AutoCloseable {

    /** Starts a server whose main method takes its port, and perhaps more. */
    static Running start(Class<?> main, String path, String... more) throws IOException {
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  main.getName(),
                  Integer.toString(port)));
      command.addAll(List.of(more));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      if (!"ready".equals(out.readLine())) {
        process.destroy();
        throw new IOException(main.getSimpleName() + " does not start.");
      }
      return new Running(process, URI.create("ws://127.0.0.1:" + port + path));
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
