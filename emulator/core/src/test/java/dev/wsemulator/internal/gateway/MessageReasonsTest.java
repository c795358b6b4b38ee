package dev.wsemulator.internal.gateway;

import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends in an error or in silence says why, and tells the client nothing of it. */
class MessageReasonsTest {
  private static final Duration LIMIT = Integration.MAX_TIMEOUT;

  /** Sends a message, and returns why it came to nothing; clients are told in AWS's words only. */
  static Reason why(Rig rig, String message) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(message);
      Reason why = rig.why();
      List<JournalEntry.MessageSent> sent =
          rig.emulator().journal().entries(JournalEntry.MessageSent.class);
      assertThat(sent)
          .allSatisfy(entry -> assertThat(entry.body().text()).doesNotContain(why.what()));
      return why;
    }
  }

  private static Rig started(Route route) {
    return new Rig().route(route).start();
  }

  static Route twoWay(Integration integration) {
    return Route.twoWay("$default", integration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"jion\"}|\"jion\".|Did you mean join?",
        "{\"other\":1}|nothing: the message has no such part.|add the route or $default.",
        "hello|nothing: the message is not JSON.|add the route or $default."
      })
  void aMessageWithoutARouteSaysWhichRoutesThereAre(String message, String gives, String advice)
      throws Exception {
    try (Rig rig =
        new Rig().route("join", Rig.OK).route("leave", Rig.OK).route("$connect", Rig.OK).start()) {
      Reason why = why(rig, message);
      assertThat(why.code()).isEqualTo("no-route");
      assertThat(why.what())
          .isEqualTo("No route matches the message, and there is no $default route.");
      assertThat(why.found())
          .isEqualTo(
              "The route selection expression $request.body.action evaluates to %s The routes are: join, leave."
                  .formatted(gives));
      assertThat(why.advice()).endsWith(advice);
    }
  }

  @Test
  void aRouteWhoseFunctionIsNotThereNamesTheOnesThatAre() throws Exception {
    Rig rig = new Rig().route(twoWay(Integration.lambdaProxy("f-greting")));
    rig.function("greeting", Rig.OK);
    rig.function("shoot", Rig.OK);
    try (rig) {
      Reason why = why(rig.start(), "x");
      assertThat(why.code()).isEqualTo("no-function");
      assertThat(why.text())
          .isEqualTo(
              "There is no function named \"f-greting\". The functions are: f-greeting, f-shoot."
                  + " Correct the name, or define the function. Did you mean f-greeting?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it is not JSON|It returned nothing.",
        "null|it is not a JSON object|It returned \"null\".",
        "{\"body\":\"x\"}|it has no statusCode|It returned \"{\"body\":\"x\"}\".",
        "{\"statusCode\":\"x\"}|its statusCode is not an integer|It returned",
        "{\"statusCode\":200,\"body\":{}}|its body is not a string|It returned",
        "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}|its body is not Base64|It"
            + " returned",
        "{\"statusCode\":200,\"data\":1}|it has the unknown data|It returned"
      })
  void aMalformedProxyResponseSaysWhatWasExpectedAndWhatCame(
      String answer, String problem, String found) throws Exception {
    try (Rig rig = new Rig().route("$default", event -> bytes(answer)).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("malformed-proxy-response");
      assertThat(why.what())
          .isEqualTo(
              "The function f-default did not return a proxy response: %s.".formatted(problem));
      assertThat(why.expected()).startsWith("A JSON object with statusCode (a number)");
      assertThat(why.found()).startsWith(found);
    }
  }

  @Test
  void secretsOfAnAnswerAreHidden() throws Exception {
    String answer = "{\"token\":\"hunter2\",\"Authorization\":\"Bearer hunter2\"}";
    try (Rig rig = new Rig().route("$default", event -> bytes(answer)).start()) {
      assertThat(why(rig, "x").text()).contains("***").doesNotContain("hunter2");
    }
  }

  @Test
  void theAnswerOfAOneWayRouteIsSaidToBeThrownAway() throws Exception {
    LambdaFunction talks = event -> bytes("{\"statusCode\":200,\"body\":\"unheard\"}");
    try (Rig rig = new Rig().route("x", Rig.OK).route("$default", talks).start()) {
      Reason why = why(rig, "hi");
      assertThat(why.code()).isEqualTo("one-way");
      assertThat(why.what())
          .isEqualTo(
              "The response of the route $default was not sent, because the route has no route response.");
      try (RawClient client = rig.open()) {
        client.text("{\"action\":\"x\"}");
        assertThat(rig.ended().why()).isNull(); // there was nothing to send
      }
    }
  }

  static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aMessageThatDoesNotFitItsModelSaysWhere() throws Exception {
    Rig rig = new Rig();
    Route route =
        twoWay(Integration.lambdaProxy(rig.function("echo", Rig::echoed))).toBuilder()
            .validation(new Route.Validation("$default", Map.of("$default", "text")))
            .build();
    rig.api(api -> api.model("text", "{\"required\":[\"text\"]}")).route(route);
    try (rig) {
      Reason why = why(rig.start(), "{}");
      assertThat(why.code()).isEqualTo("invalid-body");
      assertThat(why.what())
          .isEqualTo("The message does not match the model of the route $default.");
      assertThat(why.found()).contains("text");
    }
  }

  @Test
  void aRouteWithoutAnIntegrationSaysSo() throws Exception {
    try (Rig rig = started(Route.builder("$default").build())) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("no-integration");
      assertThat(why.what()).isEqualTo("The route $default has no integration.");
    }
  }

  @Test
  void aReplyThatIsTooLongSaysHowLongItMayBe() throws Exception {
    LambdaFunction talks =
        event -> bytes("{\"statusCode\":200,\"body\":\"" + "x".repeat(40) + "\"}");
    try (Rig rig = new Rig().quota("messageBytes", "30").twoWay("$default", talks).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("reply-too-long");
      assertThat(why.text())
          .startsWith("The response has 40 bytes and was not sent. The limit is 30 bytes.");
    }
  }

  @Test
  void aReplyToAClientThatIsGoneSaysSo() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    LambdaFunction late =
        event -> {
          gone.await();
          return bytes("{\"statusCode\":200,\"body\":\"late\"}");
        };
    try (Rig rig = new Rig().twoWay("$default", late).start()) {
      try (RawClient client = rig.open()) {
        client.text("x");
        rig.event("MESSAGE");
        client.frame(0x82, new byte[] {1}); // which ends the connection
        client.read();
      }
      rig.journal().next(JournalEntry.Closed.class, Duration.ofSeconds(20));
      gone.countDown();
      assertThat(rig.why().code()).isEqualTo("reply-not-sent");
    }
  }

  private static Route mock(Transformation transformation) {
    return twoWay(new Integration.Mock(transformation));
  }

  private record Case(Transformation transformation, String code, String found) {}

  @Test
  void mappingsSayWhatTheyLack() throws Exception {
    Transformation ok = Transformation.of(IntegrationResponse.of("$default"));
    for (Case one :
        List.of(
            new Case(
                ok.toBuilder().requestTemplate("$util.urlDecode('%')").build(),
                "mapping-failed",
                "URLDecoder"),
            new Case(
                ok.toBuilder()
                    .requestTemplates(Map.of("big", "B"))
                    .templateSelectionExpression("${request.body.kind}")
                    .passthroughBehavior(Transformation.PassthroughBehavior.NEVER)
                    .build(),
                "no-template",
                "${request.body.kind} gives \"small\"; the templates are: big."),
            new Case(
                ok.toBuilder()
                    .contentHandling(Transformation.ContentHandling.CONVERT_TO_BINARY)
                    .build(),
                "not-base64",
                "It is \"{\"kind\":\"small\"}\"."),
            new Case(ok, "no-mock-status", "It made \"{\"kind\":\"small\"}\"."),
            new Case(
                Transformation.of(IntegrationResponse.of("/5\\d\\d/")).toBuilder()
                    .requestTemplate("{\"statusCode\":404}")
                    .build(),
                "no-integration-response",
                "The answer's \"404\"; the keys are: /5\\d\\d/."),
            new Case(
                Transformation.builder().requestTemplate("{\"statusCode\":200}").build(),
                "no-integration-response",
                "there are no integration responses."))) {
      try (Rig rig = started(mock(one.transformation()))) {
        Reason why = why(rig, "{\"kind\":\"small\"}");
        assertThat(why.code()).isEqualTo(one.code());
        assertThat(why.found()).contains(one.found());
      }
    }
  }

  @Test
  void backEndsThatCannotBeCalledSaySo() throws Exception {
    Transformation ok = Transformation.of(IntegrationResponse.of("$default"));
    String closed = "http://127.0.0.1:" + closedPort();
    record Case(Integration integration, String code, String what) {}
    for (Case one :
        List.of(
            new Case(
                new Integration.HttpProxy("POST", closed + "/x?key=secret", Map.of(), LIMIT),
                "unreachable",
                "The back end at %s/x did not respond.".formatted(closed)),
            new Case(
                new Integration.Http("POST", "http://a b/", ok, LIMIT),
                "bad-integration-request",
                "The request to the back end cannot be created."),
            new Case(
                new Integration.AwsService("POST", "sqs", "action/SendMessage", ok, LIMIT),
                "no-service",
                "The integration calls sqs, which the back end does not have."))) {
      try (Rig rig = started(twoWay(one.integration()))) {
        Reason why = why(rig, "x");
        assertThat(why.code()).isEqualTo(one.code());
        assertThat(why.what()).isEqualTo(one.what());
      }
    }
  }

  @Test
  void aDisconnectThatFailsSaysWhy() throws Exception {
    LambdaFunction broken =
        event -> {
          throw new IllegalStateException("broken on purpose");
        };
    try (Rig rig = new Rig().route("$disconnect", broken).echo().start()) {
      rig.open().close();
      JournalEntry.RequestEnded ended = rig.ended();
      assertThat(ended.routeKey()).isEqualTo("$disconnect");
      assertThat(ended.why().code()).isEqualTo("function-failed");
    }
  }

  @Test
  void whatSucceedsNeedsNoReason() throws Exception {
    try (Rig rig = new Rig().echo().start();
        RawClient client = rig.open()) {
      client.text("x");
      JournalEntry.RequestEnded ended = rig.ended();
      assertThat(ended.why()).isNull();
      assertThat(ended.status()).isEqualTo(200);
      assertThat(ended.routeKey()).isEqualTo("$default");
      assertThat(ended.took()).isPositive();
      assertThat(ended.connectionId()).isEqualTo(rig.lastId());
    }
  }
}
