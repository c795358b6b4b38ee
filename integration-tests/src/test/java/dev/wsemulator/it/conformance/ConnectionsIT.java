package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
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
  /** Of the shape that request ids have, and connection ids once had. */
  private static final String UNKNOWN = "TXzPWdnOjoECGjA=";

  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";

  private final Deployment deployment;

  ConnectionsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"CX-01", "CX-06", "REC-006"})
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

  @Aws({"CX-01", "CX-05", "CX-06", "REC-006", "REC-007", "REC-008"})
  @Test
  void theHeadersAreInTheServicesOrderAndSpelling() throws IOException {
    List<String> all =
        List.of(
            "Date",
            "Content-Type",
            "Content-Length",
            "Connection",
            "x-amzn-RequestId",
            "x-amz-apigw-id",
            "X-Amzn-Trace-Id");
    try (Client client = deployment.open()) {
      SignedCall calls = about(client);
      assertThat(calls.post("hello").names()).isEqualTo(all);
      assertThat(calls.call(SdkHttpMethod.GET).names()).isEqualTo(all);
      assertThat(calls.call(SdkHttpMethod.DELETE).names())
          .isEqualTo(all.stream().filter(name -> !name.equals("Content-Length")).toList());
    }
  }

  @Aws({"CX-02", "CX-03", "OB-104"})
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

  @Aws({"CX-04", "OB-51"})
  @Test
  void anUnknownUserAgentIsNull() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(about(client).call(SdkHttpMethod.GET).text())
          .contains("\n    \"userAgent\" : null\n");
    }
  }

  @Aws({"CX-05", "CX-06", "OB-106"})
  @Test
  void aDeleteIsAnsweredWithNothing() throws IOException {
    try (Client client = deployment.open()) {
      HttpAnswer answer = about(client).call(SdkHttpMethod.DELETE);
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.header("Content-Type")).hasValue("application/json");
      assertThat(answer.header("Content-Length")).isEmpty();
      assertIdentified(answer);
      assertThat(client.frame().closeCode()).isEqualTo(1000);
    }
  }

  @Aws({"CX-07", "OB-107", "REC-009"})
  @ParameterizedTest
  @EnumSource(names = {"POST", "GET", "DELETE"})
  void whoWasThereIsGoneWithAnEmptyBody(SdkHttpMethod method) throws IOException {
    assertGone(SignedCall.about(deployment, left()).call(method));
  }

  /** Returns the id of a client that has left. */
  private String left() throws IOException {
    try (Captured captured = new Captured(deployment)) {
      String id;
      try (Client client = deployment.open()) {
        id = client.id();
        client.end(1000, "");
      }
      captured.event("DISCONNECT", id);
      return id;
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

  @Aws({"CX-08", "OB-107"})
  @Test
  void anSdkSeesAGoneException() throws IOException {
    String id = left();
    try (ApiGatewayManagementApiClient api = deployment.management()) {
      SdkBytes data = SdkBytes.fromUtf8String("hello");
      assertThatThrownBy(() -> api.postToConnection(post -> post.connectionId(id).data(data)))
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

  @Aws({"CX-09", "OB-108", "REC-010"})
  @ParameterizedTest
  @ValueSource(strings = {UNKNOWN, UNKNOWN + "test", "test", "gbgAbCdEfQAYKEhIjA=="})
  void anIdThatWasNeverIssuedIsABadRequest(String id) throws IOException {
    for (SdkHttpMethod method :
        List.of(SdkHttpMethod.POST, SdkHttpMethod.GET, SdkHttpMethod.DELETE)) {
      HttpAnswer answer = SignedCall.about(deployment, id).call(method);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("x-amzn-errortype")).hasValue("BadRequestException");
      assertThat(answer.header("x-amzn-trace-id")).isEmpty();
      assertThat(answer.text()).isEqualTo("{\"message\":\"Invalid connectionId: " + id + "\"}");
    }
  }

  @Aws("CX-10")
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

  @Aws({"CX-11", "REC-022", "REC-023"})
  @Test
  void aByteMoreThan128KilobytesIsTooLarge() throws IOException {
    try (Client client = deployment.open()) {
      SignedCall calls = about(client);
      HttpAnswer answer = calls.post("x".repeat(128 * 1024 + 1));
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.names()).containsExactly("Date", "Content-Length", "Connection");
      assertThat(answer.body()).isEmpty();
      assertThat(calls.post("x".repeat(128 * 1024)).status()).isEqualTo(200);
      assertThat(client.text()).hasSize(128 * 1024);
    }
  }

  /** A catch of PayloadTooLargeException is of no use. */
  @Aws({"CX-11", "REC-022"})
  @Test
  void anSdkSeesNoTypeOfWhatIsTooLarge() throws IOException {
    try (Client client = deployment.open();
        ApiGatewayManagementApiClient api = deployment.management()) {
      String id = client.id();
      SdkBytes data = SdkBytes.fromUtf8String("x".repeat(128 * 1024 + 1));
      assertThatThrownBy(() -> api.postToConnection(post -> post.connectionId(id).data(data)))
          .isExactlyInstanceOf(ApiGatewayManagementApiException.class)
          .extracting(error -> ((ApiGatewayManagementApiException) error).statusCode())
          .isEqualTo(413);
    }
  }

  @Aws({"CX-13", "OB-102"})
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

  @Aws("CX-15")
  @ParameterizedTest
  @EnumSource(names = {"PUT", "PATCH"})
  void anotherVerbHasNoMethod(SdkHttpMethod method) throws IOException {
    HttpAnswer answer = SignedCall.about(deployment, UNKNOWN).call(method);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("No method found", "for http method " + method);
  }

  @Aws({"CX-17", "CX-18", "OB-100"})
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
  @Aws({"CX-17", "OB-100"})
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

  @Aws("CX-19")
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
  @Aws({"CX-20", "CX-21"})
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

  @Aws("CX-22")
  @Test
  void anEmptyPostIsAnEmptyMessage() throws IOException {
    try (Client client = deployment.open()) {
      assertThat(about(client).post("").status()).isEqualTo(200);
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT);
      assertThat(frame.payload()).isEmpty();
    }
  }

  @Aws({"CX-25", "OB-109"})
  @Test
  void aConnectionIsNotReachedThroughAnotherApi() throws IOException {
    String other = Deployment.http(deployment.url(Deployment.BARE)).toString();
    try (Client client = deployment.open()) {
      String path = SignedCall.path(client.id());
      assertThat(SignedCall.at(deployment, other + path).post("hello").status()).isIn(403, 410);
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }

  @Aws({"CX-26", "OB-105"})
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
    assertThat(answer.header("x-amz-apigw-id").orElseThrow()).matches(Text.REQUEST_ID);
  }
}
