package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.RouteSettings.LoggingLevel;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.BackEndServer;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The logs of a stage have the lines that the service was recorded to write. */
class RecordedLogsTest {
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:access";
  private static final String FORMAT =
      Stream.of(
              "requestId extendedRequestId apiId stage httpMethod resourcePath routeKey status"
                  + " responseLength identity.caller identity.user identity.userArn"
                  + " authorizer.principalId identity.sourceIp identity.userAgent requestTime"
                  + " requestTimeEpoch responseLatency integrationLatency integrationStatus"
                  + " integration.status integration.integrationStatus integration.latency"
                  + " integration.requestId integration.error error.message error.responseType"
                  + " eventType connectionId messageId connectedAt domainName"
                  + " unsupportedOwnedProbeVariable")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map(name -> name + "=$context." + name)
          .collect(Collectors.joining("|"));

  private final StringBuffer log = new StringBuffer();

  private Rig rig(RouteSettings settings, UnaryOperator<Stage> change) {
    return new Rig()
        .also(builder -> builder.logTo(log))
        .stage(change.apply(Stage.builder("probe").defaultRouteSettings(settings).build()));
  }

  private Rig accessLogged() {
    return rig(
            RouteSettings.none(),
            stage -> stage.toBuilder().accessLog(new Stage.AccessLog(GROUP, FORMAT)).build())
        .route("$connect", RecordedLogsTest::connect)
        .route("$disconnect", Rig.OK)
        .twoWay("echo", RecordedLogsTest::echo);
  }

  private Rig traced(boolean payloads) {
    return rig(
            RouteSettings.builder()
                .loggingLevel(LoggingLevel.INFO)
                .dataTraceEnabled(payloads)
                .build(),
            stage -> stage)
        .route("$connect", Rig.OK)
        .route("$disconnect", Rig.OK)
        .twoWay("echo", RecordedLogsTest::echo);
  }

  private static byte[] connect(byte[] event) {
    boolean isDenied = Rig.text(event).contains("\"deny\"");
    return Rig.bytes("{\"statusCode\":%d}".formatted(isDenied ? 403 : 200));
  }

  private static byte[] echo(byte[] event) {
    String text = Rig.text(event);
    if (text.contains("raise")) {
      throw new IllegalStateException("owned-backend-failure");
    }
    return Rig.bytes(
        "{\"statusCode\":%s,\"body\":\"b\"}".formatted(text.contains("\\\"503\\\"") ? 503 : 200));
  }

  private List<String> lines() {
    return log.toString().lines().toList();
  }

  private List<String> lines(int count) {
    await().untilAsserted(() -> assertThat(lines()).hasSizeGreaterThanOrEqualTo(count));
    return lines();
  }

  /** Returns a line in which what differs each time is replaced by its name. */
  private static String shaped(String line) {
    return line.replaceAll("(\\w*(?:Id|id)=)[A-Za-z0-9_-]{18}==\\|", "$1CID|")
        .replaceAll("(equestId=)[A-Za-z0-9_-]{15}=\\|", "$1RID|")
        .replaceAll("(requestId=)[0-9a-f-]{36}\\|", "$1UUID|")
        .replaceAll("(connectionId|messageId)=[A-Za-z0-9_-]+=+\\|", "$1=CID|")
        .replaceAll("(requestTime=)\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000\\|", "$1CLF|")
        .replaceAll("(requestTimeEpoch|connectedAt)=\\d{13}\\|", "$1=EPOCH|")
        .replaceAll("(integrationLatency)=\\d+\\|", "$1=N|")
        .replaceAll("(domainName)=[^|]+\\|", "$1=HOST|");
  }

  private static String expected(String route, String more) {
    return "requestId=RID|extendedRequestId=RID|apiId=a1b2c3d4e5|stage=probe|httpMethod=-"
        + "|resourcePath=-|routeKey="
        + route
        + "|responseLength=-|identity.caller=-|identity.user=-|identity.userArn=-"
        + "|authorizer.principalId=-|identity.sourceIp=127.0.0.1|identity.userAgent=-"
        + "|requestTime=CLF|requestTimeEpoch=EPOCH|responseLatency=-|integrationLatency=N"
        + "|integrationStatus=-|integration.status=-|integration.integrationStatus=-"
        + "|integration.latency=-|integration.requestId=-|integration.error=-|"
        + more
        + "|connectedAt=EPOCH|domainName=HOST|unsupportedOwnedProbeVariable=-";
  }

