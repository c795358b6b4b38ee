package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A message whose writing fails does not count as sent, whoever notices first. */
class FailedWritesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BEGIN_OF_TEXT = 0x01;

  /** A thread reads it that reads nothing of others. */
  private static final int LONG = 20_000;

  private static final HttpClient CALLER = HttpClient.newHttpClient();

  private static HttpResponse<String> post(Rig rig, String body) throws Exception {
    URI url =
        URI.create(
            rig.emulator().connectionsEndpoint()
                + "/@connections/"
                + rig.lastId().replace("=", "%3D"));
    return CALLER.send(
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertGone(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("GoneException");
    assertThat(answer.body()).isEmpty();
  }

  private static Reason whyItEnded(Rig rig) {
    JournalEntry.Closed end = rig.journal().next(JournalEntry.Closed.class, LIMIT);
    assertThat(end.code()).isEqualTo(1006);
    return end.why();
  }

  @Aws({"CX-07", "CX-21"})
  @Test
  void aPostIsAnsweredAsGoneIfItsWritingNoticesFirstThatTheClientIsGone() throws Exception {
    HeldReader reader = new HeldReader();
    try (Rig rig = new Rig().echo().verified(false).time(reader).start();
        RawClient client = rig.open()) {
      reader.holdAtNextFrame();
      client.frame(BEGIN_OF_TEXT, new byte[LONG]);
      reader.held.await();
      client.reset();
      // On a busy machine the system may take a message before it has handled the reset.
      HttpResponse<String> answer =
          Awaitility.await().until(() -> post(rig, "late"), posted -> posted.statusCode() != 200);
      assertGone(answer);
      Reason why = whyItEnded(rig);
      assertThat(why.code()).isEqualTo("not-written");
      assertThat(why.found()).contains("Exception: "); // and what this system calls it
      reader.goOn.countDown();
      assertGone(post(rig, "later"));
    } finally {
      reader.goOn.countDown();
    }
  }

  @Aws({"CX-07", "CX-12", "CX-21"})
  @Test
  void whatWaitsForAClientThatGoesAwayIsToldAsNotWritten() throws Exception {
    String message = "a".repeat(131_072);
    try (Rig rig = new Rig().echo().verified(false).start();
        RawClient client = rig.open()) {
      int status = 200;
      while (status == 200) { // what a client gets that does not read waits for it
        status = post(rig, message).statusCode();
      }
      assertThat(status).isEqualTo(429);
      client.reset();
      assertThat(whyItEnded(rig).code()).isEqualTo("not-written");
      assertGone(post(rig, "late"));
    }
  }

  @Aws("CX-21")
  @Test
  void aClientThatGoesAwayWhenNothingWaitsMissesNothing() throws Exception {
    try (Rig rig = new Rig().echo().verified(false).start();
        RawClient client = rig.open()) {
      assertThat(post(rig, "in time").statusCode()).isEqualTo(200);
      assertThat(client.message()).isEqualTo("in time");
      client.reset();
      assertThat(whyItEnded(rig)).isNull();
    }
  }

  /** The machine's clock, which can hold a thread that reads a long frame of a client. */
  private static final class HeldReader implements TimeSource {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean isAwaited = new AtomicBoolean();

    private void holdAtNextFrame() {
      isAwaited.set(true);
    }

    @Override
    public Instant now() {
      if (isAwaited.get() && isReading() && isAwaited.getAndSet(false)) {
        held.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return TimeSource.system().now();
    }

    private static boolean isReading() {
      return StackWalker.getInstance()
          .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("onFrame")));
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return TimeSource.system().after(delay, task);
    }
  }
}
