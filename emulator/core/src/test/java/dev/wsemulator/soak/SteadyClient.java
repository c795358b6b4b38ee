package dev.wsemulator.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A client that stays, is posted to, and sends; what it is posted arrives, once and in order. */
final class SteadyClient {
  private final RawClient client;
  private final HttpClient http;
  private final URI posts;
  private final AtomicInteger posted = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger echoed = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();

  private SteadyClient(RawClient client, HttpClient http, URI posts) {
    this.client = client;
    this.http = http;
    this.posts = posts;
  }

  static SteadyClient open(URI url, HttpClient http) throws IOException {
    RawClient client = RawClient.open(url);
    client.text("{\"action\":\"whoami\"}");
    String id = message(client);
    URI posts =
        URI.create(
            url.toString().replace("ws://", "http://") + "/@connections/" + id.replace("=", "%3D"));
    return new SteadyClient(client, http, posts);
  }

  private static String message(RawClient client) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    RawClient.Frame frame;
    do {
      frame = client.read();
      message.writeBytes(frame.payload());
    } while ((frame.head() & 0x80) == 0);
    return message.toString(StandardCharsets.UTF_8);
  }

  /** Reads everything, to the end. */
  void read() {
    try {
      while (true) {
        String message = message(client);
        if (message.startsWith("post ")) {
          boolean isNext = message.startsWith("post " + arrived.getAndIncrement() + " ");
          wrong.addAndGet(isNext ? 0 : 1);
        } else {
          echoed.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  /** Posts and sends, until it is over. */
  void work(BooleanSupplier over) {
    try {
      for (int i = 0; !over.getAsBoolean(); i++) {
        String text = "post " + i + " " + "x".repeat(i * 37 % 9000);
        HttpRequest post =
            HttpRequest.newBuilder(posts).POST(BodyPublishers.ofString(text)).build();
        assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        posted.incrementAndGet();
        client.text("echo " + i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int posted() {
    return posted.get();
  }

  void assertEverythingArrivedOnce() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(arrived.get()).isEqualTo(posted.get()));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(echoed.get()).isEqualTo(posted.get()));
    assertThat(wrong.get()).as("posts that came at another's place").isZero();
  }

  void close() throws IOException {
    client.frame(0x88, new byte[] {3, (byte) 0xe8});
    client.close();
  }
}
