package dev.wsemulator.internal.integration;

import static dev.wsemulator.api.Transformation.PassthroughBehavior.NEVER;
import static dev.wsemulator.api.Transformation.PassthroughBehavior.WHEN_NO_TEMPLATES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.BackEndServer;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose back end is an HTTP server. */
class HttpIntegrationTest {
  private static final Duration TIMEOUT = Integration.MAX_TIMEOUT;
  private BackEndServer server;

  @BeforeEach
  void start() throws Exception {
    server = new BackEndServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Integration proxy(String path, Map<String, String> parameters) {
    return new Integration.HttpProxy("POST", server.url(path), parameters, TIMEOUT);
  }

  private Integration http(Transformation transformation) {
    return new Integration.Http("PUT", server.url("/it"), transformation, TIMEOUT);
  }

  private static String answer(Rig rig, String message) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(message);
      return client.read().text();
    }
  }

  @Aws({"IN-24", "EV-27", "IN-23"})
  @Test
  void aProxyPassesTheMessageAndTheAnswer() throws Exception {
    server.answers(500, "from the back end");
    Integration shared = proxy("/it", Map.of());
    try (Rig rig =
        new Rig()
            .route(Route.twoWay("$default", shared))
            .route(Route.twoWay("other", shared))
            .start()) {
      assertThat(answer(rig, "hi there")).isEqualTo("from the back end");
      BackEndServer.Asked asked = server.next();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.body()).isEqualTo("hi there");
      assertThat(asked.headers().getFirst("X-Amzn-Apigateway-Api-Id")).isEqualTo("a1b2c3d4e5");
      assertThat(answer(rig, "{\"action\":\"other\"}")).isEqualTo("from the back end");
      assertThat(server.next().body()).isEqualTo("{\"action\":\"other\"}");
    }
  }

  @Aws("IN-24")
  @ParameterizedTest
  @CsvSource({"GET, GET, ''", "PUT, PUT, hi", "ANY, POST, hi"})
  void theMethodIsTheIntegrationsAndAGetHasNoBody(String method, String asked, String body)
      throws Exception {
    Integration integration =
        new Integration.HttpProxy(method, server.url("/it"), Map.of(), TIMEOUT);
    try (Rig rig = new Rig().route(Route.twoWay("$default", integration)).start()) {
      assertThat(answer(rig, "hi")).isEqualTo("fine");
      BackEndServer.Asked request = server.next();
      assertThat(request.method()).isEqualTo(asked);
      assertThat(request.body()).isEqualTo(body);
    }
  }

  @Aws({"TM-13", "TM-08", "IN-25", "IN-21"})
  @Test
  void parametersAndStageVariablesAreFilledIn() throws Exception {
    Integration integration =
        proxy(
            "/${stageVariables.folder}/{room}",
            Map.of(
                "integration.request.header.connectionId", "context.connectionId",
                "integration.request.querystring.q", "'a b'",
                "integration.request.path.room", "route.request.body.room"));
    try (Rig rig =
        new Rig()
            .api(api -> api.stage(Stage.builder("dev").variables(Map.of("folder", "chat")).build()))
            .route(Route.twoWay("$default", integration))
            .start()) {
      answer(rig, "{\"room\":\"r/1\"}");
      BackEndServer.Asked asked = server.next();
      assertThat(asked.uri()).hasToString("/chat/r%2F1?q=a%20b");
      assertThat(asked.headers().getFirst("connectionId")).isEqualTo(rig.lastId());
    }
  }

  @Aws({"CN-10", "CN-11", "OB-122"})
  @Test
  void aProxyOnConnectGetsAnOrdinaryRequest() throws Exception {
    try (Rig rig = new Rig().route(Route.of("$connect", proxy("/c", Map.of()))).start();
        RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer =
          client.upgrade(
              rig.url(),
              "Origin: https://app.example.com\r\nUser-Agent: me\r\n"
                  + "Sec-WebSocket-Extensions: permessage-deflate\r\n");
      assertThat(answer.status()).isEqualTo(101);
      BackEndServer.Asked asked = server.next();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.body()).isEmpty();
      assertThat(asked.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
          .containsExactlyInAnyOrder(
              "content-length",
              "host",
              "origin",
              "sec-websocket-extensions",
              "sec-websocket-key",
              "sec-websocket-version",
              "user-agent",
              "x-amzn-apigateway-api-id",
              "x-amzn-trace-id",
              "x-forwarded-for",
              "x-forwarded-port",
              "x-forwarded-proto");
      assertThat(asked.headers().getFirst("Origin")).isEqualTo("https://app.example.com");
      assertThat(asked.headers().getFirst("User-Agent")).isEqualTo("me");
      assertThat(asked.headers().getFirst("X-Amzn-Apigateway-Api-Id")).isEqualTo("a1b2c3d4e5");
      assertThat(asked.headers().getFirst("X-Forwarded-Port")).isEqualTo("443");
      assertThat(asked.headers().getFirst("X-Forwarded-Proto")).isEqualTo("https");
    }
  }

  @Aws("CN-11")
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void anyGoodStatusOfTheBackEndAccepts(int status) throws Exception {
    server.answers(status, "");
    try (Rig rig = new Rig().route(Route.of("$connect", proxy("/c", Map.of()))).start();
        RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(101);
    }
  }

  @Aws("CN-11")
  @ParameterizedTest
  @ValueSource(ints = {300, 302, 401, 500})
  void anyOtherStatusOfTheBackEndRefuses(int status) throws Exception {
    server.answers(status, "no");
    try (Rig rig = new Rig().route(Route.of("$connect", proxy("/c", Map.of()))).start();
        RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(status);
    }
  }

  @Aws("IN-26")
  @Test
  void redirectsAreNotFollowed() throws Exception {
    server.answers(302, "moved").withHeader("Location=" + server.url("/elsewhere"));
    try (Rig rig = new Rig().route(Route.twoWay("$default", proxy("/it", Map.of()))).start()) {
      assertThat(answer(rig, "x")).isEqualTo("moved");
      server.next();
      assertThat(server.waiting()).isZero();
    }
  }

  @Aws("IN-27")
  @Test
  void aBackEndThatCannotBeReachedIsAnInternalError() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Integration nowhere =
        new Integration.HttpProxy("POST", "http://127.0.0.1:" + closed, Map.of(), TIMEOUT);
    try (Rig rig = new Rig().route(Route.of("$default", nowhere)).start()) {
      assertThat(answer(rig, "x")).startsWith("{\"message\": \"Internal server error\"");
    }
  }

  @Test
  void anAnswerWithoutAnEndIsGivenUpAtTenMegabytes() throws Exception {
    try (EndlessBackEnd endless = new EndlessBackEnd(true);
        Rig rig =
            new Rig()
                .route(
                    Route.of(
                        "$default",
                        new Integration.HttpProxy("POST", endless.url(), Map.of(), TIMEOUT)))
                .start()) {
      assertThat(answer(rig, "x")).startsWith("{\"message\": \"Internal server error\"");
      assertThat(endless.isGivenUp()).isTrue();
      assertThat(endless.sent()).isBetween(10L * 1024 * 1024 - 65_536, 40L * 1024 * 1024);
      assertThat(rig.why().code()).isEqualTo("answer-too-long");
    }
  }

  @Aws("LP-12")
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatIsLateIsGivenUpAndTheClientIsTold(boolean proxy) throws Exception {
    Duration limit = Duration.ofMillis(300);
    try (EndlessBackEnd silent = new EndlessBackEnd(false)) {
      Integration late =
          proxy
              ? new Integration.HttpProxy("POST", silent.url(), Map.of(), limit)
              : new Integration.Http("POST", silent.url(), Transformation.of(), limit);
      try (Rig rig = new Rig().route(Route.of("$default", late)).start()) {
        assertThat(answer(rig, "x")).startsWith("{\"message\": \"Endpoint request timed out\"");
        assertThat(silent.isGivenUp()).isTrue();
        Reason why = rig.why();
        assertThat(why.code()).isEqualTo("integration-timeout");
        assertThat(why.what()).startsWith("The back end at " + silent.url());
      }
    }
  }

  @Aws({"IN-05", "IN-06", "RT-25", "RR-06", "IN-13", "OB-123"})
  @Test
  void theStatusChoosesTheResponse() throws Exception {
    Transformation transformation =
        Transformation.of(
                IntegrationResponse.of("/4\\d\\d/", "bad: $input.path('$.why')"),
                IntegrationResponse.of("$default", "good: $input.json('$')"))
            .toBuilder()
            .requestTemplate("{\"for\":\"$context.connectionId\"}")
            .build();
    try (Rig rig = new Rig().route(Route.twoWay("$default", http(transformation))).start()) {
      server.answers(404, "{\"why\":\"gone\"}");
      assertThat(answer(rig, "x")).isEqualTo("bad: gone");
      BackEndServer.Asked asked = server.next();
      assertThat(asked.method()).isEqualTo("PUT");
      assertThat(asked.body()).isEqualTo("{\"for\":\"" + rig.lastId() + "\"}");
      server.answers(200, "{\"a\":1}");
      assertThat(answer(rig, "x")).isEqualTo("good: {\"a\":1}");
    }
  }

  @Aws({"RR-07", "IN-07", "IN-08"})
  @Test
  void aOneWayRouteIgnoresItsResponses() throws Exception {
    for (Transformation transformation :
        List.of(
            Transformation.of(),
            Transformation.of(IntegrationResponse.of("/5\\d\\d/")),
            Transformation.of(IntegrationResponse.of("$default", "never")),
            Transformation.of(IntegrationResponse.of("$default", "$util.urlDecode('%')")))) {
      try (Rig rig = new Rig().route(Route.of("one", http(transformation))).echo().start();
          RawClient client = rig.open()) {
        client.text("{\"action\":\"one\"}");
        server.next();
        rig.ended();
        client.text("next");
        assertThat(client.read().text()).isEqualTo("next");
      }
    }
  }

  @Aws({"IN-07", "IN-08"})
  @Test
  void noResponseThatFitsIsAnInternalError() throws Exception {
    Transformation none = Transformation.of();
    Transformation other = Transformation.of(IntegrationResponse.of("/5\\d\\d/"));
    for (Transformation transformation : List.of(none, other)) {
      try (Rig rig = new Rig().route(Route.twoWay("$default", http(transformation))).start()) {
        assertThat(answer(rig, "x")).startsWith("{\"message\": \"Internal server error\"");
      }
    }
  }

  private record Case(Transformation transformation, String kind, String body) {}

  private static Transformation passing(
      Transformation base, Transformation.PassthroughBehavior behavior) {
    return base.toBuilder().passthroughBehavior(behavior).build();
  }

  @Aws({"IN-14", "IN-15"})
  @Test
  void passthroughBehaviorDecidesAboutMessagesWithoutATemplate() throws Exception {
    Transformation bare = Transformation.of(IntegrationResponse.of("$default"));
    Transformation base =
        bare.toBuilder()
            .templateSelectionExpression("${request.body.kind}")
            .requestTemplates(Map.of("known", "templated"))
            .build();
    for (Case one :
        List.of(
            new Case(base, "known", "templated"),
            new Case(base, "other", "{\"kind\":\"other\"}"),
            new Case(passing(base, WHEN_NO_TEMPLATES), "other", null),
            new Case(passing(bare, WHEN_NO_TEMPLATES), "other", "{\"kind\":\"other\"}"),
            new Case(passing(base, NEVER), "other", null),
            new Case(passing(bare, NEVER), "other", null))) {
      try (Rig rig =
          new Rig().route(Route.twoWay("$default", http(one.transformation()))).start()) {
        String answer = answer(rig, "{\"kind\":\"" + one.kind() + "\"}");
        if (one.body() == null) {
          assertThat(answer).startsWith("{\"message\": \"Unsupported Media Type\"");
          assertThat(server.waiting()).isZero();
        } else {
          assertThat(server.next().body()).isEqualTo(one.body());
        }
      }
    }
  }

  @Aws({"IN-16", "IN-17"})
  @Test
  void encodingsAreConverted() throws Exception {
    server.answers(200, "fine");
    Transformation transformation =
        Transformation.of(
                IntegrationResponse.builder("$default")
                    .contentHandling(Transformation.ContentHandling.CONVERT_TO_TEXT)
                    .build())
            .toBuilder()
            .contentHandling(Transformation.ContentHandling.CONVERT_TO_BINARY)
            .build();
    try (Rig rig = new Rig().route(Route.twoWay("$default", http(transformation))).start()) {
      assertThat(answer(rig, "aGVsbG8=")).isEqualTo("ZmluZQ==");
      assertThat(server.next().body()).isEqualTo("hello");
      assertThat(answer(rig, "%%")).startsWith("{\"message\": \"Internal server error\"");
    }
  }

  /** The back end of a stack with an SQS that only listens. */
  private record ListeningSqs(String url) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      return Map.of("AWS_ENDPOINT_URL_SQS", url);
    }

    @Override
    public void close() {}
  }

  @Aws({"OB-124", "IN-20"})
  @Test
  void theEndOfAConnectionIsQueued() throws Exception {
    server.answers(200, "<SendMessageResponse/>");
    Transformation send =
        Transformation.of(IntegrationResponse.of("$default")).toBuilder()
            .requestParameters(
                Map.of(
                    "integration.request.querystring.MessageBody", "context.connectionId",
                    "integration.request.querystring.QueueUrl", "'http://queue.example/1/q'"))
            .build();
    Integration queue =
        new Integration.AwsService(
            "POST", "sqs", "action/SendMessage", send, Integration.MAX_TIMEOUT);
    try (Rig rig =
        new Rig()
            .also(builder -> builder.backEnd(new ListeningSqs(server.url(""))))
            .route(Route.of("$disconnect", queue))
            .start()) {
      rig.open().close();
      BackEndServer.Asked asked = server.next();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.uri().getQuery())
          .isEqualTo(
              "Action=SendMessage&MessageBody=%s&QueueUrl=http://queue.example/1/q"
                  .formatted(rig.lastId()));
      assertThat(asked.headers().getFirst("Authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=")
          .contains("/us-east-1/sqs/aws4_request");
      assertThat(server.waiting()).isZero();
    }
  }
}
