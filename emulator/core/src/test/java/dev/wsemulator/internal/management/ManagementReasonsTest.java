package dev.wsemulator.internal.management;

import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every call of {@code @connections} that is refused says why, and its answer does not. */
class ManagementReasonsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static Rig rig() {
    return new Rig().echo().verified(false);
  }

  private static Answer call(Rig rig, String method, String path, String headers) throws Exception {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 1\r\n\r\nx"
              .formatted(method, path, rig.url().getAuthority(), headers));
    }
  }

  private static Answer call(Rig rig, String method, String id) throws Exception {
    return call(rig, method, "/dev/@connections/" + id.replace("=", "%3D"), "");
  }

  private static Reason why(Rig rig, Answer answer) {
    JournalEntry.ConnectionsCall entry =
        rig.journal().next(JournalEntry.ConnectionsCall.class, LIMIT, call -> call.why() != null);
    assertThat(entry.status()).isEqualTo(answer.status());
    assertThat(answer.body()).doesNotContain(entry.why().what());
    return entry.why();
  }

  @Test
  void anIdThatWasNeverIssuedIsSaidToBeNone() throws Exception {
    try (Rig rig = rig().start()) {
      Reason why = why(rig, call(rig, "POST", "AAAAAAAAAAAAAAA="));
      assertThat(why.code()).isEqualTo("invalid-connection-id");
      assertThat(why.what()).isEqualTo("The id \"AAAAAAAAAAAAAAA=\" was never issued.");
    }
  }

  @ParameterizedTest
  @CsvSource({"POST", "GET", "DELETE"})
  void aConnectionThatHasEndedIsSaidToBeGone(String method) throws Exception {
    try (Rig rig = rig().start()) {
      rig.open().close();
      rig.journal().next(JournalEntry.Closed.class, LIMIT);
      assertThat(why(rig, call(rig, method, rig.lastId())).code()).isEqualTo("gone");
    }
  }

  @Test
  void aConnectionThatIsDeletedSaysWhoHasEndedIt() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      assertThat(call(rig, "DELETE", rig.lastId()).status()).isEqualTo(204);
      client.read();
      client.reset();
      JournalEntry.Closed closed = rig.journal().next(JournalEntry.Closed.class, LIMIT);
      assertThat(closed.why().code()).isEqualTo("deleted");
    }
  }

  @Test
  void aConnectionOfAnotherApiNamesItsOwn() throws Exception {
    WebSocketApi other =
        WebSocketApi.builder("other")
            .apiId("z9y8x7w6v5")
            .stage(Stage.of("far"))
            .route(Route.of("$default", Integration.lambdaProxy("nobody")))
            .build();
    try (Rig rig = rig().also(builder -> builder.api(other)).start();
        RawClient client = RawClient.open(ofRig(rig))) {
      String path = "/far/@connections/" + rig.lastId().replace("=", "%3D");
      Reason why = why(rig, call(rig, "GET", path, ""));
      assertThat(why.code()).isEqualTo("other-api");
      assertThat(why.expected()).contains("a1b2c3d4e5");
      client.text("x");
    }
  }

  private static URI ofRig(Rig rig) {
    return URI.create("ws://" + rig.emulator().baseUrl().getAuthority() + "/a1b2c3d4e5/dev");
  }

  @Test
  void aVerbThatIsNoneNamesThoseThatAre() throws Exception {
    try (Rig rig = rig().start()) {
      Reason why = why(rig, call(rig, "PUT", "AAAAAAAAAAAAAAA="));
      assertThat(why.code()).isEqualTo("no-method");
      assertThat(why.expected())
          .startsWith("POST sends a message, GET returns the connection, DELETE");
    }
  }

  @Test
  void moreCallsThanTheAccountMayMakeNameTheBucket() throws Exception {
    try (Rig rig =
        rig()
            .time(new VirtualTime())
            .quota("requestsPerSecond", "1")
            .quota("requestBurst", "1")
            .start()) {
      call(rig, "POST", "AAAAAAAAAAAAAAA=");
      rig.journal().next(JournalEntry.ConnectionsCall.class, LIMIT);
      Reason why = why(rig, call(rig, "POST", "AAAAAAAAAAAAAAA="));
      assertThat(why.code()).isEqualTo("throttled");
      assertThat(why.what()).contains("the account (all requests)");
    }
  }

  @Test
  void aPostThatIsTooLongSaysHowLongItMayBe() throws Exception {
    try (Rig rig = rig().quota("messageBytes", "30").start()) {
      try (RawClient http = RawClient.connect(rig.url())) {
        http.request(
            "POST /dev/@connections/AAAAAAAAAAAAAAA%%3D HTTP/1.1\r\nHost: %s\r\nContent-Length: 31\r\n\r\n%s"
                .formatted(rig.url().getAuthority(), "x".repeat(31)));
      }
      JournalEntry.RequestRefused entry =
          rig.journal().next(JournalEntry.RequestRefused.class, LIMIT);
      assertThat(entry.status()).isEqualTo(413);
      assertThat(entry.why().code()).isEqualTo("post-too-long");
      assertThat(entry.why().expected()).isEqualTo("It may have 30 bytes.");
    }
  }

  @Test
  void aFaultIsNamed() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      rig.emulator().faults().add(Fault.answer(429).at(FaultPoint.CONNECTIONS_CALL).once());
      assertThat(why(rig, call(rig, "POST", rig.lastId())).code()).isEqualTo("fault");
      client.text("x");
    }
  }

  @Test
  void aClientThatReadsTooSlowlyIsSaidTo() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      String path = "/dev/@connections/" + rig.lastId().replace("=", "%3D");
      String body = "x".repeat(100_000);
      Answer answer = null;
      for (int posts = 0; posts < 2000 && (answer == null || answer.status() == 200); posts++) {
        try (RawClient http = RawClient.connect(rig.url())) {
          answer =
              http.request(
                  "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(path, rig.url().getAuthority(), body.length(), body));
        }
      }
      assertThat(answer.status()).isEqualTo(429);
      assertThat(why(rig, answer).code()).isEqualTo("client-too-slow");
      client.reset();
    }
  }

  @Test
  void aCallThatIsNotSignedOrNotAllowedSaysWhatIsMissing() throws Exception {
    FunctionDefinition poster =
        FunctionDefinition.of("poster", (Object) Rig.OK).toBuilder().policy(List.of()).build();
    try (Rig rig = new Rig().echo().also(builder -> builder.function(poster)).start();
        RawClient client = rig.open()) {
      assertThat(why(rig, call(rig, "POST", rig.lastId())).code()).isEqualTo("not-signed");
      String path = "/dev/@connections/" + rig.lastId().replace("=", "%3D");
      String canonical = path.replace("@", "%40");
      String headers =
          new Signer(AccessKey.of("poster")).headers("POST", rig.url(), canonical, "x");
      Reason why = why(rig, call(rig, "POST", path, headers));
      assertThat(why.code()).isEqualTo("not-allowed");
      assertThat(why.expected())
          .isEqualTo(
              "A statement is missing: Allow execute-api:ManageConnections on arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/POST/@connections/{connectionId}.");
      assertThat(why.found()).isEqualTo("It has no statements.");
      String wrong = new Signer(AccessKey.OWNER).headers("POST", rig.url(), canonical, "y");
      why = why(rig, call(rig, "POST", path, wrong));
      assertThat(why.code()).isEqualTo("wrong-signature");
      assertThat(why.expected()).startsWith("The string to sign is: AWS4-HMAC-SHA256\\n");
      client.text("x");
    }
  }

  @Test
  void aCallThatIsSignedForAnotherRegionSaysHowToStartInIt() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      String path = "/dev/@connections/" + rig.lastId().replace("=", "%3D");
      String elsewhere =
          new Signer(AccessKey.OWNER)
              .headers("POST", rig.url(), path.replace("@", "%40"), "x")
              .replace("/us-east-1/", "/eu-west-1/");
      Reason why = why(rig, call(rig, "POST", path, elsewhere));
      assertThat(why.code()).isEqualTo("wrong-region");
      assertThat(why.advice()).contains("start with --parameter AWS::Region=eu-west-1");
      client.text("x");
    }
  }

  @Test
  void aCallThatSucceedsNeedsNoReason() throws Exception {
    try (Rig rig = rig().start();
        RawClient client = rig.open()) {
      assertThat(call(rig, "POST", rig.lastId()).status()).isEqualTo(200);
      assertThat(client.read().payload()).isEqualTo(bytes("x"));
      assertThat(rig.emulator().journal().entries(JournalEntry.ConnectionsCall.class))
          .singleElement()
          .satisfies(entry -> assertThat(entry.why()).isNull());
    }
  }
}
