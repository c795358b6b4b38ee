package dev.wsemulator.internal.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Readers that ask for a stream of each kind, and then read nothing while messages pass. */
@Isolated("It looks at the heap of the JVM.")
class StalledReaderTest {
  private static final int MESSAGES = 20_000;
  private static final int CLIENTS = 8;
  private static final long MEGABYTE = 1024 * 1024;

  /** What waits for three readers: far less than the 80 megabytes and more that go by. */
  private static final long MOST_BYTES = 48 * MEGABYTE;

  private static final List<String> STREAMS =
      List.of("journal?follow=true", "logs/f-default?follow=true", "recording");

  @Test
  void aStalledReaderOfEachStreamCostsItsBoundedBufferOnly() throws Exception {
    List<Socket> stalled = new ArrayList<>();
    try (Rig rig = new Rig().echo().quota("requestsPerSecond", "unlimited").start()) {
      exchangeAll(rig); // so that the journal and the log are full
      long before = used();
      for (String stream : STREAMS) {
        stalled.add(follow(rig, stream));
      }
      exchangeAll(rig);
      assertThat(used() - before).isLessThan(MOST_BYTES);
      assertThat(new String(readOn(stalled.get(0)), UTF_8)).contains("\"type\":\"Missed\"");
      assertThat(new String(readOn(stalled.get(2)), UTF_8)).contains("\"event\":\"missed\"");
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  private static void exchangeAll(Rig rig) throws Exception {
    String message = "x".repeat(4000);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(threads.submit(() -> exchange(rig, message)));
      }
      for (Future<?> client : clients) {
        client.get(120, TimeUnit.SECONDS);
      }
      rig.forgetEvents();
    } finally {
      threads.shutdown();
    }
  }

  private static Socket follow(Rig rig, String stream) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", rig.emulator().port()));
    String call = "GET /_emulator/" + stream + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(call.getBytes(UTF_8));
    assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static void exchange(Rig rig, String message) {
    try (RawClient client = rig.open()) {
      for (int i = 0; i < MESSAGES / CLIENTS; i++) {
        client.text(message);
        assertThat(client.message()).hasSameSizeAs(message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until it is told that something was missed, or nothing comes. */
  private static byte[] readOn(Socket socket) throws Exception {
    socket.setSoTimeout(20_000);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 20];
    while (!all.toString(UTF_8).contains("issed\"")) {
      int read = socket.getInputStream().read(some);
      if (read < 0) {
        break;
      }
      byte[] rest = all.toByteArray();
      all.reset(); // only the newest megabytes are looked at again and again
      all.write(rest, Math.max(0, rest.length - 100), Math.min(100, rest.length));
      all.write(some, 0, read);
    }
    return all.toByteArray();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
