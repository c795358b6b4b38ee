package dev.wsemulator.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.testing.RawClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * An emulator with 256 MB for a while, with faults, clients that are killed, and readers that read
 * nothing: no acknowledged post is lost or doubled, {@code $disconnect} runs once for each
 * connection, and heap, threads and descriptors stay as they are. The system property {@code
 * soak.seconds} makes it long, {@code soak.seed} repeats a run.
 */
@EnabledOnOs(OS.LINUX)
class SoakTest {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 8);
  private static final long SEED = Long.getLong("soak.seed", new Random().nextLong());
  private static final List<String> STREAMS =
      List.of("journal?follow=true", "recording", "logs/echo?follow=true");
  private static final int STEADY = 4;
  private static final int VICTIMS = 4;

  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private BufferedReader answers;
  private URI url;
  private volatile boolean over;

  @Test
  void nothingIsLostDoubledOrLeftBehind() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Socket> stalled = new ArrayList<>();
    start();
    try {
      for (String stream : STREAMS) {
        stalled.add(follow(stream));
      }
      List<SteadyClient> steady = new ArrayList<>();
      List<CompletableFuture<Void>> work = new ArrayList<>();
      for (int i = 0; i < STEADY; i++) {
        SteadyClient client = SteadyClient.open(url, http);
        steady.add(client);
        threads.execute(client::read);
        work.add(CompletableFuture.runAsync(() -> client.work(() -> over), threads));
      }
      for (int i = 0; i < VICTIMS; i++) {
        Random random = new Random(SEED + i);
        work.add(CompletableFuture.runAsync(() -> victims(random), threads));
      }
      long[] before = after(SECONDS / 3);
      long[] later = after(SECONDS - SECONDS / 3);
      over = true;
      CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      for (SteadyClient client : steady) {
        client.assertEverythingArrivedOnce();
        client.close();
      }
      report(steady, before, later);
      assertEveryConnectionEndedOnce();
      assertFlat(before, later);
    } finally {
      threads.shutdownNow();
      for (Socket socket : stalled) {
        socket.close();
      }
      process.destroyForcibly();
    }
  }

  private void report(List<SteadyClient> steady, long[] before, long[] later) throws IOException {
    System.out.printf(
        "soak: seed %d, %d s, %d posts, connections %s, heap threads descriptors %s, then %s%n",
        SEED,
        SECONDS,
        steady.stream().mapToInt(SteadyClient::posted).sum(),
        ask("ends"),
        Arrays.toString(before),
        Arrays.toString(later));
  }

  private void assertEveryConnectionEndedOnce() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              String[] ends = ask("ends").split(" ");
              assertThat(ends[2]).as("ended twice, seed %d", SEED).isEqualTo("0");
              assertThat(ends[1]).as("ended once, seed %d", SEED).isEqualTo(ends[0]);
            });
  }

  private static void assertFlat(long[] before, long[] later) {
    assertThat(later[0]).as("heap in KB").isLessThan(before[0] * 5 / 4 + 40_000);
    assertThat(later[1]).as("threads").isLessThan(before[1] + 30);
    assertThat(later[2]).as("descriptors").isLessThan(before[2] + 30);
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + "target/test-classes",
                SoakedEmulator.class.getName(),
                Long.toString(SEED))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String ready = answers.readLine();
    assertThat(ready).startsWith("ready ");
    url = URI.create("ws://127.0.0.1:" + ready.substring(6) + "/dev");
  }

  private synchronized String ask(String question) throws IOException {
    process.getOutputStream().write((question + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    return answers.readLine();
  }

  /** Waits so long, while everything goes on, and returns how the emulator is then. */
  private long[] after(int seconds) throws Exception {
    process.waitFor(seconds, TimeUnit.SECONDS);
    return Arrays.stream(ask("stats").split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private Socket follow(String stream) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", url.getPort()));
    String call = "GET /_emulator/" + stream + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(call.getBytes(UTF_8));
    return socket;
  }

  /** Clients that come, send, are struck by faults, and go in every way. */
  private void victims(Random random) {
    while (!over) {
      try (RawClient client = RawClient.open(url)) {
        for (int i = random.nextInt(30); i > 0; i--) {
          client.text(
              "{\"action\":\"victim\",\"text\":\"%s\"}"
                  .formatted("x".repeat(random.nextInt(3000))));
          if (random.nextInt(4) > 0) {
            client.read();
          }
        }
        switch (random.nextInt(3)) {
          case 0 -> client.reset();
          case 1 -> client.frame(0x88, new byte[] {3, (byte) 0xe8});
          default -> client.end();
        }
      } catch (IOException e) {
        // A fault has ended it.
      }
    }
  }
}
