package dev.wsemulator.internal.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.UsagePlan;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every handshake that is refused says why, and tells the client nothing of it. */
class HandshakeReasonsTest {
  private static final String KEY = "abcdefghij0123456789";

  private static Reason why(Door door, String query, String headers) throws Exception {
    RawClient.Answer answer = door.knock(query, headers);
    JournalEntry.Handshake handshake =
        door.journal()
            .next(JournalEntry.Handshake.class, Duration.ofSeconds(20), e -> e.why() != null);
    assertThat(handshake.status()).isEqualTo(answer.status());
    assertThat(answer.body()).doesNotContain(handshake.why().what());
    return handshake.why();
  }

  @Test
  void aMissingIdentitySourceIsNamed() throws Exception {
    try (Door door =
        Door.answering("{}", "route.request.header.Auth", "route.request.querystring.token")) {
      Reason why = why(door, "", "Auth: x\r\n");
      assertThat(why.code()).isEqualTo("no-identity-source");
      assertThat(why.found())
          .isEqualTo("Missing: querystring token. The authorizer was not called.");
    }
  }

  @Test
  void aPolicyThatDoesNotAllowSaysWhichStatementIsMissing() throws Exception {
    String answer = Answers.of(Answers.statement("Allow", "execute-api:Invoke", "arn:other"), "");
    try (Door door = Door.answering(answer)) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("authorizer-not-allowed");
      assertThat(why.expected())
          .isEqualTo("A statement is missing: Allow execute-api:Invoke on %s.".formatted(Door.ARN));
      assertThat(why.found()).isEqualTo("It says: Allow execute-api:invoke on arn:other.");
    }
  }

  @Test
  void aPolicyThatDeniesSaysSo() throws Exception {
    try (Door door = Door.answering(Answers.of(Answers.statement("Deny", "*", "*"), ""))) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("authorizer-denied");
      assertThat(why.found()).isEqualTo("It says: Deny * on *.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"principalId\":\"x\",\"token\":\"hunter2\"}"})
  void aMalformedResultSaysWhatWasExpectedAndWhatCame(String answer) throws Exception {
    try (Door door = Door.answering(answer)) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("malformed-authorizer-result");
      assertThat(why.expected()).startsWith("A JSON object with policyDocument");
      assertThat(why.found()).startsWith("It returned").doesNotContain("hunter2");
    }
  }

  @Test
  void anAuthorizerThatSaysUnauthorizedIsExplained() throws Exception {
    LambdaFunction refuses =
        event -> {
          throw new IllegalStateException("Unauthorized");
        };
    try (Door door = new Door().guard(refuses).start()) {
      assertThat(why(door, "", "").code()).isEqualTo("authorizer-unauthorized");
    }
  }

  @Test
  void anAuthorizerThatFailsSaysWhatItThrew() throws Exception {
    LambdaFunction fails =
        event -> {
          throw new IllegalStateException("no database");
        };
    try (Door door = new Door().guard(fails).start()) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("function-failed");
      assertThat(why.found()).isEqualTo("\"no database\".");
    }
  }

  @Test
  void anAuthorizerThatIsNotThereNamesTheFunctionsThatAre() throws Exception {
    try (Door door = new Door().guarded(Authorizer.of("listner")).start()) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("no-function");
      assertThat(why.advice()).endsWith("Did you mean listener?");
    }
  }

  @Test
  void anAuthorizerThatTakesTooLongSaysHowLongItMayTake() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction slow =
        event -> {
          asked.countDown();
          go.await();
          return event;
        };
    FunctionDefinition function =
        FunctionDefinition.of("slow", (Object) slow).toBuilder()
            .timeout(Duration.ofMinutes(5))
            .build();
    VirtualTime time = new VirtualTime();
    try (Door door =
            new Door()
                .guarded(Authorizer.of("slow"))
                .also(builder -> builder.function(function).time(time))
                .start();
        RawClient client = RawClient.connect(door.url(""))) {
      Thread clock = advanced(time, asked);
      assertThat(client.upgrade(door.url(""), "").status()).isEqualTo(500);
      Awaitility.await()
          .until(() -> !door.emulator().journal().entries(JournalEntry.Handshake.class).isEmpty());
      Reason why = door.emulator().journal().entries(JournalEntry.Handshake.class).get(0).why();
      assertThat(why.code()).isEqualTo("authorizer-timeout");
      assertThat(why.expected()).isEqualTo("It has 29000 ms.");
      go.countDown();
      clock.join();
    }
  }

  /** Returns a thread that lets 29 seconds pass when an authorizer has been asked. */
  private static Thread advanced(VirtualTime time, CountDownLatch asked) {
    Thread clock =
        new Thread(
            () -> {
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              time.advance(Duration.ofSeconds(29));
            });
    clock.start();
    return clock;
  }

  private static final SdkSigner OWNER = SdkSigner.of(AccessKey.OWNER);

  @Test
  void aHandshakeThatIsNotSignedSaysHowToSign() throws Exception {
    try (Door door = new Door().signed().start()) {
      assertThat(why(door, "", "").code()).isEqualTo("not-signed");
    }
  }

  @Test
  void aWrongSignatureSaysTheStringToSign() throws Exception {
    try (Door door = new Door().signed().start()) {
      Reason why = why(door, "more=1", OWNER.headers(door.url("")));
      assertThat(why.code()).isEqualTo("wrong-signature");
      assertThat(why.expected())
          .matches(
              "The string to sign is: AWS4-HMAC-SHA256\\\\n\\d{8}T\\d{6}Z\\\\n\\d{8}/us-east-1"
                  + "/execute-api/aws4_request\\\\n[0-9a-f]{64}");
    }
  }

  @Test
  void anUnknownKeyAndASignatureThatIsTooOldSaySo() throws Exception {
    try (Door door = new Door().signed().start()) {
      SdkSigner nobody = SdkSigner.of(AccessKey.of("nobody"));
      Reason why = why(door, "", nobody.headers(door.url("")));
      assertThat(why.code()).isEqualTo("unknown-key");
      SdkSigner old = OWNER.at(java.time.Instant.now().minusSeconds(3600));
      why = why(door, "", old.headers(door.url("")));
      assertThat(why.code()).isEqualTo("unacceptable-signature");
      assertThat(why.found()).startsWith("Signature expired: ");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, not-allowed", "false, denied"})
  void aRoleThatMayNotSaysWhichStatementIsMissing(boolean allow, String code) throws Exception {
    String resource = allow ? "arn:other" : "*";
    PolicyStatement statement =
        new PolicyStatement(allow, List.of("execute-api:Invoke"), List.of(resource));
    FunctionDefinition caller =
        FunctionDefinition.of("caller", (Object) Rig.OK).toBuilder()
            .policy(List.of(statement))
            .build();
    try (Door door = new Door().signed().also(builder -> builder.function(caller)).start()) {
      SdkSigner signer = SdkSigner.of(AccessKey.of("caller"));
      Reason why = why(door, "", signer.headers(door.url("")));
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.expected())
          .isEqualTo(
              (allow
                      ? "A statement is missing: Allow execute-api:Invoke on %s."
                      : "No statement may deny execute-api:Invoke on %s.")
                  .formatted(Door.ARN));
      assertThat(why.found())
          .isEqualTo(
              "It says: %s execute-api:Invoke on %s."
                  .formatted(allow ? "Allow" : "Deny", resource));
    }
  }

  private static Door withKey(UsagePlan plan, VirtualTime time) {
    ApiKey key = ApiKey.of("k1", KEY).withPlan(plan);
    return new Door()
        .stage(stage -> stage.toBuilder().apiKeys(List.of(key)).build())
        .connect(route -> route.toBuilder().apiKeyRequired(true).build())
        .also(builder -> builder.time(time))
        .start();
  }

  @ParameterizedTest
  @CsvSource({"'', There is none.", "hunter2, The key is not valid."})
  void aMissingApiKeyNamesTheOnesThatAreValid(String sent, String found) throws Exception {
    try (Door door = withKey(UsagePlan.of("plan"), new VirtualTime())) {
      Reason why = why(door, "", "x-api-key: " + sent + "\r\n");
      assertThat(why.code()).isEqualTo("no-api-key");
      assertThat(why.found()).isEqualTo(found + " The ids of the valid keys: k1.");
      assertThat(why.text()).doesNotContain(KEY, "hunter2");
    }
  }

  @Test
  void aUsagePlanSaysWhatIsUsedUp() throws Exception {
    String header = "x-api-key: " + KEY + "\r\n";
    UsagePlan quota = UsagePlan.of("plan").withQuota(1, UsagePlan.Period.DAY);
    try (Door door = withKey(quota, new VirtualTime())) {
      assertThat(door.knock("", header).status()).isEqualTo(101);
      Reason why = why(door, "", header);
      assertThat(why.code()).isEqualTo("usage-quota");
      assertThat(why.expected()).isEqualTo("The plan allows 1 requests per day.");
    }
    try (Door door = withKey(UsagePlan.of("plan").withThrottle(1, 1), new VirtualTime())) {
      assertThat(door.knock("", header).status()).isEqualTo(101);
      assertThat(why(door, "", header).what())
          .isEqualTo("The rate limit of the usage plan is exceeded.");
    }
  }

  @Test
  void aThrottledHandshakeNamesTheBucket() throws Exception {
    try (Door door =
        new Door()
            .also(builder -> builder.time(new VirtualTime()))
            .stage(
                stage ->
                    stage.toBuilder()
                        .routeSettings(
                            Map.of("$connect", RouteSettings.builder().throttling(1, 1).build()))
                        .build())
            .start()) {
      door.knock("", "");
      assertThat(why(door, "", "").what())
          .isEqualTo("The rate limit of the route $connect is exceeded.");
    }
  }

  @Test
  void aMissingParameterIsNamed() throws Exception {
    try (Door door =
        new Door()
            .connect(
                route ->
                    route.toBuilder()
                        .requestParameters(Map.of("route.request.querystring.room", true))
                        .build())
            .start()) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo("missing-parameters");
      assertThat(why.found()).isEqualTo("Missing: room.");
    }
  }

  @ParameterizedTest
  @CsvSource({"403, connect-refused", "7, impossible-status"})
  void aStatusOfConnectThatRefusesIsNamed(int status, String code) throws Exception {
    LambdaFunction refuses = event -> Rig.bytes("{\"statusCode\":" + status + "}");
    try (Door door =
        new Door()
            .function("refuses", refuses)
            .connect(any -> Route.of("$connect", Integration.lambdaProxy("refuses")))
            .start()) {
      Reason why = why(door, "", "");
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.what()).contains("The back end of $connect responded with " + status);
    }
  }

  @Test
  void anOpenConnectionNeedsNoReason() throws Exception {
    try (Door door = new Door().start();
        RawClient client = door.enter()) {
      client.text("x");
      assertThat(door.emulator().journal().entries(JournalEntry.Handshake.class))
          .singleElement()
          .satisfies(handshake -> assertThat(handshake.why()).isNull());
    }
  }
}
