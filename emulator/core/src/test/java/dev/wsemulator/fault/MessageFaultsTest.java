package dev.wsemulator.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Messages that are held up, out of order or in pieces, and handshakes that go wrong. */
class MessageFaultsTest {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final HttpClient HTTP = HttpClient.newHttpClient();

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig()
        .route("$connect", Rig.OK)
        .echo()
        .route("$disconnect", Rig.OK)
        .time(time)
        .verified(false)
        .start();
  }

  static Faults faults(Rig rig) {
    return rig.emulator().faults();
  }

  static void faulted(Rig rig) {
    rig.journal().next(Faulted.class, PATIENCE);
  }

  static CompletableFuture<HttpResponse<String>> post(Rig rig, String text) {
    URI url = URI.create(rig.emulator().connectionsEndpoint() + "/@connections/" + rig.lastId());
    return HTTP.sendAsync(
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(text)).build(),
        BodyHandlers.ofString());
  }

  @Test
  void aLateMessageHoldsUpThoseBehindIt() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.TO_CLIENT).once());
      assertThat(post(rig, "late").join().statusCode()).isEqualTo(200);
      assertThat(post(rig, "behind").join().statusCode()).isEqualTo(200);
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).as("what comes before the messages").isEqualTo(0x8A);
      time.advance(Duration.ofSeconds(5));
      assertThat(client.read().text()).isEqualTo("late");
      assertThat(client.read().text()).isEqualTo("behind");
    }
  }

  @Test
  void everyLateMessageIsAsLateAsTheRuleSays() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.TO_CLIENT));
      post(rig, "first").join();
      post(rig, "at the same time").join();
      time.advance(Duration.ofSeconds(2));
      post(rig, "two seconds later").join();
      time.advance(Duration.ofSeconds(3));
      assertThat(client.read().text()).isEqualTo("first");
      assertThat(client.read().text()).isEqualTo("at the same time");
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).as("what comes before the last").isEqualTo(0x8A);
      time.advance(Duration.ofSeconds(2));
      assertThat(client.read().text()).isEqualTo("two seconds later");
    }
  }

  @Test
  void aClientWhoseMessagesAreHeldUpCannotFillTheMemory() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.FROM_CLIENT));
      String large = "x".repeat(32 * 1024);
      for (int i = 0; i < 33; i++) {
        client.text(large);
      }
      RawClient.Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(1008);
      assertThat(new String(close.payload(), 2, close.payload().length - 2, UTF_8))
          .isEqualTo("A fault holds up more than 1048576 bytes.");
    }
  }

  @Test
  void aMessageOfAClientIsRoutedLate() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.FROM_CLIENT).once());
      client.text("late");
      client.text("behind");
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).isEqualTo(0x8A);
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class)).isEmpty();
      time.advance(Duration.ofSeconds(5));
      assertThat(client.read().text()).isIn("late", "behind");
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class))
          .extracting(message -> message.body().text())
          .containsExactly("late", "behind");
    }
  }

  @Test
  void theNextMessageOvertakesOne() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.reorder().at(FaultPoint.TO_CLIENT).once());
      post(rig, "first").join();
      post(rig, "second").join();
      post(rig, "third").join();
      assertThat(client.read().text()).isEqualTo("second");
      assertThat(client.read().text()).isEqualTo("first");
      assertThat(client.read().text()).isEqualTo("third");
    }
  }

  @Test
  void everyOtherMessageOvertakesTheOneBeforeItWhileTheRuleHolds() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.reorder().at(FaultPoint.TO_CLIENT));
      for (String text : List.of("first", "second", "third", "fourth")) {
        post(rig, text).join();
      }
      for (String text : List.of("second", "first", "fourth", "third")) {
        assertThat(client.read().text()).isEqualTo(text);
      }
    }
  }

  @Test
  void aMessageThatIsOvertakenStaysBehindAllThatAlreadyWaits() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.TO_CLIENT).once());
      faults(rig).add(Fault.reorder().at(FaultPoint.TO_CLIENT).fromNth(3).once());
      for (String text : List.of("late", "behind", "overtaken", "first")) {
        post(rig, text).join();
      }
      time.advance(Duration.ofSeconds(5));
      for (String text : List.of("late", "behind", "first", "overtaken")) {
        assertThat(client.read().text()).isEqualTo(text);
      }
    }
  }

  @Test
  void messagesOfAClientAreOutOfOrder() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.reorder().at(FaultPoint.FROM_CLIENT).once());
      client.text("first");
      client.text("second");
      client.read();
      client.read();
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class))
          .extracting(message -> message.body().text())
          .containsExactly("second", "first");
    }
  }

  @Test
  void aClientThatReadsNothingFillsItsBufferAndItsSendersAreRefused() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.slow(0).at(FaultPoint.TO_CLIENT));
      String large = "x".repeat(128 * 1024);
      for (int i = 0; i < 8; i++) {
        assertThat(post(rig, large).join().statusCode()).as("post %s", i).isEqualTo(200);
      }
      assertThat(post(rig, large).join().statusCode()).isEqualTo(429);
      client.end();
    }
  }

  @Test
  void aSlowClientGetsItsMessagesAtItsPace() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.slow(10).at(FaultPoint.TO_CLIENT));
      post(rig, "ten bytes.").join();
      post(rig, "ten more..").join();
      time.advance(Duration.ofSeconds(1));
      assertThat(client.read().text()).isEqualTo("ten bytes.");
      client.frame(0x89, new byte[0]);
      assertThat(client.read().head()).isEqualTo(0x8A);
      time.advance(Duration.ofSeconds(1));
      assertThat(client.read().text()).isEqualTo("ten more..");
    }
  }

  @Test
  void aPostHangsBeforeOrAfterItsDelivery() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.silence().at(FaultPoint.CONNECTIONS_CALL).once());
      CompletableFuture<HttpResponse<String>> undelivered = post(rig, "undelivered");
      faulted(rig);
      faults(rig).add(Fault.silence().at(FaultPoint.CONNECTIONS_ANSWER).once());
      CompletableFuture<HttpResponse<String>> delivered = post(rig, "delivered");
      assertThat(client.read().text()).isEqualTo("delivered");
      faults(rig).add(Fault.delay(Duration.ofSeconds(7)).at(FaultPoint.CONNECTIONS_CALL).once());
      int timers = time.pending();
      CompletableFuture<HttpResponse<String>> late = post(rig, "late");
      await().until(() -> time.pending() > timers);
      assertThat(late).isNotDone();
      time.advance(Duration.ofSeconds(7));
      assertThat(late.join().statusCode()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("late");
      assertThat(undelivered).isNotDone();
      assertThat(delivered).isNotDone();
    }
  }

  @Test
  void aRuleIsForTheMessagesOfOneRoute() throws Exception {
    try (Rig rig =
            new Rig().echo().twoWay("other", Rig::echoed).time(time).verified(false).start();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).forRoute("other"));
      client.text("{\"action\":\"other\"}");
      client.text("default");
      assertThat(client.read().text()).isEqualTo("default");
      faults(rig).clear();
      client.text("{\"action\":\"other\"}");
      assertThat(client.read().text()).isEqualTo("{\"action\":\"other\"}");
    }
  }

  @Test
  void theClockJumpsAndWhatIsMeasuredDoesNot() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      java.time.Instant before = rig.emulator().time().now();
      long nanos = rig.emulator().time().nanos();
      faults(rig).add(Fault.clockJump(Duration.ofHours(-1)).at(FaultPoint.FROM_CLIENT).once());
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(rig.emulator().time().now()).isEqualTo(before.minus(Duration.ofHours(1)));
      assertThat(rig.emulator().time().nanos()).isEqualTo(nanos);
      assertThat(rig.emulator().journal().entries(JournalEntry.ClockMoved.class))
          .extracting(JournalEntry.ClockMoved::by)
          .containsExactly(Duration.ofHours(-1));
    }
  }
}
