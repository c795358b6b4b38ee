package dev.wsemulator.fault;

import static dev.wsemulator.fault.FaultsTest.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.replay.Replay;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that strike many open connections, at once or over a time. */
class StrikesTest {
  private static final Fault GOING_AWAY = Fault.close(1001, "Going away");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final Rig rig = new Rig().echo().time(time).verified(false).start();
  private final List<RawClient> clients = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    rig.close();
  }

  private void connect(int howMany) throws Exception {
    for (int i = 0; i < howMany; i++) {
      clients.add(rig.open());
      ids.add(rig.lastId());
    }
  }

  /** Returns the numbers of the clients that were struck, in this order. */
  private List<Integer> struck() {
    return rig.emulator().journal().entries(Faulted.class).stream()
        .map(entry -> ids.indexOf(entry.connectionId()))
        .toList();
  }

  private HttpResponse<String> delete(String query) throws Exception {
    HttpRequest call =
        HttpRequest.newBuilder(
                URI.create(rig.emulator().baseUrl() + "/_emulator/connections" + query))
            .DELETE()
            .build();
    return HttpClient.newHttpClient().send(call, BodyHandlers.ofString());
  }

  @Test
  void allAreStruckAtOnceInTheOrderOfTheirHandshakes() throws Exception {
    connect(4);
    assertThat(faults(rig).strike(Matcher.ALL, GOING_AWAY)).isEqualTo(4);
    assertThat(struck()).containsExactly(0, 1, 2, 3);
    for (RawClient client : clients) {
      assertThat(client.read().closeCode()).isEqualTo(1001);
    }
    assertThat(faults(rig).strike(Matcher.ALL, GOING_AWAY)).isZero();
  }

  @Test
  void aShareOfThoseThatMatchIsStruck() throws Exception {
    connect(2);
    time.advance(Duration.ofMinutes(5));
    connect(4);
    Matcher young = Matcher.ALL.withAge(Duration.ofSeconds(1));
    assertThat(faults(rig).strike(young.withShare(0.5), Fault.reset())).isEqualTo(1);
    assertThat(struck()).containsExactly(0);
    assertThat(faults(rig).strike(Matcher.ALL.withShare(0.4), Fault.silence())).isEqualTo(2);
    assertThat(struck()).containsExactly(0, 1, 4);
    assertThat(faults(rig).strike(Matcher.connection(ids.get(5)), Fault.fin())).isEqualTo(1);
  }

  @Test
  void aDrainTakesItsTimeAndSparesThoseThatComeMeanwhile() throws Exception {
    connect(4);
    assertThat(faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE)).isEqualTo(4);
    connect(1);
    assertThat(struck()).containsExactly(0);
    time.advance(Duration.ofSeconds(20).minusNanos(1));
    assertThat(struck()).containsExactly(0);
    time.advance(Duration.ofNanos(1));
    assertThat(struck()).containsExactly(0, 1);
    time.advance(Duration.ofSeconds(39));
    assertThat(struck()).containsExactly(0, 1, 2);
    time.advance(Duration.ofSeconds(1));
    assertThat(struck()).containsExactly(0, 1, 2, 3);
    time.advance(MINUTE);
    assertThat(struck()).hasSize(4);
    clients.get(4).text("still here");
    assertThat(clients.get(4).read().text()).isEqualTo("still here");
  }

  @Test
  void whoHasLeftBeforeItsTurnIsNotStruckAndOneAloneIsStruckAtOnce() throws Exception {
    connect(3);
    faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE);
    faults(rig).strike(ids.get(1), Fault.reset());
    time.advance(MINUTE);
    assertThat(struck()).containsExactly(0, 1, 2);
    connect(1);
    faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE);
    assertThat(struck()).endsWith(3);
  }

  @Test
  void whatIsStillToComeEndsWithTheRules() throws Exception {
    connect(3);
    faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE);
    faults(rig).clear();
    time.advance(MINUTE);
    assertThat(struck()).containsExactly(0);
  }

  @Test
  void whatCannotBeStruckIsRefused() {
    assertThatThrownBy(() -> faults(rig).strike(Matcher.ALL.withRoute("a"), GOING_AWAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A strike cannot be for the route a. Supported: [api, stage, connection, idle, age,"
                + " share].");
    assertThatThrownBy(() -> faults(rig).strike(Matcher.ALL.withStage("nowhere"), GOING_AWAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no stage nowhere that a fault could strike.");
    assertThatThrownBy(() -> faults(rig).strike(Matcher.ALL, Fault.crash()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A connection cannot be struck by crash.");
    assertThatThrownBy(() -> faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE.negated()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"over\" is negative: PT-1M. Use a duration such as 1m.");
  }

  @Test
  void theAdminApiStrikesMany() throws Exception {
    connect(4);
    HttpResponse<String> answer = delete("?fault=close&code=4001&share=0.5&over=1m&age=0s");
    assertThat(answer.body()).isEqualTo("{\"struck\":2}");
    assertThat(answer.statusCode()).isEqualTo(200);
    time.advance(MINUTE);
    assertThat(struck()).containsExactly(0, 2);
    assertThat(clients.get(2).read().closeCode()).isEqualTo(4001);
    assertThat(delete("").body()).as("reset, all that are left").isEqualTo("{\"struck\":2}");
    assertThat(delete("?route=a").body()).contains("Unknown field \\\"route\\\". Allowed: [age,");
    assertThat(delete("?share=2").statusCode()).isEqualTo(400);
    assertThat(delete("?over=long").body()).contains("Invalid duration");
    assertThat(delete("?fault=crash").body()).contains("A connection cannot be struck by crash.");
  }

  @Test
  void aDrainThatWasRecordedHappensAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("drain.jsonl");
    Recording recording = rig.emulator().record(file);
    connect(3);
    faults(rig).strike(Matcher.ALL, GOING_AWAY, MINUTE);
    time.advance(MINUTE);
    for (RawClient client : clients) {
      assertThat(client.read().closeCode()).isEqualTo(1001);
      client.close();
    }
    recording.close();
    try (Rig again = new Rig().echo().time(new VirtualTime()).verified(false).start()) {
      Replay.of(file).expectSame(again.emulator());
      assertThat(again.emulator().journal().entries(Faulted.class)).hasSize(3);
    }
  }
}
