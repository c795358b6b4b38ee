package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A function decides who may connect. */
class LambdaAuthorizerTest {
  private static final String CONTEXT =
      ",\"context\":{\"tenant\":\"acme\",\"numKey\":1,\"boolKey\":true}";

  private static void assertRefused(Door door, int status, String message) throws Exception {
    Refusals.assertRefused(door.knock("", ""), status, message);
    assertThat(door.timesCalled()).as("events of the routes").isZero();
  }

  @Aws({"AU-14", "AU-16", "AU-17", "OB-36"})
  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, *",
    "execute-api:*, arn:aws:execute-api:*:*:a1b2c3d4e5/dev/*",
    "*, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$connect",
    "EXECUTE-API:invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*",
    "execute-api:Invok?, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/$connect"
  })
  void whomThePolicyAllowsIsLetIn(String action, String resource) throws Exception {
    String answer = Answers.of(Answers.statement("Allow", action, resource), "");
    try (Door door = Door.answering(answer)) {
      assertThat(door.knock()).isEqualTo(101);
    }
  }

  @Aws({"AU-14", "AU-16", "AU-17", "D-03", "D-19", "HS-05", "OB-32", "OB-35"})
  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/*/*",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$default",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/DEV/*",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/GET/*",
    "execute-api:ManageConnections, *",
    "lambda:InvokeFunction, *"
  })
  void whomThePolicyDoesNotAllowIs403(String action, String resource) throws Exception {
    String answer = Answers.of(Answers.statement("Allow", action, resource), "");
    try (Door door = Door.answering(answer)) {
      assertRefused(door, 403, Refusals.NOT_ALLOWED);
      door.emulator().close();
      assertThat(door.timesCalled()).as("events after the refusal").isZero();
    }
  }

  @Aws({"AU-14", "OB-37"})
  @Test
  void oneDenialOutweighsAllPermissions() throws Exception {
    String allow = Answers.statement("Allow", "*", "*");
    String deny = Answers.statement("Deny", "execute-api:Invoke", Door.ARN);
    try (Door door = Door.answering(Answers.of(allow + "," + deny + "," + allow, ""))) {
      assertRefused(door, 403, Refusals.DENIED);
    }
  }

  @Aws("AU-14")
  @Test
  void aPolicyThatSaysNothingIs403() throws Exception {
    try (Door door = Door.answering(Answers.of("", ""))) {
      assertRefused(door, 403, Refusals.NOT_ALLOWED);
    }
  }

  @Aws("AU-15")
  @ParameterizedTest
  @CsvSource({"Deny, " + Refusals.DENIED, "Allow, " + Refusals.NOT_ALLOWED})
  void theExecutionLogSaysWhetherThereWasADenial(String effect, String words) throws Exception {
    String resource = effect.equals("Deny") ? "*" : "arn:aws:s3:::x";
    StringBuffer log = new StringBuffer();
    Door door =
        new Door()
            .guard(event -> bytes(Answers.policy(effect, resource)))
            .stage(
                stage ->
                    stage.toBuilder()
                        .defaultRouteSettings(
                            RouteSettings.builder()
                                .loggingLevel(LoggingLevel.INFO)
                                .dataTraceEnabled(true)
                                .build())
                        .build())
            .also(builder -> builder.logTo(log))
            .start();
    try (door) {
      assertRefused(door, 403, words);
    }
    assertThat(log.toString()).containsPattern(words + "\\s*\\R");
  }

  @Aws({"AU-12", "D-03", "D-19", "OB-33"})
  @Test
  void aFunctionThatThrowsUnauthorizedMeans401() throws Exception {
    LambdaFunction function =
        event -> {
          throw new IllegalStateException("Unauthorized");
        };
    try (Door door = new Door().guard(function).start()) {
      assertRefused(door, 401, "Unauthorized");
    }
  }

  @Aws({"AU-12", "AU-13", "D-03", "D-19", "OB-33"})
  @ParameterizedTest
  @ValueSource(strings = {"unauthorized", "Unauthorized ", "Unauthorized.", "Forbidden", ""})
  void aFunctionThatThrowsAnythingElseMeans500(String message) throws Exception {
    LambdaFunction function =
        event -> {
          throw new IllegalStateException(message);
        };
    try (Door door = new Door().guard(function).start()) {
      assertRefused(door, 500, "");
    }
  }

  @Aws({"AU-13", "AU-19", "AU-27", "OB-34"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"statusCode\":401}",
        "{\"isAuthorized\":true}",
        "Allow",
        "{\"principalId\":\"u\",\"policyDocument\":{\"Statement\":"
            + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]},"
            + "\"context\":{\"nested\":{}}}"
      })
  void aMalformedAnswerMeans500(String answer) throws Exception {
    try (Door door = Door.answering(answer)) {
      assertRefused(door, 500, "");
    }
  }

  @Aws("AU-20")
  @Test
  void anAnswerOfMoreThanEightKilobytesMeans500() throws Exception {
    String padding = ",\"context\":{\"a\":\"" + "x".repeat(8192) + "\"}";
    String allow = Answers.statement("Allow", "*", "*");
    try (Door door = Door.answering(Answers.of(allow, padding))) {
      assertRefused(door, 500, "");
    }
  }

  @Aws("AU-13")
  @Test
  void aFunctionThatIsNotThereMeans500() throws Exception {
    try (Door door = new Door().guarded(Authorizer.of("nobody")).start()) {
      assertRefused(door, 500, "");
    }
  }

  @Aws("AU-13")
  @Test
  void aFunctionThatTakesTooLongMeans500() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    LambdaFunction slow =
        event -> {
          never.await();
          return Answers.WELCOME.invoke(event);
        };
    FunctionDefinition definition =
        FunctionDefinition.of("slow", (Object) slow).toBuilder()
            .timeout(Duration.ofMillis(200))
            .build();
    try (Door door =
        new Door()
            .guarded(Authorizer.of("slow"))
            .also(builder -> builder.function(definition))
            .start()) {
      assertRefused(door, 500, "");
      never.countDown();
    }
  }

  @Aws("AU-26")
  @Test
  void aStageVariableMayNameTheFunction() throws Exception {
    try (Door door =
        new Door()
            .stage(stage -> Stage.builder("dev").variables(Map.of("who", "porter")).build())
            .function("porter", Answers.WELCOME)
            .guarded(Authorizer.of("${stageVariables.who}"))
            .start()) {
      assertThat(door.knock()).isEqualTo(101);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws({"AU-21", "OB-42"})
  @Test
  void theSameClientIsAskedAboutEachTime() throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME, "route.request.querystring.token").start()) {
      for (int i = 1; i <= 3; i++) {
        assertThat(door.knock("token=same", "").status()).isEqualTo(101);
        assertThat(door.timesAsked()).isEqualTo(i);
      }
    }
  }

  @Aws("AU-02")
  @Test
  void anAuthorizerOfAnotherRouteIsNotAsked() throws Exception {
    Authorization guarded = new Authorization.Custom(Authorizer.of("guard"));
    try (Door door =
            new Door()
                .function("guard", event -> bytes(Answers.policy("Deny", "*")))
                .route("say", route -> route.toBuilder().authorization(guarded).build())
                .route("$disconnect", route -> route.toBuilder().authorization(guarded).build())
                .start();
        RawClient client = door.enter()) {
      client.text("{\"action\":\"say\"}");
      assertThat(client.read().text()).isEqualTo("{\"action\":\"say\"}");
      assertThat(door.timesAsked()).isZero();
    }
  }

  private static void assertSaid(Json event, String type, boolean connecting) {
    assertThat(at(event, "requestContext", "eventType")).isEqualTo(type);
    Map<String, Json> said =
        event
            .child("requestContext")
            .flatMap(all -> all.child("authorizer"))
            .orElseThrow()
            .members();
    assertThat(said.get("principalId").string()).contains("user-17");
    assertThat(said.get("tenant").string()).contains("acme");
    assertThat(said.get("numKey").string()).contains("1");
    assertThat(said.get("boolKey").string()).contains("true");
    assertThat(said).hasSize(connecting ? 5 : 4);
    if (connecting) {
      assertThat(said.get("integrationLatency").string()).isEmpty();
      assertThat(said.get("integrationLatency").integer())
          .hasValueSatisfying(millis -> assertThat(millis).isNotNegative());
    }
  }

  @Aws({"AU-22", "AU-23", "AU-24", "D-08", "OB-38"})
  @Test
  void whatItSaysIsInAllEventsOfTheConnection() throws Exception {
    String answer = Answers.of(Answers.statement("Allow", "*", "*"), CONTEXT);
    try (Door door = Door.answering(answer)) {
      try (RawClient client = door.enter()) {
        client.text("hello");
        assertThat(client.read().text()).isEqualTo("hello");
      }
      assertSaid(door.event(), "CONNECT", true);
      assertSaid(door.event(), "MESSAGE", false);
      assertSaid(door.event(), "DISCONNECT", false);
      assertThat(door.timesAsked()).isEqualTo(1);
    }
  }

  @Aws({"AU-22", "AU-23"})
  @Test
  void aContextCannotStandInForTheGatewaysMembers() throws Exception {
    String context =
        ",\"context\":{\"principalId\":\"root\",\"integrationLatency\":\"long\",\"x\":\"y\"}";
    String answer = Answers.of(Answers.statement("Allow", "*", "*"), context);
    try (Door door = Door.answering(answer);
        RawClient client = door.enter()) {
      client.text("hello");
      client.read();
      assertThat(door.eventText())
          .containsPattern(
              "\"authorizer\":\\{\"x\":\"y\",\"principalId\":\"user-17\","
                  + "\"integrationLatency\":\\d+}");
      assertThat(door.eventText())
          .contains(
              "\"authorizer\":{\"x\":\"y\",\"principalId\":\"user-17\","
                  + "\"integrationLatency\":\"long\"}");
    }
  }

  @Aws("AU-24")
  @Test
  void contextVariablesAreText() throws Exception {
    String answer = Answers.of(Answers.statement("Allow", "*", "*"), CONTEXT);
    StringBuffer log = new StringBuffer();
    Door door =
        new Door()
            .guard(event -> bytes(answer))
            .stage(
                stage ->
                    stage.toBuilder()
                        .accessLog(
                            new Stage.AccessLog(
                                "arn:aws:logs:us-east-1:123456789012:log-group:door",
                                "<$context.eventType $context.authorizer.numKey"
                                    + " $context.authorizer.boolKey $context.authorizer.principalId"
                                    + " $context.authorizer.absent> $context.requestId"))
                        .build())
            .also(builder -> builder.logTo(log))
            .start();
    try (door) {
      assertThat(door.knock()).isEqualTo(101);
    }
    assertThat(log.toString()).contains("<CONNECT 1 true user-17 ->");
  }

  @Aws("AU-29")
  @Test
  void withoutAnAuthorizerEventsHaveNoSuchMember() throws Exception {
    try (Door door = new Door().start();
        RawClient client = door.enter()) {
      client.text("hello");
      client.read();
      for (String type : new String[] {"CONNECT", "MESSAGE"}) {
        Json event = door.event();
        assertThat(at(event, "requestContext", "eventType")).isEqualTo(type);
        assertThat(event.child("requestContext").orElseThrow().members())
            .doesNotContainKey("authorizer");
      }
    }
  }

  @Aws("MT-04")
  @ParameterizedTest
  @CsvSource({"Unauthorized, 1", "Out of order, 0"})
  void onlyRefusalsWithA4xxCountAsErrorsOfTheClient(String message, int errors) throws Exception {
    LambdaFunction function =
        event -> {
          throw new IllegalStateException(message);
        };
    try (Door door = new Door().guard(function).start()) {
      door.knock();
      try (RawClient client = RawClient.connect(door.url(""))) {
        Answer page =
            client.request(
                "GET /_emulator/metrics HTTP/1.1\r\nHost: %s\r\n\r\n"
                    .formatted(door.url("").getAuthority()));
        assertThat(page.body()).containsPattern("client_error\\w*\\{.*} " + errors + "(\\.0)?\n");
      }
    }
  }

  @Aws("D-03")
  @Test
  void eachClientIsJudgedByItself() throws Exception {
    LambdaFunction byToken =
        event -> {
          Json query = Json.parse(event).orElseThrow().child("queryStringParameters").orElseThrow();
          return bytes(Answers.policy(at(query, "token"), "*"));
        };
    try (Door door = new Door().guard(byToken, "route.request.querystring.token").start()) {
      assertThat(door.knock("token=Allow", "").status()).isEqualTo(101);
      assertThat(door.knock("token=Deny", "").status()).isEqualTo(403);
      assertThat(door.knock("token=Maybe", "").status()).isEqualTo(500);
      assertThat(door.knock("token=", "").status()).isEqualTo(401);
      assertThat(Rig.at(door.event(), "requestContext", "eventType")).isEqualTo("CONNECT");
    }
  }
}