  private static final String FINE = "error.message=-|error.responseType=-|eventType=";

  @Aws({"REC-085", "REC-086", "REC-088", "REC-091", "LG-02", "LG-07", "LG-08"})
  @Test
  void requestsThatGoWellHaveOnlyTheLatencyOfTheirIntegration() throws Exception {
    try (Rig rig = accessLogged().start()) {
      try (RawClient client = rig.open()) {
        client.text("{\"action\":\"echo\"}");
        client.read();
      }
      assertThat(lines(3))
          .map(RecordedLogsTest::shaped)
          .containsExactly(
              expected("$connect|status=200", FINE + "CONNECT|connectionId=CID|messageId=-"),
              expected("echo|status=200", FINE + "MESSAGE|connectionId=CID|messageId=CID"),
              expected("$disconnect|status=200", FINE + "DISCONNECT|connectionId=CID|messageId=-"));
      assertThat(lines().get(1)).doesNotContainPattern("connectionId=([^|]+)\\|messageId=\\1\\|");
    }
  }

  @Aws({"REC-087", "LG-04"})
  @Test
  void aHandshakeThatTheFunctionRefusesHasItsStatusAndNoError() throws Exception {
    try (Rig rig = accessLogged().start();
        RawClient client = RawClient.connect(rig.url())) {
      assertThat(client.upgrade(URI.create(rig.url() + "?deny=yes"), "").status()).isEqualTo(403);
      assertThat(shaped(lines(1).get(0)))
          .isEqualTo(
              expected("$connect|status=403", FINE + "CONNECT|connectionId=CID|messageId=-"));
    }
  }

