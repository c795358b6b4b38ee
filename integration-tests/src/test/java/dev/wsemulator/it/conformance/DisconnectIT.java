package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpMethod;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class DisconnectIT {
  private final Deployment deployment;

  DisconnectIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"DC-01", "DC-04"})
  @Test
  void disconnectRunsWhenTheConnectionIsGoneAlready() throws IOException {
    String test = Text.unique();
    String url = deployment.url("test", test) + "&disconnect=post";
    try (Captured captured = new Captured(deployment);
        Client client = Client.open(URI.create(url))) {
      String id = client.id();
      client.end(1000, "");
      captured.event("DISCONNECT", id);
      assertThat(captured.posted(test)).isEqualTo(410);
    }
  }

  @Aws({"DC-02", "DC-08", "CX-05"})
  @Test
  void aDeletedConnectionIsClosedNormally() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      assertThat(SignedCall.about(deployment, id).call(SdkHttpMethod.DELETE).status())
          .isEqualTo(204);
      Frame close = client.frame();
      assertThat(close.head()).isEqualTo(Frame.CLOSE);
      assertThat(close.closeCode()).isEqualTo(1000);
      client.frame(Frame.CLOSE, close.payload());
      assertDisconnected(captured.event("DISCONNECT", id), 1000, "Connection Closed Normally");
    }
  }

  @Aws({"DC-02", "DC-05"})
  @Test
  void aCloseFrameWithoutAStatusIs1005() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      client.frame(Frame.CLOSE, new byte[0]);
      assertThat(client.frame().head()).isEqualTo(Frame.CLOSE);
      assertDisconnected(
          captured.event("DISCONNECT", id), 1005, "Client-side close frame status not set");
    }
  }

  @Aws("DC-06")
  @Test
  void aPageThatIsLeftIs1001WithoutAReason() throws IOException {
    assertDisconnected(afterClosing(1001, ""), 1001, "");
  }

  @Aws("DC-10")
  @Test
  void theClientsCodeAndReasonArePassedOn() throws IOException {
    assertDisconnected(afterClosing(4000, "bye"), 4000, "bye");
  }

  @Aws({"DC-12", "OB-48"})
  @Test
  void theDisconnectEventRemembersWhenTheClientCame() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      client.end(1000, "");
      JsonNode connect = captured.event("CONNECT", id).path("requestContext");
      JsonNode disconnect = captured.event("DISCONNECT", id).path("requestContext");
      assertThat(disconnect.path("connectedAt")).isEqualTo(connect.path("connectedAt"));
      assertThat(disconnect.path("requestTimeEpoch").asLong())
          .isGreaterThanOrEqualTo(connect.path("requestTimeEpoch").asLong());
      assertThat(disconnect.path("requestId")).isNotEqualTo(connect.path("requestId"));
    }
  }

  @Aws("DC-14")
  @Test
  void aFunctionThatRunsIsNotCancelledByTheEndOfItsClient() throws IOException {
    String test = Text.unique();
    try (Captured captured = new Captured(deployment)) {
      try (Client client = deployment.open()) {
        String id = client.id();
        client.send(
            Text.message(
                "answer", "save", test, "wait", test, "post", "too late", "answer", "null"));
        captured.eventOfTest("MESSAGE", test);
        client.end(1000, "");
        captured.event("DISCONNECT", id);
      }
      captured.signal(test);
      assertThat(captured.posted(test)).isEqualTo(410);
    }
  }

  @Aws({"DC-16", "MS-04"})
  @Test
  void aBinaryFrameEndsInDisconnectWith1003() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      client.frame(Frame.BINARY, new byte[] {1, 2, 3});
      Frame close = client.frame();
      client.frame(Frame.CLOSE, close.payload());
      assertThat(close.closeCode()).isEqualTo(1003);
      assertThat(statusOf(captured.event("DISCONNECT", id))).isEqualTo(1003);
    }
  }

  @Aws({"DC-16", "MS-03"})
  @Test
  void aFrameThatIsTooLongEndsInDisconnectWith1009() throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      client.frame(Frame.TEXT, new byte[32_769]);
      Frame close = client.frame();
      client.frame(Frame.CLOSE, close.payload());
      assertThat(close.closeCode()).isEqualTo(1009);
      assertThat(statusOf(captured.event("DISCONNECT", id))).isEqualTo(1009);
    }
  }

  private JsonNode afterClosing(int code, String reason) throws IOException {
    try (Captured captured = new Captured(deployment);
        Client client = deployment.open()) {
      String id = client.id();
      Frame close = client.end(code, reason);
      assertThat(close.head()).isEqualTo(Frame.CLOSE);
      assertThat(close.closeCode()).isEqualTo(code);
      return captured.event("DISCONNECT", id);
    }
  }

  private static void assertDisconnected(JsonNode event, int code, String reason) {
    assertThat(statusOf(event)).isEqualTo(code);
    assertThat(event.at("/requestContext/disconnectReason").asText()).isEqualTo(reason);
  }

  private static int statusOf(JsonNode event) {
    return event.at("/requestContext/disconnectStatusCode").asInt();
  }
}
