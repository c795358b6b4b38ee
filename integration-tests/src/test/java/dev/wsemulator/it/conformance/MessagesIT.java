package dev.wsemulator.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class MessagesIT {
  private static final int FRAME = 32 * 1024;
  private static final int MESSAGE = 128 * 1024;

  private final Deployment deployment;

  MessagesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"MS-01", "MS-02"})
  @Test
  void aMessageOf128KilobytesIsTaken() throws IOException {
    String test = Text.unique();
    byte[] message = padded(test, MESSAGE);
    try (Client client = deployment.open()) {
      sendInFrames(client, message);
      assertThat(client.text()).isEqualTo("taken");
    }
  }

  @Aws({"MS-01", "MS-03", "MS-05"})
  @Test
  void aByteMoreClosesTheConnection() throws IOException {
    try (Client client = deployment.open()) {
      client.id();
      sendInFrames(client, padded(Text.unique(), MESSAGE + 1));
      assertClosed(client, 1009);
    }
  }

  @Aws("MS-02")
  @Test
  void aFrameOf32KilobytesIsTaken() throws IOException {
    try (Client client = deployment.open()) {
      client.frame(Frame.TEXT, padded(Text.unique(), FRAME));
      assertThat(client.text()).isEqualTo("taken");
    }
  }

  @Aws({"MS-02", "MS-03", "MS-05"})
  @Test
  void aFrameWithAByteMoreClosesTheConnection() throws IOException {
    try (Client client = deployment.open()) {
      client.id();
      client.frame(Frame.TEXT, padded(Text.unique(), FRAME + 1));
      assertClosed(client, 1009);
    }
  }

  @Aws({"MS-04", "MS-05"})
  @Test
  void aBinaryFrameClosesTheConnection() throws IOException {
    try (Client client = deployment.open()) {
      client.id();
      client.frame(Frame.BINARY, "{\"action\":\"echo\"}".getBytes(UTF_8));
      assertClosed(client, 1003, "Binary is not supported");
    }
  }

  @Aws("MS-06")
  @Test
  void fragmentsAreOneMessage() throws IOException {
    try (Client client = deployment.open()) {
      client.frame(Frame.TEXT_WITH_MORE, "{\"action\"".getBytes(UTF_8));
      client.frame(Frame.MORE, ":\"ec".getBytes(UTF_8));
      client.frame(Frame.LAST, "ho\"}".getBytes(UTF_8));
      JsonNode event = Text.json(client.text());
      assertThat(event.path("body").asText()).isEqualTo("{\"action\":\"echo\"}");
      JsonNode next = client.event("{\"action\":\"echo\",\"next\":true}");
      assertThat(next.path("body").asText()).contains("next");
    }
  }

  @Aws("MS-06")
  @Test
  void aCharacterMayBeCutBetweenFragments() throws IOException {
    byte[] text = "東".getBytes(UTF_8);
    try (Client client = deployment.open()) {
      client.frame(Frame.TEXT_WITH_MORE, Arrays.copyOf(text, 1));
      client.frame(Frame.LAST, Arrays.copyOfRange(text, 1, text.length));
      assertThat(Text.json(client.text()).path("body").asText()).isEqualTo("東");
    }
  }

  @Aws("MS-07")
  @Test
  void sizesAreCountedInBytes() throws IOException {
    try (Client client = deployment.open()) {
      client.id();
      String text = "é".repeat(FRAME / 2 + 1);
      assertThat(text.length()).isLessThan(FRAME);
      client.send(text);
      assertClosed(client, 1009);
    }
  }

  @Aws({"MS-08", "REC-024"})
  @Test
  void aLongPostComesInUnevenFramesOf32KilobytesAtMost() throws IOException {
    String text = "x".repeat(MESSAGE - 10);
    try (Client client = deployment.open()) {
      assertThat(SignedCall.about(deployment, client.id()).post(text).status()).isEqualTo(200);
      List<Integer> lengths = new ArrayList<>();
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.TEXT_WITH_MORE);
      for (lengths.add(frame.payload().length);
          frame.head() != Frame.LAST;
          lengths.add(frame.payload().length)) {
        frame = client.frame();
        assertThat(frame.head()).isIn(Frame.MORE, Frame.LAST);
      }
      assertThat(lengths).hasSizeGreaterThan(4).allMatch(length -> length <= FRAME);
      assertThat(lengths.stream().mapToInt(length -> length).sum()).isEqualTo(MESSAGE - 10);
    }
  }

  @Aws("MS-15")
  @Test
  void pingsAreAnsweredAndReachNoRoute() throws IOException {
    try (Client client = deployment.open()) {
      client.frame(Frame.PING, "are you there".getBytes(UTF_8));
      Frame pong = client.frame();
      assertThat(pong.head()).isEqualTo(Frame.PONG);
      assertThat(pong.text()).isEqualTo("are you there");
      assertThat(client.id()).matches(Text.ID);
    }
  }

  @Aws("MS-15")
  @Test
  void pingsMayComeBetweenFragments() throws IOException {
    try (Client client = deployment.open()) {
      client.frame(Frame.TEXT_WITH_MORE, "he".getBytes(UTF_8));
      client.frame(Frame.PING, new byte[0]);
      client.frame(Frame.LAST, "llo".getBytes(UTF_8));
      assertThat(client.frame().head()).isEqualTo(Frame.PONG);
      assertThat(Text.json(client.text()).path("body").asText()).isEqualTo("hello");
    }
  }

  @Aws({"MS-16", "MS-19"})
  @Test
  void allThatComesUnaskedIsText() throws IOException {
    try (Client client = deployment.open()) {
      String id = client.id();
      for (int i = 0; i < 5; i++) {
        assertThat(SignedCall.about(deployment, id).post("{\"n\":" + i + "}").status())
            .isEqualTo(200);
        Frame frame = client.frame();
        assertThat(frame.head()).isEqualTo(Frame.TEXT);
        assertThat(frame.text()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  @Aws("MS-18")
  @Test
  void anEmptyMessageGoesToDefault() throws IOException {
    try (Client client = deployment.open()) {
      JsonNode event = client.event("");
      assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$default");
      assertThat(event.path("body").toString()).isEqualTo("\"\"");
    }
  }

  @Aws("MS-20")
  @Test
  void whatIsNotUtf8ClosesTheConnection() throws IOException {
    try (Client client = deployment.open()) {
      client.id();
      client.frame(Frame.TEXT, new byte[] {'a', (byte) 0xC3, 'b'});
      Frame close = client.frame();
      assertThat(close.head()).isEqualTo(Frame.CLOSE);
      assertThat(close.closeCode()).isEqualTo(1007);
    }
  }

  private static void assertClosed(Client client, int code) throws IOException {
    assertClosed(client, code, "");
  }

  private static void assertClosed(Client client, int code, String reason) throws IOException {
    Frame close = client.frame();
    assertThat(close.head()).isEqualTo(Frame.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.closeReason()).isEqualTo(reason);
    client.frame(Frame.CLOSE, close.payload());
    assertThat(client.isAtEnd()).isTrue();
  }

  private static void sendInFrames(Client client, byte[] message) throws IOException {
    for (int at = 0; at < message.length; at += FRAME) {
      int end = Math.min(at + FRAME, message.length);
      int head = (at == 0 ? 1 : 0) | (end == message.length ? Frame.LAST : 0);
      client.frame(head, Arrays.copyOfRange(message, at, end));
    }
  }

  /** Returns a message of this many bytes that is answered with {@code taken}. */
  private static byte[] padded(String test, int bytes) {
    String answer = "{\"statusCode\":200,\"body\":\"taken\"}";
    String bare = Text.message("answer", "answer", answer, "test", test, "padding", "");
    String message =
        bare.replace(
            "\"padding\":\"\"", "\"padding\":\"" + "x".repeat(bytes - bare.length()) + '"');
    return message.getBytes(UTF_8);
  }
}