  @Aws({"REC-089", "REC-090", "LG-04", "LG-05"})
  @Test
  void aFunctionThatFailsOrAnswersSoIsInTheStatus() throws Exception {
    try (Rig rig = accessLogged().start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"echo\",\"mode\":\"raise\"}");
      client.read();
      client.text("{\"action\":\"echo\",\"mode\":\"503\"}");
      client.read();
      assertThat(lines(3).subList(1, 3))
          .map(RecordedLogsTest::shaped)
          .containsExactly(
              expected(
                  "echo|status=502",
                  "error.message=Internal server error|error.responseType=INTEGRATION_FAILURE"
                      + "|eventType=MESSAGE|connectionId=CID|messageId=CID"),
              expected("echo|status=503", FINE + "MESSAGE|connectionId=CID|messageId=CID"));
    }
  }

  @Aws({"REC-092", "LG-02"})
  @Test
  void callsOfConnectionsAreLoggedToo() throws Exception {
    try (Rig rig = accessLogged().start()) {
      try (RawClient client = rig.open()) {
        call(rig, "POST", "hi");
        client.read();
        call(rig, "DELETE", "");
        client.read();
      }
      await().until(() -> lines().stream().anyMatch(line -> line.contains("DISCONNECT")));
      call(rig, "POST", "hi");
      assertThat(lines(5))
          .map(RecordedLogsTest::shaped)
          .filteredOn(line -> line.contains("CONNECTION_API"))
          .containsExactly(ofApi("POST", 200), ofApi("DELETE", 204), ofApi("POST", 410));
    }
  }

  private static String ofApi(String method, int status) {
    return expected("R", FINE + "CONNECTION_API|connectionId=CID|messageId=-")
        .replace("requestId=RID", "requestId=UUID")
        .replace("routeKey=R", method + "?")
        .replace(
            method + "?", "routeKey=" + method + " /@connections/{connectionId}|status=" + status)
        .replace("identity.caller=-|identity.user=-", "identity.caller=OWNER|identity.user=OWNER")
        .replace("OWNER", "AIDA" + AccessKey.OWNER.accessKeyId().substring(4))
        .replace("identity.userArn=-", "identity.userArn=arn:aws:iam::123456789012:root")
        .replace("identity.userAgent=-", "identity.userAgent=Boto3/1.43.102")
        .replace("connectedAt=EPOCH", "connectedAt=-");
  }

  private static void call(Rig rig, String method, String body) throws Exception {
    String path = "/a1b2c3d4e5/probe/@connections/" + rig.lastId().replace("=", "%3D");
    List<HttpRequest.Header> headers = new ArrayList<>();
    headers.add(new HttpRequest.Header("Host", rig.url().getAuthority()));
    headers.addAll(
        new RequestSigner(AccessKey.OWNER, "us-east-1")
            .headers(
                new HttpRequest(method, path, "", headers, Rig.bytes(body)),
                "execute-api",
                Instant.now()));
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach(one -> request.append(one.name() + ": " + one.value() + "\r\n"));
    request.append("User-Agent: Boto3/1.43.102\r\nContent-Length: " + body.length() + "\r\n\r\n");
    try (RawClient client = RawClient.connect(rig.url())) {
      client.request(request + body);
    }
  }

  /** Returns the events of the request that one is about, without the request's id. */
  private List<String> events(String marker) {
    await().untilAsserted(() -> assertThat(log.toString()).contains(marker));
    String id =
        lines().stream()
            .filter(line -> line.contains(marker))
            .findFirst()
            .orElseThrow()
            .substring(1, 17);
    return lines().stream()
        .filter(line -> line.startsWith("(" + id + ") "))
        .map(line -> line.substring(("(" + id + ") ").length()))
        .map(line -> line.replace(id, "RID"))
        .map(
            line ->
                line.replaceAll(
                    "(Connection Id: |client \\[)[A-Za-z0-9_-]{15,18}={1,2}]", "$1CID]"))
        .map(line -> line.replaceAll("(RequestId : |request id: )[0-9a-f-]{36}", "$1UUID"))
        .toList();
  }

  private static byte[] closing(int code, String reason) {
    return ByteBuffer.allocate(2 + reason.length())
        .putShort((short) code)
        .put(Rig.bytes(reason))
        .array();
  }

  private static List<String> begin(String route) {
    return List.of(
        "Extended Request Id: RID",
        "Verifying Usage Plan for request: RID. API Key:  API Stage: a1b2c3d4e5/probe",
        "API Key  authorized because route '%s' does not require API Key. Request will not contribute to throttle or quota limits"
            .formatted(route),
        "Usage Plan check succeeded for API Key  and API Stage a1b2c3d4e5/probe",
        "Starting execution for request: RID",
        "WebSocket Request Route: [%s]".formatted(route));
  }

  private static List<String> with(List<String> begin, String... more) {
    return Stream.concat(begin.stream(), Stream.of(more)).toList();
  }

  @Aws({"REC-094", "REC-095", "REC-096", "LG-13"})
  @Test
  void levelInfoTellsEveryRequestInTheServicesWords() throws Exception {
    try (Rig rig = traced(false).start()) {
      try (RawClient client = rig.open()) {
        client.text("{\"action\":\"echo\"}");
        client.read();
        client.frame(0x88, closing(1000, "probe-complete"));
        client.read();
      }
      assertThat(events("successfully"))
          .containsExactlyElementsOf(
              with(
                  begin("$connect"),
                  "Client [UserAgent: null, SourceIp: 127.0.0.1] is connecting to WebSocket API [a1b2c3d4e5].",
                  "AWS Integration Endpoint RequestId : UUID",
                  "Client [Connection Id: CID] connected to API [a1b2c3d4e5] successfully."));
      assertThat(events("Message from"))
          .containsExactlyElementsOf(
              with(
                  begin("echo"),
                  "WebSocket API [a1b2c3d4e5] received message from client [Connection Id: CID].",
                  "AWS Integration Endpoint RequestId : UUID",
                  "Message from client [Connection Id: CID] sent to API [a1b2c3d4e5] with response status code [200]."));
      assertThat(events("disconnected from"))
          .containsExactlyElementsOf(
              with(
                  begin("$disconnect"),
                  "AWS Integration Endpoint RequestId : UUID",
                  "Client [Connection Id: CID] disconnected from API [a1b2c3d4e5] with integration response status code [200]. Close reason: [1000: probe-complete]"));
    }
  }

  @Aws("LG-13")
  @Test
  void theCallOfAnHttpBackEndIsLogged() throws Exception {
    try (BackEndServer server = new BackEndServer()) {
      server.answers(200, "fine");
      Integration proxy =
          new Integration.HttpProxy("POST", server.url("/it"), Map.of(), Integration.MAX_TIMEOUT);
      try (Rig rig = traced(true).route(Route.twoWay("call", proxy)).start();
          RawClient client = rig.open()) {
        client.text("{\"action\":\"call\"}");
        client.read();
        assertThat(events("Message from"))
            .contains(
                "Endpoint request URI: " + server.url("/it"),
                "Endpoint request body after transformations: {\"action\":\"call\"}",
                "Sending request to " + server.url("/it"),
                "Endpoint response body before transformations: fine");
      }
    }
  }

  @Aws("LG-13")
  @Test
  void theInvocationOfALambdaIntegrationIsLoggedByItsId() throws Exception {
    Transformation plain = Transformation.of(IntegrationResponse.of("$default", "fine"));
    try (Rig rig =
            traced(true)
                .also(
                    builder -> builder.function("plain", (LambdaFunction) event -> Rig.bytes("{}")))
                .route(
                    Route.twoWay(
                        "call", new Integration.Lambda("plain", plain, Integration.MAX_TIMEOUT)))
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"call\"}");
      client.read();
      assertThat(events("Message from")).contains("AWS Integration Endpoint RequestId : UUID");
    }
  }

  private static final String FUNCTION =
      "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f-echo/invocations";

  @Aws({"REC-097", "LG-13"})
  @Test
  void wholePayloadsShowTheCallOfLambda() throws Exception {
    try (Rig rig = traced(true).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"echo\"}");
      client.read();
      List<String> events = events("Message from");
      assertThat(events).hasSize(17);
      assertThat(events.get(7))
          .matches(
              "WebSocket API \\[a1b2c3d4e5] received message from client \\[CID]\\. Message: \\[\\{\"requestContext\":\\{.*\"isBase64Encoded\":false}]\\.");
      assertThat(events.get(8)).isEqualTo("Endpoint request URI: " + FUNCTION);
      assertThat(events.get(9))
          .matches(
              "Endpoint request headers: \\{X-Amz-Date=\\d{8}T\\d{6}Z, x-amzn-apigateway-api-id=a1b2c3d4e5, Accept=application/json, User-Agent=AmazonAPIGateway_a1b2c3d4e5, Host=lambda.us-east-1.amazonaws.com, X-Amz-Content-Sha256=[0-9a-f]{64}, X-Amzn-Trace-Id=Root=1-[0-9a-f]{8}-[0-9a-f]{24}, x-amzn-lambda-integration-tag=RID, Authorization=\\*{269}[0-9a-f]{6}, X-Amz-Source-Arn=arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/probe/echo, X-Amz-Security-Token=\\*+ \\[TRUNCATED]");
      assertThat(events.get(10))
          .startsWith("Endpoint request body after transformations: {\"requestContext\":{")
          .endsWith("\"isBase64Encoded\":false}");
      assertThat(events.get(11)).isEqualTo("Sending request to " + FUNCTION);
      assertThat(events.get(12))
          .matches("Received response\\. Status: 200, Integration latency: \\d+ ms");
      assertThat(events.get(13))
          .matches(
              "Endpoint response headers: \\{Date=\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT, Content-Type=application/json, Content-Length=29, Connection=keep-alive, x-amzn-RequestId=[0-9a-f-]{36}, x-amzn-Remapped-Content-Length=0, X-Amz-Executed-Version=\\$LATEST, X-Amzn-Trace-Id=Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0}");
      assertThat(events.get(14))
          .isEqualTo(
              "Endpoint response body before transformations: {\"statusCode\":200,\"body\":\"b\"}");
      assertThat(events.get(15)).isEqualTo("AWS Integration Endpoint RequestId : UUID");
      assertThat(events.get(16)).endsWith("with response status code [200].");
    }
  }

  @Aws("REC-098")
  @Test
  void aFunctionThatRaisesIsToldInLambdasWords() throws Exception {
    try (Rig rig = traced(true).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"echo\",\"mode\":\"raise\"}");
      client.read();
      List<String> events = events("[502]");
      assertThat(events).hasSize(18);
      assertThat(events.get(13))
          .contains("x-amzn-RequestId=", ", X-Amz-Function-Error=Unhandled, x-amzn-Remapped");
      assertThat(events.get(14))
          .startsWith(
              "Endpoint response body before transformations: {\"errorMessage\":\"owned-backend-failure\"");
      assertThat(events.get(15))
          .isEqualTo(
              "Lambda execution failed with status 200 due to customer function error: owned-backend-failure. Lambda request id: UUID");
      assertThat(events.get(16)).isEqualTo("AWS Integration Endpoint RequestId : UUID");
    }
  }
}
