package dev.wsemulator.benchmark;

import dev.wsemulator.internal.function.process.api.RuntimeApi;
import dev.wsemulator.internal.function.process.api.RuntimeEvent;
import dev.wsemulator.internal.function.process.api.RuntimeListener;
import dev.wsemulator.internal.function.process.api.RuntimeRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A process with Node.js that gets one event after the other, by nothing but the Runtime API. */
final class BareRuntimeLoop implements RuntimeListener, AutoCloseable {
  private static final int LONGEST = 6 * 1024 * 1024;
  private static final String EVENT =
      """
      {"requestContext":{"routeKey":"echo","messageId":"L0SMAcOFvHcCIhw=","eventType":"MESSAGE",\
      "extendedRequestId":"L0SMAcOFvHcCIhw=","requestTime":"29/Nov/2026:15:00:00 +0000",\
      "messageDirection":"IN","stage":"dev","connectedAt":1,"requestTimeEpoch":2,\
      "identity":{"sourceIp":"127.0.0.1"},"requestId":"L0SMAcOFvHcCIhw=",\
      "domainName":"localhost:3010","connectionId":"L0SM9cOFvHcCIhw=","apiId":"abc"},\
      "body":"{\\"action\\":\\"echo\\",\\"data\\":\\"0123456789\\"}","isBase64Encoded":false}""";

  private final RuntimeApi api = new RuntimeApi(this, LONGEST, BareRuntimeLoop::thread);
  private final Process process;
  private volatile long given;
  private volatile boolean counts;
  private long[] latencies = new long[1024];
  private int count;

  private BareRuntimeLoop(Path folder) throws IOException {
    Path bootstrap = bootstrap();
    ProcessBuilder builder =
        new ProcessBuilder(
            "node",
            "--require",
            bootstrap.resolve("hook.cjs").toString(),
            bootstrap.resolve("bootstrap.mjs").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                api.address(),
                "_HANDLER",
                "index.handler",
                "LAMBDA_TASK_ROOT",
                folder.toString(),
                "AWS_EXECUTION_ENV",
                "AWS_Lambda_nodejs20.x"));
    process = builder.redirectErrorStream(true).start();
  }

  private static Path bootstrap() {
    URL resource =
        Objects.requireNonNull(
            BareRuntimeLoop.class.getResource(
                "/dev/wsemulator/internal/function/process/node/bootstrap.mjs"));
    try {
      return Objects.requireNonNull(Path.of(resource.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Returns the rate of all processes together, and how long one event takes. */
  static EchoClients.Result measure(int processes, Duration length) throws IOException {
    Path folder = Files.createTempDirectory("bare-loop");
    Path source = Files.writeString(folder.resolve("index.js"), ChildEcho.SOURCE);
    List<BareRuntimeLoop> loops = new ArrayList<>();
    try {
      for (int i = 0; i < processes; i++) {
        loops.add(new BareRuntimeLoop(folder));
      }
      pause(Duration.ofSeconds(2)); // until all run, and are warm
      loops.forEach(loop -> loop.counts = true);
      pause(length);
      loops.forEach(loop -> loop.counts = false);
    } finally {
      loops.forEach(BareRuntimeLoop::close);
      Files.delete(source);
      Files.delete(folder);
    }
    long[] all = loops.stream().flatMapToLong(BareRuntimeLoop::latencies).sorted().toArray();
    return new EchoClients.Result(
        all.length / length.toSeconds(),
        all[all.length / 2] / 1e3,
        all[all.length * 99 / 100] / 1e3);
  }

  private java.util.stream.LongStream latencies() {
    return Arrays.stream(latencies, 0, count);
  }

  private static void pause(Duration length) {
    try {
      TimeUnit.NANOSECONDS.sleep(length.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void give() {
    given = System.nanoTime();
    byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nLambda-Runtime-Deadline-Ms: "
            + (System.currentTimeMillis() + 30_000)
            + "\r\nContent-Length: "
            + event.length
            + "\r\n\r\n";
    byte[] answer =
        Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + event.length);
    System.arraycopy(event, 0, answer, head.length(), event.length);
    api.give(new RuntimeEvent("1", answer));
  }

  @Override
  public void ready() {
    give();
  }

  @Override
  public void responded(RuntimeRequest response, boolean isTooLong) {
    if (counts) {
      if (count == latencies.length) {
        latencies = Arrays.copyOf(latencies, 2 * count);
      }
      latencies[count++] = System.nanoTime() - given;
    }
    give();
  }

  @Override
  public void initFailed(RuntimeRequest error) {
    throw new IllegalStateException(new String(error.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void failed(RuntimeRequest error) {
    throw new IllegalStateException(new String(error.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    api.close();
  }
}
