package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().route("$disconnect", Rig.OK).time(time).verified(false).start();
  }

  static Faults faults(Rig rig) {
    return rig.emulator().faults();
  }

  static int closeCode(Rig rig) {
    return rig.journal().next(Closed.class, PATIENCE).code();
  }

  private static int post(Rig rig, String text) throws IOException, InterruptedException {
    return call(rig, "POST", text);
  }

  static int call(Rig rig, String method, String text) throws IOException, InterruptedException {
    URI url = URI.create(rig.emulator().connectionsEndpoint() + "/@connections/" + rig.lastId());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .method(method, HttpRequest.BodyPublishers.ofString(text))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void aResetIsSeenAsOneByTheClientAndEndsTheConnection() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.reset().at(FaultPoint.TO_CLIENT));
      client.text("hello");
      assertThatThrownBy(client::read)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(closeCode(rig)).isEqualTo(1006);
      assertThat(Rig.at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
          .isEqualTo("1006");
    }
  }

  @Test
  void aFinIsSeenAsTheEndOfTheStreamWithoutACloseFrame() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.fin().at(FaultPoint.FROM_CLIENT));
      client.text("hello");
      assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
      assertThat(closeCode(rig)).isEqualTo(1006);
    }
  }

  @Test
  void aCloseHasAnyCodeAndReason() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.close(4321, "maintenance").at(FaultPoint.TO_CLIENT));
      client.text("hello");
      RawClient.Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(4321);
      assertThat(new String(close.payload(), 2, 11, StandardCharsets.UTF_8))
          .isEqualTo("maintenance");
      assertThat(closeCode(rig)).isEqualTo(4321);
    }
  }

  @Test
  void aLostAnswerIsNoticedByNobody() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.lose().at(FaultPoint.TO_CLIENT).once());
      client.text("lost");
      rig.journal().next(JournalEntry.Faulted.class, PATIENCE);
      client.text("found");
      assertThat(client.read().text()).isEqualTo("found");
      assertThat(faults(rig).active()).isEmpty();
    }
  }

  @Test
  void aPostToAClientThatIsSilentSucceeds() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.silence().at(FaultPoint.TO_CLIENT));
      assertThat(post(rig, "one")).isEqualTo(200);
      assertThat(post(rig, "two")).isEqualTo(200);
      client.text("still heard");
      assertThat(Rig.at(rig.event("MESSAGE"), "body")).isEqualTo("still heard");
    }
  }

  @Test
  void anAnswerComesTwice() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.duplicate().at(FaultPoint.TO_CLIENT).once());
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(client.read().text()).isEqualTo("hello");
    }
  }

  @Test
  void aMessageArrivesTwiceOrNever() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.duplicate().at(FaultPoint.FROM_CLIENT).once());
      client.text("twice");
      assertThat(client.read().text()).isEqualTo("twice");
      assertThat(client.read().text()).isEqualTo("twice");
      faults(rig).add(Fault.lose().at(FaultPoint.FROM_CLIENT).once());
      client.text("never");
      client.text("once");
      assertThat(client.read().text()).isEqualTo("once");
    }
  }

  @Test
  void aHalfOpenConnectionLivesUntilTheIdleLimit() throws Exception {
    try (Rig rig = rig()) {
      try (RawClient client = rig.open()) {
        faults(rig).add(Fault.silence().at(FaultPoint.FROM_CLIENT));
        client.text("unheard");
        rig.journal().next(JournalEntry.Faulted.class, PATIENCE);
        client.reset();
      }
      assertThat(rig.emulator().journal().entries(Closed.class)).isEmpty();
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class)).isEmpty();
      time.advance(Duration.ofMinutes(10));
      assertThat(closeCode(rig)).isEqualTo(1001);
      assertThat(rig.journal().next(JournalEntry.LimitPassed.class, PATIENCE).limit())
          .isEqualTo("idle timeout");
    }
  }

  @Aws({"OB-96", "DC-11"})
  @Test
  void aPostToAHalfOpenClientSucceedsUntilItsEndIsNoticed() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.silence().at(FaultPoint.TO_CLIENT));
      assertThat(post(rig, "nothing of this arrives")).isEqualTo(200);
      client.reset();
      closeCode(rig);
      assertThat(post(rig, "too late")).isEqualTo(410);
    }
  }

  @Test
  void aHalfOpenConnectionEndsWhenItIsDeleted() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.silence().at(FaultPoint.FROM_CLIENT));
      client.text("unheard");
      rig.journal().next(JournalEntry.Faulted.class, PATIENCE);
      assertThat(call(rig, "DELETE", "")).isEqualTo(204);
      assertThat(call(rig, "DELETE", "")).isEqualTo(410);
      assertThat(closeCode(rig)).isEqualTo(1000);
    }
  }

  /** Neither the close frame nor the end of the TCP connection that would follow after 2 s. */
  @Aws({"OB-96", "DC-11"})
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nobodyTellsAHalfOpenClientThatItsConnectionIsOver(boolean idle) throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      assertThat(faults(rig).strike(rig.lastId(), Fault.silence())).isTrue();
      if (idle) {
        time.advance(Duration.ofMinutes(10));
      } else {
        assertThat(call(rig, "DELETE", "")).isEqualTo(204);
      }
      Closed closed = rig.journal().next(Closed.class, PATIENCE);
      assertThat(closed.code()).isEqualTo(idle ? 1001 : 1000);
      assertThat(closed.at()).isEqualTo(time.now());
      rig.event("DISCONNECT");
      assertThat(client.isSilentFor(Duration.ofMillis(2_500))).isTrue();
      client.text("nobody hears this");
      client.frame(0x88, new byte[] {3, -24});
      assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();
    }
  }

  @Test
  void aPostThatMeetsTheEndFindsTheClientGone() throws Exception {
    for (Fault end : List.of(Fault.reset(), Fault.fin(), Fault.close(1001, ""))) {
      try (Rig rig = rig();
          RawClient client = rig.open()) {
        faults(rig).add(end.at(FaultPoint.TO_CLIENT));
        assertThat(post(rig, "hello")).as("post that meets %s", end).isEqualTo(410);
        assertThat(post(rig, "again")).as("post after %s", end).isEqualTo(410);
        client.end();
      }
    }
  }

  @Test
  void disconnectIsDeliveredTwice() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.duplicate().at(FaultPoint.DISCONNECT));
      rig.open().close();
      Json first = rig.event("DISCONNECT");
      assertThat(rig.event("DISCONNECT").selectionText()).isEqualTo(first.selectionText());
    }
  }

  @Test
  void disconnectIsDeliveredLate() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(30)).at(FaultPoint.DISCONNECT));
      RawClient client = rig.open();
      int timers = time.pending();
      client.close();
      await().until(() -> time.pending() > timers);
      time.advance(Duration.ofSeconds(29));
      assertThat(rig.eventsLeft()).isZero();
      time.advance(Duration.ofSeconds(1));
      rig.event("DISCONNECT");
    }
  }

  @Test
  void disconnectIsNeverDelivered() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.lose().at(FaultPoint.DISCONNECT).once());
      rig.open().close();
      String lost = rig.lastId();
      rig.journal().next(JournalEntry.Faulted.class, PATIENCE);
      rig.open().close();
      assertThat(Rig.at(rig.event("DISCONNECT"), "requestContext", "connectionId"))
          .isNotEqualTo(lost);
    }
  }

  @Test
  void aPostFailsBeforeOrAfterItsDelivery() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.answer(410).at(FaultPoint.CONNECTIONS_CALL).once());
      assertThat(post(rig, "undelivered")).isEqualTo(410);
      faults(rig).add(Fault.answer(500).at(FaultPoint.CONNECTIONS_ANSWER).once());
      assertThat(post(rig, "delivered")).isEqualTo(500);
      assertThat(client.read().text()).isEqualTo("delivered");
      assertThat(post(rig, "well")).isEqualTo(200);
    }
  }
}
