package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class ConnectionsIT {
  /** Of the shape that ids have, but of no connection. */
  private static final String UNKNOWN = "TXzPWdnOjoECGjA=";

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";

  private final Deployment deployment;

  ConnectionsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Tag("CX-01")
  @Tag("CX-06")
  @Test
  void aPostIsAnsweredWithoutABody() throws IOException {
    try (Client client = deployment.open()) {
      HttpAnswer answer = about(client).post("hello");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.header("Content-Length")).hasValue("0");
      assertThat(answer.header("Date")).isPresent();
      assertIdentified(answer);
      assertThat(answer.header("x-amzn-trace-id").orElseThrow())
          .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
      assertThat(client.text()).isEqualTo("hello");
    }
  }

  @Tag("CX-01")
  @Tag("CX-05")
  @Tag("CX-06")
  @Test
  void theHeadersAreInTheServicesOrder() throws IOException {
    try (Client client = deployment.open()) {
      SignedCall calls = about(client);
      assertThat(described(calls.post("hello")))
          .containsExactly("content-type", "x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");
      assertThat(described(calls.call(SdkHttpMethod.DELETE)))
          .containsExactly("x-amzn-requestid", "x-amz-apigw-id", "x-amzn-trace-id");
    }
  }

  /** Returns the headers' names without those of every HTTP answer. */
  private static List<String> described(HttpAnswer answer) {
    return answer.names().stream()
        .map(String::toLowerCase)
        .filter(name -> !List.of("date", "connection", "content-length").contains(name))
        .toList();
  }

  @Tag("CX-02")
  @Tag("CX-03")
  @Tag("OB-104")
  @Test
  void aGetIsFormattedAsTheServiceDoes() throws IOException {
    try (Client client = Client.open(deployment.url(), "User-Agent: Mozilla/5.0")) {
      HttpAnswer answer = about(client).call(SdkHttpMethod.GET);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      String pattern =
          """
          \\{
            "identity" : \\{
              "sourceIp" : "[0-9a-f.:]+",
              "userAgent" : "Mozilla/5.0"
            \\},
            "connectedAt" : "%s",
            "lastActiveAt" : "%s"
          \\}"""
              .formatted(TIME, TIME);
      assertThat(answer.text()).matches(pattern);
    }
  }

  @Tag("CX-04")
  @Tag("OB-51")
  @Test
  void anUnknownUserAgentIsNull() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(about(client).call(SdkHttpMethod.GET).text())
          .contains("\n    \"userAgent\" : null\n");
    }
  }

  @Tag("CX-05")
  @Tag("CX-06")
  @Tag("OB-106")
  @Test
  void aDeleteIsAnsweredWithNothing() throws IOException {
    try (Client client = deployment.open()) {
      HttpAnswer answer = about(client).call(SdkHttpMethod.DELETE);
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Content-Type")).isEmpty();
      assertThat(answer.header("Content-Length")).isEmpty();
      assertIdentified(answer);
      assertThat(client.frame().closeCode()).isEqualTo(1000);
    }
  }

  @Tag("CX-07")
  @Tag("OB-107")
  @ParameterizedTest
  @EnumSource(names = {"POST", "GET", "DELETE"})
  void whoIsNotThereIsGoneWithAnEmptyBody(SdkHttpMethod method) throws IOException {
    assertGone(SignedCall.about(deployment, UNKNOWN).call(method));
  }

  @Tag("CX-07")
  @ParameterizedTest
  @EnumSource(names = {"POST", "GET", "DELETE"})
  void whoWasThereIsGoneWithAnEmptyBody(SdkHttpMethod method) throws IOException {
    try (Captured captured = new Captured(deployment)) {
      String id;
      try (Client client = deployment.open()) {
        id = client.id();
        client.end(1000, "");
      }
      captured.event("DISCONNECT", id);
      assertGone(SignedCall.about(deployment, id).call(method));
    }
  }

  private static void assertGone(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.header("x-amzn-errortype")).hasValue("GoneException");
    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(answer.header("Content-Length")).hasValue("0");
    assertThat(answer.body()).isEmpty();
    assertIdentified(answer);
  }

  @Tag("CX-08")
  @Tag("OB-107")
  @Test
  void anSdkSeesAGoneException() {
    try (ApiGatewayManagementApiClient api = deployment.management()) {
      SdkBytes data = SdkBytes.fromUtf8String("hello");
      assertThatThrownBy(() -> api.postToConnection(post -> post.connectionId(UNKNOWN).data(data)))
          .isInstanceOfSatisfying(
              GoneException.class,
              gone -> {
                assertThat(gone.statusCode()).isEqualTo(410);
                assertThat(gone.awsErrorDetails().errorCode()).isEqualTo("GoneException");
                assertThat(gone.awsErrorDetails().errorMessage()).isNull();
                assertThat(gone.requestId()).matches(Text.UUID_SHAPE);
              });
    }
  }

  @Tag("CX-09")
  @Tag("OB-108")
  @ParameterizedTest
  @ValueSource(strings = {"TXzPWdnOjoECGjA=test", "test", "TXzPWdnOjoECGjA"})
  void anIdOfAnotherShapeIsABadRequest(String id) throws IOException {
    for (SdkHttpMethod method :
        List.of(SdkHttpMethod.POST, SdkHttpMethod.GET, SdkHttpMethod.DELETE)) {
      HttpAnswer answer = SignedCall.about(deployment, id).call(method);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("x-amzn-errortype")).hasValue("BadRequestException");
      assertThat(answer.header("x-amzn-trace-id")).isEmpty();
      assertThat(answer.text()).isEqualTo("{\"message\":\"Invalid connectionId: " + id + "\"}");
    }
  }

  @Tag("CX-10")
  @Test
  void anSdkSeesABadRequestAsAnErrorWithoutAType() {
    try (ApiGatewayManagementApiClient api = deployment.management()) {
      assertThatThrownBy(() -> api.getConnection(get -> get.connectionId("test")))
          .isExactlyInstanceOf(ApiGatewayManagementApiException.class)
          .hasMessageContaining("Invalid connectionId: test")
          .extracting(error -> ((ApiGatewayManagementApiException) error).statusCode())
          .isEqualTo(400);
    }
  }

  @Tag("CX-11")
  @Test
  void aByteMoreThan128KilobytesIsTooLarge() throws IOException {
    try (Client client = deployment.open()) {
      SignedCall calls = about(client);
      HttpAnswer answer = calls.post("x".repeat(128 * 1024 + 1));
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("x-amzn-errortype")).hasValue("PayloadTooLargeException");
      assertThat(Text.json(answer.text()).path("message").isTextual()).isTrue();
      assertThat(calls.post("x".repeat(128 * 1024)).status()).isEqualTo(200);
      assertThat(client.text()).hasSize(128 * 1024);
    }
  }

  @Tag("CX-13")
  @Tag("OB-102")
  @Test
  void anotherStageOrNoneIsForbidden() throws IOException {
    String stage = deployment.connections().toString();
    String base = stage.substring(0, stage.lastIndexOf('/'));
    for (String endpoint : List.of(base, base + "/nosuchstage")) {
      HttpAnswer answer =
          SignedCall.at(deployment, endpoint + SignedCall.path(UNKNOWN)).post("hello");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("x-amzn-errortype")).hasValue("ForbiddenException");
      assertThat(answer.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
  }

  @Tag("CX-15")
  @ParameterizedTest
  @EnumSource(names = {"PUT", "PATCH"})
  void anotherVerbHasNoMethod(SdkHttpMethod method) throws IOException {
    HttpAnswer answer = SignedCall.about(deployment, UNKNOWN).call(method);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.text()).contains("No method found", "for http method " + method);
  }

  @Tag("CX-17")
  @Tag("CX-18")
  @Tag("OB-100")
  @Test
  void theSdkReachesTheConnection() throws IOException {
    try (Client client = deployment.open();
        ApiGatewayManagementApiClient api = deployment.management()) {
      String id = client.id();
      api.postToConnection(
          post -> post.connectionId(id).data(SdkBytes.fromUtf8String("from the SDK")));
      assertThat(client.text()).isEqualTo("from the SDK");
      GetConnectionResponse got = api.getConnection(get -> get.connectionId(id));
      assertThat(got.connectedAt()).isBeforeOrEqualTo(got.lastActiveAt());
      assertThat(got.identity().userAgent()).isNull();
      api.deleteConnection(delete -> delete.connectionId(id));
      assertThat(client.frame().closeCode()).isEqualTo(1000);
    }
  }

  /** The function builds the endpoint of its event's domain name and stage. */
  @Tag("CX-17")
  @Tag("OB-100")
  @Test
  void aFunctionReachesItsOwnClient() throws IOException {
    try (Client client = deployment.open()) {
      client.send(Text.message("connections", "do", "post", "text", "from your function"));
      assertThat(client.text()).isEqualTo("from your function");
      assertThat(client.text()).isEqualTo("200");
      String address =
          client.event(Text.message("echo")).at("/requestContext/identity/sourceIp").asText();
      assertThat(client.ask(Text.message("connections", "do", "get"))).isEqualTo(address);
      client.send(Text.message("connections", "do", "delete"));
      Frame close = client.frame();
      assertThat(close.head()).isEqualTo(Frame.CLOSE);
      assertThat(close.closeCode()).isEqualTo(1000);
    }
  }

  @Tag("CX-19")
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream"})
  void thePostsContentTypeDoesNotMatter(String type) throws IOException {
    try (Client client = deployment.open()) {
      String text = "{\"not\" : \"touched\"} 東京\n";
      assertThat(about(client).post(text, "Content-Type", type).status()).isEqualTo(200);
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      assertThat(frame.text()).isEqualTo(text);
    }
  }

  /** The client reads only when all posts were answered. */
  @Tag("CX-20")
  @Tag("CX-21")
  @Test
  void postsArriveInOrderAndNeedNoReader() throws IOException {
    try (Client client = deployment.open()) {
      SignedCall calls = about(client);
      for (int i = 0; i < 20; i++) {
        assertThat(calls.post("number " + i).status()).isEqualTo(200);
      }
      for (int i = 0; i < 20; i++) {
        assertThat(client.text()).isEqualTo("number " + i);
      }
    }
  }

  @Tag("CX-22")
  @Test
  void anEmptyPostIsAnEmptyMessage() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(about(client).post("").status()).isEqualTo(200);
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      assertThat(frame.payload()).isEmpty();
    }
  }

  @Tag("CX-25")
  @Tag("OB-109")
  @Test
  void aConnectionIsNotReachedThroughAnotherApi() throws IOException {
    String other = Deployment.http(deployment.url(Deployment.BARE)).toString();
    try (Client client = deployment.open()) {
      String path = SignedCall.path(client.id());
      assertThat(SignedCall.at(deployment, other + path).post("hello").status()).isIn(403, 410);
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }

  @Tag("CX-26")
  @Tag("OB-105")
  @Test
  void trafficOfBothDirectionsIsActivity() throws IOException {
    try (Client client = deployment.open();
        ApiGatewayManagementApiClient api = deployment.management()) {
      String id = client.id();
      var connected = api.getConnection(get -> get.connectionId(id)).connectedAt();
      var before = api.getConnection(get -> get.connectionId(id)).lastActiveAt();
      Awaitility.await("activity by a message")
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                client.ask("hello");
                return api.getConnection(get -> get.connectionId(id))
                    .lastActiveAt()
                    .isAfter(before);
              });
      var between = api.getConnection(get -> get.connectionId(id)).lastActiveAt();
      Awaitility.await("activity by a post")
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                SdkBytes data = SdkBytes.fromUtf8String("hello");
                api.postToConnection(post -> post.connectionId(id).data(data));
                return api.getConnection(get -> get.connectionId(id))
                    .lastActiveAt()
                    .isAfter(between);
              });
      assertThat(api.getConnection(get -> get.connectionId(id)).connectedAt()).isEqualTo(connected);
    }
  }

  private SignedCall about(Client client) throws IOException {
    return SignedCall.about(deployment, client.id());
  }

  private static void assertIdentified(HttpAnswer answer) {
    assertThat(answer.header("x-amzn-requestid").orElseThrow()).matches(Text.UUID_SHAPE);
    assertThat(answer.header("x-amz-apigw-id").orElseThrow()).matches(Text.ID);
  }
}
