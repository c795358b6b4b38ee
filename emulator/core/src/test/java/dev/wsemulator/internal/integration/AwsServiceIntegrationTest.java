package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.BackEndServer;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that call another AWS service: how it is asked, and what becomes of its answer. */
class AwsServiceIntegrationTest {
  private static final Transformation SHOWN =
      Transformation.of(
          IntegrationResponse.of("$default", "done $input.body"),
          IntegrationResponse.of("/400/", "refused $input.body"));

  private BackEndServer server;

  @BeforeEach
  void start() throws Exception {
    server = new BackEndServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String method, String service, String target, Transformation how)
      throws Exception {
    Integration integration =
        new Integration.AwsService(method, service, target, how, Integration.MAX_TIMEOUT);
    try (Rig rig =
            new Rig()
                .also(
                    builder ->
                        builder.backEnd(new Endpoints(Map.of("AWS_ENDPOINT_URL", server.url("/")))))
                .route(Route.twoWay("$default", integration))
                .start();
        RawClient client = rig.open()) {
      client.text("{\"name\":\"a b\"}");
      return client.read().text();
    }
  }

  @Aws({"IN-20", "IN-05"})
  @ParameterizedTest
  @CsvSource({"200, done {}", "400, refused {}", "500, done {}"})
  void theStatusOfTheServiceChoosesTheResponse(int status, String answer) throws Exception {
    server.answers(status, "{}");
    assertThat(answer("POST", "dynamodb", "action/PutItem", SHOWN)).isEqualTo(answer);
  }

  @Aws("IN-20")
  @ParameterizedTest
  @CsvSource({
    "dynamodb, DynamoDB_20120810.Run",
    "states, AWSStepFunctions.Run",
    "kinesis, Kinesis_20131202.Run",
    "events, AWSEvents.Run",
    "logs, Logs_20140328.Run"
  })
  void anActionOfAServiceThatTakesJsonIsNamedInAHeader(String service, String target)
      throws Exception {
    answer(
        "POST",
        service,
        "action/Run",
        SHOWN.toBuilder().requestTemplate("{\"of\":\"template\"}").build());
    BackEndServer.Asked asked = server.next();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.uri()).hasToString("/");
    assertThat(asked.headers().get("X-Amz-Target")).containsExactly(target);
    assertThat(asked.headers().get("Content-Type")).containsExactly("application/x-amz-json-1.0");
    assertThat(asked.headers().getFirst("Authorization"))
        .contains("/us-east-1/" + service + "/aws4_request");
    assertThat(asked.body()).isEqualTo("{\"of\":\"template\"}");
  }

  @Aws("IN-20")
  @Test
  void anActionOfAnotherServiceIsNamedInTheQuery() throws Exception {
    assertThat(answer("POST", "sns", "action/Publish", SHOWN)).isEqualTo("done fine");
    BackEndServer.Asked asked = server.next();
    assertThat(asked.uri()).hasToString("/?Action=Publish");
    assertThat(asked.headers()).doesNotContainKey("X-Amz-Target");
    assertThat(asked.headers().get("Content-Type")).containsExactly("application/json");
  }

  @Aws({"IN-20", "TM-08"})
  @Test
  void aPathOfAServiceIsCalledWithItsParameters() throws Exception {
    Transformation put =
        SHOWN.toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.path.key", "route.request.body.name",
                    "integration.request.header.Content-Type", "'text/plain'"))
            .build();
    assertThat(answer("PUT", "s3", "path/bucket/in/{key}", put)).isEqualTo("done fine");
    BackEndServer.Asked asked = server.next();
    assertThat(asked.method()).isEqualTo("PUT");
    assertThat(asked.uri()).hasToString("/bucket/in/a%20b");
    assertThat(asked.headers().get("Content-Type")).containsExactly("text/plain");
    assertThat(asked.body()).isEqualTo("{\"name\":\"a b\"}");
  }

  @Aws("IN-27")
  @Test
  void aServiceThatIsNotHereIsToldWithThoseThatAre() throws Exception {
    Integration integration =
        new Integration.AwsService("POST", "sns", "action/Publish", SHOWN, Integration.MAX_TIMEOUT);
    Map<String, String> environment =
        Map.of(
            "AWS_ENDPOINT_URL_SQS", server.url("/"),
            "AWS_ENDPOINT_URL_DYNAMODB", server.url("/"),
            "AWS_REGION", "us-east-1");
    try (Rig rig =
            new Rig()
                .also(builder -> builder.backEnd(new Endpoints(environment)))
                .route(Route.twoWay("$default", integration))
                .start();
        RawClient client = rig.open()) {
      client.text("hi");
      assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\"");
      Reason why = rig.why();
      assertThat(why.code()).isEqualTo("no-service");
      assertThat(why.found()).isEqualTo("The back end has: dynamodb, sqs.");
      assertThat(server.waiting()).isZero();
    }
  }

  private record Endpoints(Map<String, String> environment) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      return environment;
    }

    @Override
    public void close() {}
  }
}
