package dev.wsemulator.benchmark;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Prints how long the core takes to start and to stop, in a JVM that has done it before. */
public final class StartMeasurement {
  private static final int ROUNDS = 11;

  private StartMeasurement() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    for (int round = 1; round <= ROUNDS; round++) {
      long begin = System.nanoTime();
      WebSocketApiEmulator emulator = emulator();
      long started = System.nanoTime();
      emulator.close();
      long stopped = System.nanoTime();
      System.out.printf(
          "%2d. start %4d ms, stop %4d ms%n",
          round, millis(begin, started), millis(started, stopped));
    }
  }

  private static WebSocketApiEmulator emulator() {
    LambdaFunction content = event -> "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8);
    return WebSocketApiEmulator.builder()
        .function("content", content)
        .api(WebSocketApi.builder("measured").route("$default", "content").build())
        .start();
  }

  private static long millis(long from, long to) {
    return Duration.ofNanos(to - from).toMillis();
  }
}
