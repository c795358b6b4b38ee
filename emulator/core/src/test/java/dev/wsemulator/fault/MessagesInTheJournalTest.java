package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When messages to clients are in the journal. */
class MessagesInTheJournalTest {
  private final VirtualTime time = new VirtualTime();

  private Rig rig() {
    return new Rig().echo().time(time).verified(false).start();
  }

  private static void post(Rig rig, String text) throws IOException, InterruptedException {
    URI url = URI.create(rig.emulator().connectionsEndpoint() + "/@connections/" + rig.lastId());
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(text)).build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    assertThat(status).isEqualTo(200);
  }

  private static List<String> sent(Rig rig) {
    return rig.emulator().journal().entries(JournalEntry.MessageSent.class).stream()
        .map(message -> message.body().text())
        .toList();
  }

  @Test
  void aMessageIsInTheJournalWhenItGoesOntoTheWire() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      rig.emulator()
          .faults()
          .add(Fault.delay(Duration.ofSeconds(5)).at(FaultPoint.TO_CLIENT).once());
      post(rig, "late");
      assertThat(sent(rig)).isEmpty();
      time.advance(Duration.ofSeconds(5));
      assertThat(client.read().text()).isEqualTo("late");
      assertThat(rig.emulator().journal().entries(JournalEntry.MessageSent.class))
          .singleElement()
          .satisfies(message -> assertThat(message.at()).isEqualTo(time.now()));
      rig.emulator().faults().add(Fault.reorder().at(FaultPoint.TO_CLIENT).once());
      post(rig, "overtaken");
      post(rig, "first");
      assertThat(sent(rig)).containsExactly("late", "first", "overtaken");
    }
  }

  @Test
  void aMessageThatIsLostIsNotInTheJournal() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      rig.emulator().faults().add(Fault.lose().at(FaultPoint.TO_CLIENT).once());
      post(rig, "lost");
      rig.emulator().faults().add(Fault.duplicate().at(FaultPoint.TO_CLIENT).once());
      post(rig, "twice");
      assertThat(client.read().text()).isEqualTo("twice");
      rig.emulator().faults().add(Fault.silence().at(FaultPoint.TO_CLIENT).once());
      post(rig, "muted");
      post(rig, "unheard");
      assertThat(sent(rig)).containsExactly("twice", "twice");
    }
  }

  @Test
  void whatAClientAnswersStandsBehindWhatItAnswers() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      int rounds = 200;
      client.text("0");
      for (int round = 1; round <= rounds; round++) {
        assertThat(client.read().text()).isEqualTo("" + (round - 1));
        client.text("" + round);
      }
      client.read();
      List<JournalEntry> all = rig.emulator().journal().entries();
      List<String> messages =
          all.stream()
              .filter(
                  entry ->
                      entry instanceof JournalEntry.MessageReceived
                          || entry instanceof JournalEntry.MessageSent)
              .map(
                  entry ->
                      entry instanceof JournalEntry.MessageSent message
                          ? "sent " + message.body().text()
                          : "received " + ((JournalEntry.MessageReceived) entry).body().text())
              .toList();
      for (int i = 0; i < messages.size(); i++) {
        assertThat(messages.get(i)).isEqualTo((i % 2 == 0 ? "received " : "sent ") + i / 2);
      }
      assertThat(messages).hasSize(2 * rounds + 2);
    }
  }
}
