package dev.wsemulator.fault;

import static dev.wsemulator.fault.MessageFaultsTest.PATIENCE;
import static dev.wsemulator.fault.MessageFaultsTest.faulted;
import static dev.wsemulator.fault.MessageFaultsTest.faults;
import static dev.wsemulator.fault.MessageFaultsTest.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Silence that ends: nothing is lost, as with TCP. */
class StallsTest {
  private static final Duration TUNNEL = Duration.ofSeconds(30);

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

  private static void stall(Rig rig, Duration by) {
    assertThat(faults(rig).strike(rig.lastId(), Fault.stall(by))).isTrue();
  }

  private static List<String> received(Rig rig) {
    return rig.emulator().journal().entries(MessageReceived.class).stream()
        .map(message -> message.body().text())
        .toList();
  }

  /** Nothing of the client is read any more: its ping is not answered. */
  private static void ping(RawClient client) throws IOException {
    client.frame(0x89, new byte[0]);
  }

  @Test
  void whatBothSidesSendMeanwhileArrivesInOrderWhenItIsOver() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, TUNNEL);
      assertThat(post(rig, "first").join().statusCode()).isEqualTo(200);
      assertThat(post(rig, "second").join().statusCode()).isEqualTo(200);
      ping(client);
      client.text("third");
      time.advance(TUNNEL.minusMillis(1));
      assertThat(received(rig)).isEmpty();
      time.advance(Duration.ofMillis(1));
      assertThat(client.read().text()).isEqualTo("first");
      assertThat(client.read().text()).isEqualTo("second");
      assertThat(client.read().head()).as("the answer to the ping").isEqualTo(0x8A);
      assertThat(client.message()).isEqualTo("third");
      client.text("fourth");
      assertThat(client.message()).isEqualTo("fourth");
      assertThat(rig.emulator().journal().entries(Faulted.class))
          .extracting(Faulted::fault)
          .containsExactly("stall by PT30S");
    }
  }

  @Test
  void aMessageFromAClientBeginsAStallAndIsTheFirstAfterIt() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.stall(TUNNEL).at(FaultPoint.FROM_CLIENT).once());
      client.text("1");
      faulted(rig);
      client.text("2");
      client.text("3");
      post(rig, "posted").join();
      assertThat(received(rig)).isEmpty();
      time.advance(TUNNEL);
      assertThat(client.message()).isEqualTo("posted");
      await().until(() -> received(rig).size() == 3);
      assertThat(received(rig)).containsExactly("1", "2", "3");
    }
  }

  @Test
  void aMessageToAClientBeginsAStallAndIsTheFirstAfterIt() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.stall(TUNNEL).at(FaultPoint.TO_CLIENT).once());
      assertThat(post(rig, "1").join().statusCode()).isEqualTo(200);
      assertThat(post(rig, "2").join().statusCode()).isEqualTo(200);
      assertThat(rig.emulator().journal().entries(MessageSent.class))
          .as("the gateway has handed them to TCP")
          .hasSize(2);
      ping(client);
      time.advance(TUNNEL);
      assertThat(client.read().text()).isEqualTo("1");
      assertThat(client.read().text()).isEqualTo("2");
      assertThat(client.read().head()).isEqualTo(0x8A);
    }
  }

  @Test
  void ofTwoStallsTheLaterEndCounts() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, TUNNEL);
      time.advance(Duration.ofSeconds(10));
      stall(rig, TUNNEL);
      client.text("late");
      time.advance(Duration.ofSeconds(29));
      assertThat(received(rig)).isEmpty();
      time.advance(Duration.ofSeconds(1));
      assertThat(client.message()).isEqualTo("late");
    }
  }

  @Test
  void aConnectionThatIsClosedMeanwhileEndsAtOnceForTheGatewayAndLaterForTheClient()
      throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, Duration.ofMinutes(15));
      post(rig, "before").join();
      client.text("never routed");
      time.advance(Duration.ofMinutes(10));
      assertThat(rig.journal().next(Closed.class, PATIENCE).code())
          .as("the idle limit goes on")
          .isEqualTo(1001);
      assertThat(post(rig, "after").join().statusCode()).isEqualTo(410);
      time.advance(Duration.ofMinutes(5));
      assertThat(client.message()).isEqualTo("before");
      assertThat(client.read().closeCode()).isEqualTo(1001);
      client.end();
      assertThat(received(rig)).isEmpty();
    }
  }

  @Test
  void theGatewayLearnsOfTheEndOfAClientWhenItIsOver() throws Exception {
    try (Rig rig = rig()) {
      try (RawClient client = rig.open()) {
        stall(rig, TUNNEL);
        client.text("goodbye");
        client.frame(0x88, new byte[] {0x03, (byte) 0xE8});
      }
      assertThat(post(rig, "to nobody").join().statusCode()).isEqualTo(200);
      assertThat(rig.emulator().journal().entries(Closed.class)).isEmpty();
      time.advance(TUNNEL);
      rig.journal().next(Closed.class, PATIENCE);
    }
  }

  @Test
  void postsAreRefusedWhenTheSendBufferIsFull() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, TUNNEL);
      String large = "x".repeat(100 * 1024);
      int sent = 0;
      while (post(rig, large).join().statusCode() == 200) {
        assertThat(++sent).isLessThan(100);
      }
      assertThat(post(rig, large).join().statusCode()).isEqualTo(429);
      time.advance(TUNNEL);
      for (int i = 0; i < sent; i++) {
        assertThat(client.message()).hasSize(large.length());
      }
      await().until(() -> post(rig, "again").join().statusCode() == 200);
      assertThat(client.message()).isEqualTo("again");
    }
  }

  @Test
  void aConnectionThatIsLostMeanwhileIsLostAtOnce() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, TUNNEL);
      client.text("never routed");
      post(rig, "never sent").join();
      faults(rig).strike(rig.lastId(), Fault.reset());
      assertThat(rig.journal().next(Closed.class, PATIENCE).code()).isEqualTo(1006);
      assertThatThrownBy(client::read).isInstanceOf(IOException.class);
      time.advance(TUNNEL);
      assertThat(received(rig)).isEmpty();
    }
  }

  @Test
  void silenceThatBeginsMeanwhileStays() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      stall(rig, TUNNEL);
      post(rig, "lost").join();
      client.text("lost");
      faults(rig).strike(rig.lastId(), Fault.silence());
      time.advance(TUNNEL);
      assertThat(client.isSilentFor(Duration.ofMillis(100))).isTrue();
      assertThat(received(rig)).isEmpty();
    }
  }

  @Test
  void aLateMessageGoesBeforeItsStall() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      faults(rig).add(Fault.stall(TUNNEL).at(FaultPoint.FROM_CLIENT).once());
      faults(rig).add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.FROM_CLIENT).once());
      client.text("late");
      faulted(rig);
      time.advance(Duration.ofSeconds(5));
      await().until(() -> received(rig).equals(List.of("late")));
      client.text("in the tunnel");
      time.advance(TUNNEL.minusSeconds(1));
      assertThat(received(rig)).containsExactly("late");
      time.advance(Duration.ofSeconds(1));
      assertThat(client.message()).isEqualTo("late");
      assertThat(client.message()).isEqualTo("in the tunnel");
    }
  }
}
