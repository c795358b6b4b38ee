package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.PATIENCE;
import static dev.wsemulator.fault.FaultsTest.call;
import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the journal says of what a fault has struck is what the client or the caller saw. */
class FaultEntriesTest {
  private static Rig rig() {
    return new Rig()
        .echo()
        .route("$connect", Rig.OK)
        .route("$disconnect", Rig.OK)
        .time(new VirtualTime())
        .verified(false)
        .start();
  }

  private static Handshake handshake(Rig rig) {
    return rig.journal().next(Handshake.class, PATIENCE);
  }

  private static String code(Handshake entry) {
    Reason why = entry.why();
    return why == null ? "" : why.code();
  }

  @Test
  void aClientThatIsResetBeforeConnectRunsHasGotNoAnswer() {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.HANDSHAKE).once());
      assertThatThrownBy(rig::open).isInstanceOf(IOException.class);
      Handshake entry = handshake(rig);
      assertThat(entry.status()).isZero();
      assertThat(code(entry)).isEqualTo("fault");
      assertThat(rig.emulator().journal().entries(Closed.class)).isEmpty();
    }
  }

  @Test
  void aClientThatIsResetWhileConnectRunsHasGotNoAnswerAndItsConnectionEnds() {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.CONNECTING).once());
      assertThatThrownBy(rig::open).isInstanceOf(IOException.class);
      Handshake entry = handshake(rig);
      assertThat(entry.status()).isZero();
      assertThat(code(entry)).isEqualTo("client-lost");
      Closed end = rig.journal().next(Closed.class, PATIENCE);
      assertThat(end.connectionId()).isEqualTo(entry.connectionId());
      assertThat(end.code()).isEqualTo(1006);
    }
  }

  @Test
  void aHandshakeThatIsRefusedHasItsStatus() {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.answer(502).at(FaultPoint.HANDSHAKE).once());
      assertThatThrownBy(rig::open).isInstanceOf(IOException.class);
      assertThat(handshake(rig).status()).isEqualTo(502);
    }
  }

  @Test
  void aCallThatFailsAfterItsMessageIsDeliveredHasOneEntryWithWhatItsCallerSaw() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.answer(500).at(FaultPoint.CONNECTIONS_ANSWER).once());
      assertThat(call(rig, "POST", "delivered")).isEqualTo(500);
      assertThat(client.read().text()).isEqualTo("delivered");
      assertThat(statuses(rig)).containsExactly(500);
    }
  }

  @Test
  void aCallThatFailsBeforeAnythingIsDoneHasOneEntry() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.answer(410).at(FaultPoint.CONNECTIONS_CALL).once());
      assertThat(call(rig, "POST", "undelivered")).isEqualTo(410);
      assertThat(statuses(rig)).containsExactly(410);
      client.text("still open");
      assertThat(client.read().text()).isEqualTo("still open");
    }
  }

  @Test
  void aCallThatIsNeverAnsweredHasNoStatus() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.silence().at(FaultPoint.CONNECTIONS_ANSWER).once());
      CompletableFuture<?> call = post(rig);
      assertThat(client.read().text()).isEqualTo("delivered");
      ConnectionsCall entry = rig.journal().next(ConnectionsCall.class, PATIENCE);
      assertThat(entry.status()).isZero();
      assertThat(Objects.requireNonNull(entry.why()).code()).isEqualTo("fault");
      assertThat(call).isNotDone();
      assertThat(statuses(rig)).containsExactly(0);
    }
  }

  private static CompletableFuture<?> post(Rig rig) {
    URI url = URI.create(rig.emulator().connectionsEndpoint() + "/@connections/" + rig.lastId());
    return HttpClient.newHttpClient()
        .sendAsync(
            HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofString("delivered"))
                .build(),
            BodyHandlers.discarding());
  }

  private static List<Integer> statuses(Rig rig) {
    return rig.emulator().journal().entries(ConnectionsCall.class).stream()
        .map(ConnectionsCall::status)
        .toList();
  }
}
