package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class CompressionIT {
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final int COMPRESSED_TEXT = Frame.TEXT | Frame.COMPRESSED;

  private final Deployment deployment;

  CompressionIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"HS-24", "OB-15"})
  @Test
  void theOfferReachesTheFunctionUntouchedAndIsAccepted() throws IOException {
    String offer = "permessage-deflate; client_max_window_bits";
    String test = Text.unique();
    try (Client client = Client.connect(deployment.url("test", test));
        Captured captured = new Captured(deployment)) {
      HttpAnswer answer = client.upgrade(EXTENSIONS + ": " + offer);
      assertThat(answer.header(EXTENSIONS).orElse("")).startsWith("permessage-deflate");
      assertThat(captured.eventOfTest("CONNECT", test).at("/headers/" + EXTENSIONS).asText())
          .isEqualTo(offer);
    }
  }

  @Aws({"HS-24", "OB-16"})
  @Test
  void aSmallerWindowIsAgreedOn() throws IOException {
    try (Client client = Client.connect(deployment.url())) {
      HttpAnswer answer =
          client.upgrade(
              EXTENSIONS
                  + ": permessage-deflate; server_max_window_bits=12; client_max_window_bits=12");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header(EXTENSIONS))
          .contains("permessage-deflate;server_max_window_bits=12");
    }
  }

  @Aws("HS-24")
  @Test
  void withoutAnOfferNothingIsCompressed() throws IOException {
    try (Client client = Client.connect(deployment.url())) {
      assertThat(client.upgrade().header(EXTENSIONS)).isEmpty();
      client.send(Text.message("echo"));
      assertThat(client.frame().head()).isEqualTo(Frame.TEXT);
    }
  }

  /** Each message may refer to what was in those before. */
  @Aws("HS-24")
  @Test
  void compressedMessagesReachTheirRouteAsText() throws IOException {
    try (Client client = compressing();
        Deflate deflate = new Deflate()) {
      for (int i = 0; i < 3; i++) {
        String message = Text.message("echo", "text", i + " zip ".repeat(500));
        client.frame(COMPRESSED_TEXT, deflate.deflated(message.getBytes(StandardCharsets.UTF_8)));
        assertThat(Text.json(text(client, deflate)).path("body").asText()).isEqualTo(message);
      }
    }
  }

  @Aws({"HS-24", "MS-06"})
  @Test
  void aCompressedMessageMayBeFragmented() throws IOException {
    try (Client client = compressing();
        Deflate deflate = new Deflate()) {
      byte[] payload = deflate.deflated(Text.message("echo").getBytes(StandardCharsets.UTF_8));
      client.frame(Frame.TEXT_WITH_MORE | Frame.COMPRESSED, Arrays.copyOf(payload, 5));
      client.frame(Frame.LAST, Arrays.copyOfRange(payload, 5, payload.length));
      assertThat(Text.json(text(client, deflate)).path("body").asText())
          .isEqualTo(Text.message("echo"));
    }
  }

  @Aws("HS-24")
  @Test
  void whoOffersCompressionMayStillSendPlainText() throws IOException {
    try (Client client = compressing();
        Deflate deflate = new Deflate()) {
      client.send(Text.message("echo"));
      assertThat(Text.json(text(client, deflate)).path("body").asText())
          .isEqualTo(Text.message("echo"));
    }
  }

  @Aws({"HS-24", "MS-01"})
  @Test
  void whatCountsIsTheSizeOfTheMessageThatComesOutOfIt() throws IOException {
    try (Client client = compressing();
        Deflate deflate = new Deflate()) {
      byte[] payload = deflate.deflated("a".repeat(300_000).getBytes(StandardCharsets.UTF_8));
      assertThat(payload).hasSizeLessThan(1000);
      client.frame(COMPRESSED_TEXT, payload);
      Frame frame = client.frame();
      assertThat(frame.head()).isEqualTo(Frame.CLOSE);
      assertThat(frame.closeCode()).isEqualTo(1009);
    }
  }

  /** Reads a message, compressed or not. */
  private static String text(Client client, Deflate deflate) throws IOException {
    Frame frame = client.frame();
    boolean isCompressed = (frame.head() & Frame.COMPRESSED) != 0;
    assertThat(frame.head() & 0x0f).isEqualTo(Frame.TEXT_WITH_MORE);
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(frame.payload());
    while ((frame.head() & 0x80) == 0) {
      frame = client.frame();
      payload.writeBytes(frame.payload());
    }
    byte[] whole = payload.toByteArray();
    return new String(isCompressed ? deflate.inflated(whole) : whole, StandardCharsets.UTF_8);
  }

  private Client compressing() throws IOException {
    return Client.open(deployment.url(), EXTENSIONS + ": permessage-deflate");
  }
}
