package dev.wsemulator.internal.gateway;

import static dev.wsemulator.internal.transport.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.internal.transport.RawClient;
import dev.wsemulator.internal.transport.Rig;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.VirtualTime;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever ends in an error or in silence says why, and tells the client nothing of it. */
class MessageReasonsTest {
  private static final Duration LIMIT = Integration.MAX_TIMEOUT;

  /** A handler in a folder. */
  public static class Greeter {}

  /** Sends a message, and returns why it came to nothing; clients are told in AWS's words only. */
  private static Reason why(Rig rig, String message) throws Exception {
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

  private static Route twoWay(Integration integration) {
    return Route.of("$default", integration).twoWay();
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
        "f-shoot:live|no-alias|The function f-shoot has no alias or version \"live\".",
        "arn:aws:lambda:us-east-1:123456789012:function:f-shoot|plain-arn|arn:aws:lambda:us-east-1:"
            + "123456789012:function:f-shoot is a function's ARN."
      })
  void aFunctionThatIsNamedInAnotherWaySaysWhatIsWrong(String name, String code, String what)
      throws Exception {
    Rig rig = new Rig().route(twoWay(Integration.lambdaProxy(name)));
    rig.function("shoot", Rig.OK);
    try (rig) {
      Reason why = why(rig.start(), "x");
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.what()).isEqualTo(what);
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

  @Test
  void aFunctionThatThrowsSaysWhatItThrew() throws Exception {
    LambdaFunction broken =
        event -> {
          throw new IllegalStateException("no such room");
        };
    try (Rig rig = new Rig().route("$default", broken).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-failed");
      assertThat(why.text())
          .isEqualTo(
              "The function f-default ended with an error: java.lang.IllegalStateException. \"no such"
                  + " room\". See its log: websocket-api-emulator logs f-default");
    }
  }

  @Test
  void aHandlerThatCannotBeLoadedNamesTheOneThatIsNear(@TempDir Path folder) throws Exception {
    String name = Greeter.class.getName();
    Path file = folder.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream bytes =
        Greeter.class.getResourceAsStream("MessageReasonsTest$Greeter.class")) {
      Files.copy(bytes, file);
    }
    FunctionDefinition function =
        FunctionDefinition.of(
            "greet",
            new FunctionDefinition.Files(
                "other.MessageReasonsTest$Greeter", List.of(folder), "java17"));
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(function))
            .route(twoWay(Integration.lambdaProxy("greet")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("handler-not-loaded");
      assertThat(why.found()).contains("handler other.MessageReasonsTest$Greeter cannot be used");
      assertThat(why.advice()).endsWith("Did you mean %s?".formatted(name));
    }
  }

