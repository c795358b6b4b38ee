package dev.wsemulator.internal.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.BackEndServer;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that are served elsewhere, by Lambda's Invoke API. */
class RemoteFunctionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final VirtualTime time = new VirtualTime();
  private BackEndServer lambda;

  @BeforeEach
  void start() throws Exception {
    lambda = new BackEndServer();
  }

  @AfterEach
  void close() {
    lambda.close();
  }

  private Rig rig(FunctionDefinition function) {
    return rig(function, true);
  }

  private Rig rig(FunctionDefinition function, boolean testKey) {
    return new Rig()
        .time(time)
        .also(builder -> builder.function(function).testKey(testKey))
        .route(Route.twoWay("$default", Integration.lambdaProxy("Far")))
        .start();
  }

  private Rig rig() {
    return rig(FunctionDefinition.remote("Far", URI.create(lambda.url("/"))));
  }

  private Rig rigWithOneFunction() {
    String url = lambda.url("/2015-03-31/functions/function/invocations");
    return rig(FunctionDefinition.remote("Far", URI.create(url)));
  }

  private static String answer(Rig rig, String message) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(message);
      return client.read().text();
    }
  }

  private static Invoked end(Rig rig) {
    return rig.journal().next(Invoked.class, PATIENCE);
  }

  @Test
  void aFunctionElsewhereGetsTheEventAndAnswers() throws Exception {
    lambda.answers(200, "{\"statusCode\":200,\"body\":\"from afar\"}");
    try (Rig rig = rig()) {
      assertThat(answer(rig, "hello")).isEqualTo("from afar");
      BackEndServer.Asked asked = lambda.next();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.uri()).hasPath("/2015-03-31/functions/Far/invocations");
      assertThat(asked.headers().getFirst("X-Amz-Invocation-Type")).isEqualTo("RequestResponse");
      assertThat(asked.headers().getFirst("Authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=")
          .contains("/lambda/aws4_request, SignedHeaders=host;");
      assertThat(asked.body())
          .contains("\"routeKey\":\"$default\"", "\"body\":\"hello\"", rig.lastId());
      Invoking begin = rig.journal().next(Invoking.class, PATIENCE);
      Invoked end = end(rig);
      assertThat(begin.cold()).isFalse();
      assertThat(begin.event().text()).contains("\"body\":\"hello\"");
      assertThat(end.outcome()).isEqualTo("success");
      assertThat(end.invocationId()).isEqualTo(begin.invocationId());
      assertThat(end.connectionId()).isEqualTo(rig.lastId());
      assertThat(end.result().text()).contains("from afar");
    }
  }

  @Test
  void aFunctionElsewhereIsToldTheAliasThatIsMeant() throws Exception {
    lambda.answers(200, "{\"statusCode\":200,\"body\":\"from afar\"}");
    FunctionDefinition far = FunctionDefinition.remote("Far", URI.create(lambda.url("/")));
    Route route = Route.twoWay("$default", Integration.lambdaProxy("Far:live"));
    try (Rig rig = new Rig().also(builder -> builder.function(far)).route(route).start()) {
      assertThat(answer(rig, "hello")).isEqualTo("from afar");
      assertThat(lambda.next().uri())
          .hasPath("/2015-03-31/functions/Far/invocations")
          .hasQuery("Qualifier=live");
    }
  }

  @Test
  void aFunctionsErrorIsToldApartByItsHeader() throws Exception {
    lambda
        .answers(
            200, "{\"errorMessage\":\"no room\",\"errorType\":\"Full\",\"stackTrace\":[\"a.b\"]}")
        .withHeader("X-Amz-Function-Error=Unhandled");
    try (Rig rig = rig()) {
      assertThat(answer(rig, "hello")).contains("Internal server error");
      Invoked end = end(rig);
      assertThat(end.outcome()).isEqualTo("error");
      assertThat(end.result().text()).isEqualTo("Full: no room");
      assertThat(rig.emulator().logs("Far").text()).contains("no room: Full\n\tat a.b\n");
    }
  }

  @Test
  void aThrottledFunctionIsThrottledHere() throws Exception {
    lambda.answers(429, "{\"Reason\":\"ConcurrentInvocationLimitExceeded\"}");
    try (Rig rig = rig()) {
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).outcome()).isEqualTo("throttled");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {\"Message\":\"Function not found: Far\"} | Function not found: Far",
        "500 | {\"message\":\"broken\"} | broken",
        "502 | no JSON | no JSON",
      })
  void whatLambdaRefusesIsAnInternalError(int status, String body, String message)
      throws Exception {
    lambda.answers(status, body);
    try (Rig rig = rig()) {
      assertThat(answer(rig, "hello")).contains("Internal server error");
      Invoked end = end(rig);
      assertThat(end.outcome()).isEqualTo("error");
      assertThat(end.result().text()).isEqualTo(message);
      assertThat(rig.emulator().logs("Far").text()).contains("\n" + message + "\nEND ");
    }
  }

  @Test
  void aHandshakeFailsWithStatus500WhereNothingAnswers() throws Exception {
    URI nowhere = URI.create(lambda.url("/"));
    lambda.close();
    Rig rig =
        new Rig()
            .also(builder -> builder.function(FunctionDefinition.remote("Far", nowhere)))
            .api(api -> api.route("$connect", "Far"));
    try (rig;
        RawClient client = RawClient.connect(rig.start().url())) {
      assertThat(client.upgrade(rig.url(), "").status()).isEqualTo(500);
      assertThat(end(rig).result().text())
          .startsWith("No response from " + nowhere)
          .endsWith("Start the endpoint of the function, or correct the URL.");
    }
  }

  @Test
  void theRuntimeInterfaceEmulatorMarksErrorsByNothingButTheirMembers() throws Exception {
    lambda.answers(200, "{\"errorMessage\":\"no room\",\"errorType\":\"Full\",\"requestId\":\"\"}");
    try (Rig rig = rigWithOneFunction()) {
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).result().text()).isEqualTo("Full: no room");
      lambda.answers(200, "Task timed out after 3.00 seconds");
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).outcome()).isEqualTo("timeout");
      lambda.answers(200, "{\"statusCode\":200,\"body\":\"fine\"}");
      assertThat(answer(rig, "hello")).isEqualTo("fine");
      assertThat(lambda.next().uri()).hasPath("/2015-03-31/functions/function/invocations");
    }
  }

  @Test
  void aFunctionThatDoesNotAnswerTimesOutAndItsCallEnds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Rig rig =
            rig(
                FunctionDefinition.remote(
                        "Far", URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .toBuilder()
                    .timeout(Duration.ofSeconds(3))
                    .build());
        RawClient client = rig.open()) {
      client.text("hello");
      try (Socket call = silent.accept()) {
        InputStream in = call.getInputStream();
        assertThat(in.read()).isEqualTo('P');
        time.advance(Duration.ofSeconds(3));
        assertThat(client.read().text()).contains("Internal server error");
        assertThat(end(rig).outcome()).isEqualTo("timeout");
        call.setSoTimeout(20_000);
        in.readAllBytes(); // ends because the call does
      }
      assertThat(rig.emulator().logs("Far").text()).contains("Task timed out after 3.00 seconds");
    }
  }

  @Test
  void faultsAndLimitsHoldForFunctionsElsewhere() throws Exception {
    lambda.answers(200, "{\"statusCode\":200,\"body\":\"fine\"}");
    FunctionDefinition far = FunctionDefinition.remote("Far", URI.create(lambda.url("")));
    try (Rig rig = rig(far)) {
      rig.emulator().faults().add(Fault.throttle().at(FaultPoint.INVOCATION).once());
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).outcome()).isEqualTo("throttled");
      assertThat(lambda.waiting()).isZero();
      rig.emulator().faults().add(Fault.error().at(FaultPoint.INVOCATION_RESULT).once());
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).outcome()).isEqualTo("error");
      assertThat(lambda.waiting()).isOne();
      assertThat(answer(rig, "hello")).isEqualTo("fine");
    }
    try (Rig rig = rig(far.toBuilder().reservedConcurrency(0).build())) {
      assertThat(answer(rig, "hello")).contains("Internal server error");
      assertThat(end(rig).outcome()).isEqualTo("throttled");
    }
  }

  @Test
  void aFunctionElsewherePostsToClientsWithTheKeyOfLocalTools() throws Exception {
    try (Rig rig = rig();
        RawClient client = rig.open()) {
      assertThat(post(rig)).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("by the way");
    }
  }

  @Test
  void withoutTheOwnersTestKeyItIsThatOfFunctionsElsewhere() throws Exception {
    FunctionDefinition far = FunctionDefinition.remote("Far", URI.create(lambda.url("/")));
    try (Rig rig = rig(far, false);
        RawClient client = rig.open()) {
      assertThat(post(rig)).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("by the way");
    }
    FunctionDefinition near = FunctionDefinition.of("Far", (LambdaFunction) Rig::echoed);
    try (Rig rig = rig(near, false);
        RawClient client = rig.open()) {
      client.text("hello");
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(post(rig)).isEqualTo(403);
    }
  }

  private static int post(Rig rig) throws Exception {
    URI url = URI.create(rig.emulator().connectionsEndpoint() + "/@connections/" + rig.lastId());
    byte[] body = "by the way".getBytes(UTF_8);
    HttpRequest unsigned =
        new HttpRequest(
            "POST",
            url.getRawPath(),
            "",
            List.of(new HttpRequest.Header("Host", url.getAuthority())),
            body);
    var request =
        java.net.http.HttpRequest.newBuilder(url)
            .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body));
    new RequestSigner(AccessKey.TEST, rig.emulator().stack().region())
        .headers(unsigned, "execute-api", Instant.now())
        .forEach(header -> request.header(header.name(), header.value()));
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void linesThatComeWithTheAnswerAreInTheLog() throws Exception {
    String lines =
        "START RequestId: a Version: 1\nhello\nthere\nEND RequestId: a\nREPORT RequestId: a\t";
    lambda
        .answers(200, "{\"statusCode\":200,\"body\":\"fine\"}")
        .withHeader(
            "X-Amz-Log-Result=" + Base64.getEncoder().encodeToString(lines.getBytes(UTF_8)));
    try (Rig rig = rig()) {
      answer(rig, "hi");
      String id = end(rig).invocationId();
      assertThat(rig.emulator().logs("Far").text())
          .matches(
              """
              START RequestId: %1$s Version: \\$LATEST
              hello
              there
              END RequestId: %1$s
              REPORT RequestId: %1$s	Duration: \\S+ ms	Billed Duration: \\d+ ms	Memory Size: 512 MB\t
              """
                  .formatted(id));
    }
  }

  @Test
  void anotherEmulatorServesAFunctionByItsOwnLambdaApi() throws Exception {
    LambdaFunction echo = Rig::echoed;
    try (WebSocketApiEmulator other =
            WebSocketApiEmulator.builder().function("Echo", echo).start();
        Rig rig =
            rig(
                FunctionDefinition.of(
                    "Far", FunctionDefinition.Remote.at(other.baseUrl(), "Echo")))) {
      assertThat(answer(rig, "across")).isEqualTo("across");
      assertThat(end(rig).outcome()).isEqualTo("success");
      assertThat(other.journal().cursor().next(Invoked.class, PATIENCE).functionName())
          .isEqualTo("Echo");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:3001", "ftp://localhost/a", "/functions/a", "http:///a"})
  void whatIsNoUrlOfHttpIsRefused(String url) {
    assertThatThrownBy(() -> FunctionDefinition.remote("Far", URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Write, for example: http://127.0.0.1:3001");
  }
}
