package dev.wsemulator.it.scenario;

import static dev.wsemulator.it.scenario.BothApps.broadcast;
import static dev.wsemulator.it.scenario.BothApps.echo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.it.scenario.BothApps.Client;
import dev.wsemulator.junit.CloseStatus;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.HalfOpen;
import dev.wsemulator.junit.drop.IdleLimit;
import dev.wsemulator.junit.drop.LargeMessage;
import dev.wsemulator.junit.drop.OutOfOrder;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong at a client, and what a careful client does about it. */
@ExtendWith(Repetitions.class)
class ClientScenariosIT {
  private static final CloseStatus GOING_AWAY = new CloseStatus(1001, "Going away");
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final BothApps APPS = new BothApps(Duration.ZERO, Quotas.aws());

  @Aws("MS-10")
  @IdleLimit
  @Repeatedly
  void aClientThatIsQuietForTenMinutesIsCutAndMissesTheNews(Drop drop) {
    try (Client quiet = APPS.connect()) {
      drop.begin();
      assertThat(quiet.socket().expectClose()).isEqualTo(GOING_AWAY);
    }
    try (Client other = APPS.connect()) {
      broadcast(other, "news");
      assertThat(other.next()).isEqualTo(echo("news"));
      APPS.ended("EchoMessageFunction", other);
    }
  }

  @Aws("MS-10")
  @IdleLimit
  @Repeatedly
  void aClientThatKeepsItsConnectionAliveStaysAndHearsTheNews(Drop drop) {
    try (Client careful = APPS.connect()) {
      APPS.emulator()
          .time()
          .after(
              Duration.ofMinutes(5),
              () -> {
                careful.send("keep alive");
                assertThat(careful.next()).contains("usage");
              });
      drop.begin();
      try (Client other = APPS.connect()) {
        broadcast(other, "news");
        assertThat(careful.next()).isEqualTo(echo("news"));
        APPS.ended("EchoMessageFunction", other);
      }
    }
  }

  @Aws("DC-11")
  @HalfOpen
  @Repeatedly
  void aClientThatOnlyWaitsNeverKnowsThatItIsAlone(Drop drop) {
    try (Client alone = APPS.connect();
        Client other = APPS.connect()) {
      drop.begin(alone.only());
      broadcast(other, "news");
      assertThat(other.next()).isEqualTo(echo("news"));
      APPS.ended("EchoMessageFunction", other);
      assertThat(APPS.table()).as("whom the app believes to be there").contains(alone.id());
      APPS.post(alone, "posted well");
      alone.socket().drop();
    }
  }

  @Aws("DC-11")
  @HalfOpen
  @Repeatedly
  void aClientThatExpectsAnswersComesBackAndHearsTheNews(Drop drop) {
    Heartbeat beating = new Heartbeat(APPS.connect());
    try (Client other = APPS.connect()) {
      drop.begin(beating.client.only());
      beating.begin();
      APPS.pass(Duration.ofSeconds(60));
      broadcast(other, "news");
      assertThat(beating.client.next()).isEqualTo(echo("news"));
      APPS.ended("EchoMessageFunction", other);
    } finally {
      beating.client.close();
    }
  }

  /** A client that asks twice a minute, and connects again when it was not answered. */
  private static final class Heartbeat {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private Client client;

    Heartbeat(Client client) {
      this.client = client;
    }

    void begin() {
      client.send("still there?");
      APPS.emulator().time().after(PAUSE, this::check);
    }

    /** Of all that happens, only the loss is played here: nothing has come, and nothing will. */
    private void check() {
      Client silent = client;
      client = APPS.connect();
      silent.socket().drop();
    }
  }

  @Aws("MS-03")
  @LargeMessage
  @Repeatedly
  void aClientThatSendsADocumentInAMessageIsCut() {
    try (Client client = APPS.connect()) {
      client.send("{\"action\":\"echomessage\",\"data\":\"" + "x".repeat(32 * 1024) + "\"}");
      assertThat(client.socket().expectClose().code()).isEqualTo(1009);
    }
  }

  @Aws("MS-03")
  @Repeatedly
  void aClientThatUploadsTheDocumentStays() throws Exception {
    try (Client client = APPS.connect()) {
      client.send("{\"action\":\"upload\",\"fileName\":\"story.txt\"}");
      String url = JSON.readTree(client.next()).path("url").asText();
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(url))
              .PUT(HttpRequest.BodyPublishers.ofString("x".repeat(200_000)))
              .build();
      assertThat(HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      client.send("hello");
      assertThat(client.next()).contains("usage");
    }
  }

  @Aws("RT-27")
  @OutOfOrder
  @Repeatedly
  void aClientThatTakesTheFirstAnswerForTheFirstRequestMixesThemUp(Drop drop) throws Exception {
    try (Client client = APPS.connect()) {
      drop.begin(client.only());
      askForTwoUploads(client);
      JsonNode first = JSON.readTree(client.next());
      assertThat(first.path("fileName").asText()).as("answer to a.txt").isEqualTo("b.txt");
    }
  }

  @Aws("RT-27")
  @OutOfOrder
  @Repeatedly
  void aClientThatLooksAtTheFileNameDoesNot(Drop drop) throws Exception {
    try (Client client = APPS.connect()) {
      drop.begin(client.only());
      askForTwoUploads(client);
      for (int i = 0; i < 2; i++) {
        JsonNode answer = JSON.readTree(client.next());
        assertThat(answer.path("key").asText()).endsWith(answer.path("fileName").asText());
      }
    }
  }

  private static void askForTwoUploads(Client client) {
    client.send("{\"action\":\"upload\",\"fileName\":\"a.txt\"}");
    APPS.faulted(client);
    client.send("{\"action\":\"upload\",\"fileName\":\"b.txt\"}");
  }
}