  @Test
  void whatTakesTooLongSaysHowLongItMayTake() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction slow =
        event -> {
          go.await();
          return bytes("{\"statusCode\":200}");
        };
    try (Rig rig = new Rig().route("$default", Duration.ofMillis(50), slow).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("integration-timeout");
      assertThat(why.what()).isEqualTo("The function f-default did not respond in time.");
      assertThat(why.expected()).isEqualTo("The integration waits for 50 ms.");
      go.countDown();
    }
  }

  @Test
  void aFunctionsOwnTimeoutIsNamed() throws Exception {
    LambdaFunction endless =
        event -> {
          new CountDownLatch(1).await();
          return event;
        };
    FunctionDefinition function =
        FunctionDefinition.of("endless", (Object) endless).withTimeout(Duration.ofSeconds(1));
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(function))
            .route(twoWay(Integration.lambdaProxy("endless")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-timed-out");
      assertThat(why.text()).contains("It has 1000 ms. Task timed out after 1.00 seconds.");
    }
  }

  @Test
  void aFunctionWithoutRoomNamesItsConcurrency() throws Exception {
    FunctionDefinition none =
        FunctionDefinition.of("none", (Object) Rig.OK).withReservedConcurrency(0);
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(none))
            .route(twoWay(Integration.lambdaProxy("none")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-throttled");
      assertThat(why.found()).isEqualTo("Its reserved concurrency is 0.");
    }
  }

  @Test
  void aFunctionElsewhereThatDoesNotAnswerNamesItsUrl() throws Exception {
    String url = "http://127.0.0.1:" + closedPort() + "/2015-03-31/functions/far/invocations";
    FunctionDefinition far = FunctionDefinition.remote("far", URI.create(url));
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(far))
            .route(twoWay(Integration.lambdaProxy("far")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-rejected");
      assertThat(why.found()).contains("No response from " + url);
    }
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slow|the route slow|It allows 1 per second and a burst of 1.",
        "other|the stage dev|It allows 0.5 per second and a burst of 3."
      })
  void whatIsThrottledNamesTheBucket(String action, String bucket, String rate) throws Exception {
    Stage stage =
        Stage.of("dev")
            .withDefaultRouteSettings(RouteSettings.none().withThrottling(0.5, 3))
            .withRouteSettings(Map.of("slow", RouteSettings.none().withThrottling(1, 1)));
    try (Rig rig =
        new Rig()
            .time(new VirtualTime())
            .stage(stage)
            .route("slow", Rig.OK)
            .route("other", Rig.OK)
            .start()) {
      try (RawClient client = rig.open()) {
        for (int i = 0; i < 4; i++) {
          client.text("{\"action\":\"%s\"}".formatted(action));
        }
        Reason why = rig.why();
        assertThat(why.code()).isEqualTo("throttled");
        assertThat(why.what()).isEqualTo("The rate limit of %s is exceeded.".formatted(bucket));
        assertThat(why.expected()).isEqualTo(rate);
      }
    }
  }

  @Test
  void theAccountsBucketIsNamedToo() throws Exception {
    try (Rig rig =
        new Rig()
            .time(new VirtualTime())
            .quota("requestsPerSecond", "1")
            .quota("requestBurst", "1")
            .echo()
            .start()) {
      assertThat(why(rig, "x").what())
          .isEqualTo("The rate limit of the account (all requests) is exceeded.");
    }
  }

  @Test
  void aMessageThatDoesNotFitItsModelSaysWhere() throws Exception {
    Rig rig = new Rig();
    Route route =
        twoWay(Integration.lambdaProxy(rig.function("echo", Rig::echoed)))
            .withValidation("$default", Map.of("$default", "text"));
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
    try (Rig rig = started(Route.withoutIntegration("$default"))) {
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
      rig.emulator().journal().next(JournalEntry.Closed.class, Duration.ofSeconds(20));
      gone.countDown();
      assertThat(rig.why().code()).isEqualTo("reply-not-sent");
    }
  }

  private static Route mock(Transformation transformation) {
    return twoWay(new Integration.Mock(transformation));
  }

  @Test
  void mappingsSayWhatTheyLack() throws Exception {
    Transformation ok = Transformation.of(IntegrationResponse.of("$default"));
    record Case(Transformation transformation, String code, String found) {}
    for (Case one :
        List.of(
            new Case(
                ok.withRequestTemplate("$util.urlDecode('%')"), "mapping-failed", "URLDecoder"),
            new Case(
                ok.withRequestTemplates(Map.of("big", "B"))
                    .withTemplateSelectionExpression("${request.body.kind}")
                    .withPassthroughBehavior(Transformation.PassthroughBehavior.NEVER),
                "no-template",
                "${request.body.kind} gives \"small\"; the templates are: big."),
            new Case(
                ok.withContentHandling(Transformation.ContentHandling.CONVERT_TO_BINARY),
                "not-base64",
                "It is \"{\"kind\":\"small\"}\"."),
            new Case(ok, "no-mock-status", "It made \"{\"kind\":\"small\"}\"."),
            new Case(
                Transformation.of(IntegrationResponse.of("/5\\d\\d/"))
                    .withRequestTemplate("{\"statusCode\":404}"),
                "no-integration-response",
                "The answer's \"404\"; the keys are: /5\\d\\d/."),
            new Case(
                Transformation.of().withRequestTemplate("{\"statusCode\":200}"),
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
                "The integration calls sqs, which is not here."))) {
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
