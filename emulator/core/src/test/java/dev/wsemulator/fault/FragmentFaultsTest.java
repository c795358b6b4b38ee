package dev.wsemulator.fault;

import static dev.wsemulator.fault.MessageFaultsTest.PATIENCE;
import static dev.wsemulator.fault.MessageFaultsTest.faulted;
import static dev.wsemulator.fault.MessageFaultsTest.faults;
import static dev.wsemulator.fault.MessageFaultsTest.post;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Faults between the fragments of a message, and of handshakes. */
class FragmentFaultsTest {
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

  private static RawClient.Answer handshake(Rig rig, RawClient client) throws IOException {
    return client.upgrade(rig.url(), "");
  }

  @Test
  void aMessageGoesInTinyFragments() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.split(2).at(FaultPoint.TO_CLIENT).once());
      post(rig, "hello").join();
      RawClient.Frame first = client.read();
      assertThat(first.head()).isEqualTo(0x01);
      assertThat(first.text()).isEqualTo("he");
      assertThat(client.read().text()).isEqualTo("ll");
      RawClient.Frame last = client.read();
      assertThat(last.head()).isEqualTo(0x80);
      assertThat(last.text()).isEqualTo("o");
    }
  }

  @Test
  void aClientIsLostBetweenTheFragmentsThatItSends() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.reset().at(FaultPoint.BETWEEN_FRAGMENTS));
      client.frame(0x01, bytes("half"));
      assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
      assertThat(rig.journal().next(Closed.class, PATIENCE).code()).isEqualTo(1006);
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageReceived.class)).isEmpty();
    }
  }

  @Test
  void aClientIsLostBetweenTheFragmentsThatItGets() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.split(2).at(FaultPoint.TO_CLIENT));
      faults(rig).add(Fault.fin().at(FaultPoint.BETWEEN_FRAGMENTS));
      post(rig, "hello").join();
      assertThat(client.read().text()).isEqualTo("he");
      assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
      assertThat(rig.journal().next(Closed.class, PATIENCE).code()).isEqualTo(1006);
      assertThat(sentFrames(rig)).containsExactly("text 2");
    }
  }

  @Test
  void aConnectionIsClosedBetweenTheFragmentsThatItsClientGets() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.split(2).at(FaultPoint.TO_CLIENT));
      faults(rig).add(Fault.close(4000, "").at(FaultPoint.BETWEEN_FRAGMENTS));
      post(rig, "hello").join();
      assertThat(client.read().text()).isEqualTo("he");
      assertThat(client.read().closeCode()).isEqualTo(4000);
      assertThat(sentFrames(rig)).containsExactly("text 2", "close 2");
      client.end();
    }
  }

  @Test
  void aRuleIsForTheFragmentsOfOneDirection() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.split(2).at(FaultPoint.TO_CLIENT));
      faults(rig)
          .add(
              Fault.close(4000, "")
                  .at(FaultPoint.BETWEEN_FRAGMENTS)
                  .forDirection(Direction.FROM_CLIENT));
      post(rig, "hey").join();
      assertThat(client.read().text()).isEqualTo("he");
      assertThat(client.read().text()).isEqualTo("y");
      client.frame(0x01, bytes("half"));
      assertThat(client.read().closeCode()).isEqualTo(4000);
      client.end();
    }
  }

  private static List<String> sentFrames(Rig rig) {
    return rig.emulator().journal().entries(JournalEntry.FramePassed.class).stream()
        .filter(frame -> frame.direction() == Direction.TO_CLIENT)
        .map(frame -> frame.kind() + " " + frame.length())
        .toList();
  }

  @Test
  void aHandshakeIsResetOrEndedOrAnsweredWithAnError() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThatThrownBy(() -> handshake(rig, client)).isInstanceOf(SocketException.class);
      }
      faults(rig).add(Fault.fin().at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThatThrownBy(() -> handshake(rig, client)).isInstanceOf(EOFException.class);
      }
      faults(rig).add(Fault.answer(429).at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        RawClient.Answer answer = handshake(rig, client);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).contains("Too Many Requests");
      }
      assertThat(rig.eventsLeft()).as("events of functions").isZero();
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThat(handshake(rig, client).status()).isEqualTo(101);
      }
    }
  }

  @Test
  void aHandshakeThatEndsWithoutAnAnswerIsInTheJournalOnce() throws Exception {
    try (Rig rig = rig()) {
      for (FaultPoint point : List.of(FaultPoint.HANDSHAKE, FaultPoint.CONNECTING)) {
        faults(rig).add(Fault.fin().at(point).once());
        try (RawClient client = RawClient.connect(rig.url())) {
          assertThatThrownBy(() -> handshake(rig, client)).isInstanceOf(EOFException.class);
        }
      }
      faults(rig).add(Fault.rawAnswer("SSH-2.0\r\n").at(FaultPoint.HANDSHAKE).once());
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThatThrownBy(() -> handshake(rig, client)).isInstanceOf(Exception.class);
      }
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThat(handshake(rig, client).status()).isEqualTo(101);
      }
      assertThat(rig.emulator().journal().entries(JournalEntry.Handshake.class))
          .extracting(JournalEntry.Handshake::status)
          .containsExactly(0, 0, 0, 101);
      assertThat(rig.emulator().journal().entries(JournalEntry.RequestRefused.class)).isEmpty();
    }
  }

  @Test
  void aHandshakeIsAnsweredLate() throws Exception {
    try (Rig rig = rig();
        RawClient client = RawClient.connect(rig.url())) {
      faults(rig).add(Fault.delay(Duration.ofSeconds(3)).at(FaultPoint.HANDSHAKE));
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return handshake(rig, client).status();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      faulted(rig);
      await().until(() -> time.pending() > 0);
      assertThat(status).isNotDone();
      time.advance(Duration.ofSeconds(3));
      assertThat(status.join()).isEqualTo(101);
    }
  }

  @Test
  void aClientIsLostWhileItsConnectRuns() throws Exception {
    try (Rig rig = rig()) {
      faults(rig).add(Fault.reset().at(FaultPoint.CONNECTING).forRoute("$connect").once());
      try (RawClient client = RawClient.connect(rig.url())) {
        assertThatThrownBy(() -> handshake(rig, client)).isInstanceOf(SocketException.class);
      }
      rig.event("CONNECT");
      assertThat(rig.journal().next(Closed.class, PATIENCE).code()).isEqualTo(1006);
      rig.event("DISCONNECT");
    }
  }
}
