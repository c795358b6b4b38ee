package dev.wsemulator.internal.transport;

import static dev.wsemulator.internal.transport.EchoedFrames.FIRST;
import static dev.wsemulator.internal.transport.EchoedFrames.KB;
import static dev.wsemulator.internal.transport.EchoedFrames.LAST;
import static dev.wsemulator.internal.transport.EchoedFrames.echo;
import static dev.wsemulator.internal.transport.EchoedFrames.letters;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Framing;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames that a client gets. */
class FramesToClientsTest {
  @Aws({"REC-073", "MS-19", "RR-03"})
  @Test
  void aReplyIsOneTextFrameWithExactlyTheBody() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"echo\"}");
      Frame reply = client.read();
      assertThat(reply.head()).isEqualTo(0x81);
      assertThat(reply.text()).isEqualTo("{\"action\":\"echo\"}");
    }
  }

  @Aws("REC-075")
  @Test
  void aReplyOfSomeHundredBytesIsSometimesCutAfter128() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      Set<Integer> firstFrames = new HashSet<>();
      for (int i = 0; i < 40; i++) {
        client.frame(RawClient.TEXT, letters(900));
        Frame frame = client.read();
        firstFrames.add(frame.head() << 16 | frame.payload().length);
        if (frame.payload().length < 900) {
          frame = client.read();
          assertThat(frame.head()).isEqualTo(0x80);
          assertThat(frame.payload()).hasSize(772);
        }
      }
      assertThat(firstFrames).containsExactlyInAnyOrder(0x81 << 16 | 900, 0x01 << 16 | 128);
    }
  }

  @Aws({"REC-024", "MS-08"})
  @Test
  void a32KilobyteMessageComesInSeveralUnevenFrames() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, letters(32 * KB));
      List<Integer> lengths = new ArrayList<>();
      Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(0x01);
      for (; (frame.head() & 0x80) == 0; frame = client.read()) {
        lengths.add(frame.payload().length);
      }
      assertThat(frame.head()).isEqualTo(0x80);
      assertThat(lengths).isNotEmpty();
    }
  }

  @Aws("MS-08")
  @Test
  void evenFramingCutsAtTheQuotaOnly() throws Exception {
    try (Rig rig = new Rig().echo().also(b -> b.framing(Framing.even())).start();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, letters(32 * KB));
      Frame whole = client.read();
      assertThat(whole.head()).isEqualTo(0x81);
      assertThat(whole.payload()).hasSize(32 * KB);
      client.frame(FIRST, letters(32 * KB));
      client.frame(LAST, letters(10));
      Frame first = client.read();
      assertThat(first.head()).isEqualTo(0x01);
      assertThat(first.payload()).hasSize(32 * KB);
      assertThat(client.read().payload()).hasSize(10);
    }
  }

  /** The second is longer than any event of Lambda. */
  @Aws("MS-01")
  @ParameterizedTest
  @ValueSource(ints = {2_000_000, 7_000_000})
  void withRaisedQuotasALongReplyArrives(int length) throws Exception {
    try (Rig rig =
            new Rig()
                .echo()
                .quota("frameBytes", "8000000")
                .quota("messageBytes", "8000000")
                .start();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, letters(length));
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      Frame frame = client.read();
      for (; (frame.head() & 0x80) == 0; frame = client.read()) {
        reply.writeBytes(frame.payload());
      }
      reply.writeBytes(frame.payload());
      assertThat(reply.size()).isEqualTo(length);
    }
  }

  @Aws({"REC-023", "REC-024", "MS-08", "OB-84"})
  @ParameterizedTest
  @ValueSource(ints = {32_768, 32_769, 131_072})
  void aLongPostComesInUnevenFramesWithinTheQuota(int size) throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      assertThat(post(rig, "é".repeat(size / 2) + "a".repeat(size % 2))).isEqualTo(200);
      List<Integer> lengths = new ArrayList<>();
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      Frame frame = client.read();
      assertThat(frame.head()).isEqualTo(0x01);
      for (; (frame.head() & 0x80) == 0; frame = client.read()) {
        assertThat(frame.head()).isEqualTo(lengths.isEmpty() ? 0x01 : 0x00);
        lengths.add(frame.payload().length);
        message.writeBytes(frame.payload());
      }
      assertThat(frame.head()).isEqualTo(0x80);
      lengths.add(frame.payload().length);
      message.writeBytes(frame.payload());
      assertThat(lengths).allMatch(length -> length > 0 && length <= 32_768);
      assertThat(new HashSet<>(lengths)).hasSizeGreaterThan(1);
      assertThat(message.toString(StandardCharsets.UTF_8))
          .isEqualTo("é".repeat(size / 2) + "a".repeat(size % 2));
    }
  }

  private static int post(Rig rig, String body) throws Exception {
    URI url =
        URI.create(
            rig.emulator().connectionsEndpoint()
                + "/@connections/"
                + rig.lastId().replace("=", "%3D"));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }
}
