package dev.wsemulator.internal.transport;

import static dev.wsemulator.internal.transport.EchoedFrames.FIRST;
import static dev.wsemulator.internal.transport.EchoedFrames.KB;
import static dev.wsemulator.internal.transport.EchoedFrames.LAST;
import static dev.wsemulator.internal.transport.EchoedFrames.MORE;
import static dev.wsemulator.internal.transport.EchoedFrames.echo;
import static dev.wsemulator.internal.transport.EchoedFrames.letters;
import static dev.wsemulator.internal.transport.EchoedFrames.message;
import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, right and wrong, byte by byte. */
class FramesTest {
  private static String reason(Frame close) {
    return new String(close.payload(), 2, close.payload().length - 2, StandardCharsets.UTF_8);
  }

  private static void assertClosed(Rig rig, RawClient client, int code) throws Exception {
    Frame close = client.read();
    assertThat(close.head()).isEqualTo(0x88);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
        .isEqualTo("" + code);
  }

  @Aws("MS-02")
  @Test
  void aFrameOf32KilobytesIsAccepted() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, letters(32 * KB));
      assertThat(message(client)).hasSize(32 * KB);
    }
  }

  @Aws({"MS-02", "MS-03", "MS-05", "DC-16", "OB-78"})
  @ParameterizedTest
  @ValueSource(ints = {32 * KB + 1, 33 * KB, 200 * KB})
  void aLongerFrameClosesTheConnectionWithoutReason(int size) throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, letters(size));
      Frame close = client.read();
      assertThat(close.head()).isEqualTo(0x88);
      assertThat(close.payload()).containsExactly(3, 0xf1);
      assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
          .isEqualTo("1009");
    }
  }

  /** A header that promises more bytes than anybody would keep in memory. */
  @Aws("MS-03")
  @Test
  void aFrameThatPromisesExabytesClosesTheConnection() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.write(new byte[] {(byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 1, 2});
      client.write(new byte[] {3, 4});
      assertThat(client.read().closeCode()).isIn(1002, 1009);
    }
  }

  @Aws({"MS-03", "MS-05"})
  @Test
  void aFrameThatIsRefusedByItsHeaderIsRefusedWithoutReason() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.write(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 32, 0, 0, 1, 2, 3, 4, 5});
      assertThat(client.read().payload()).containsExactly(3, 0xf1);
      assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectReason")).isEmpty();
    }
  }

  @Aws({"MS-06", "OB-79"})
  @Test
  void fragmentsAreOneMessage() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(FIRST, letters(25 * KB));
      client.frame(MORE, letters(25 * KB));
      client.frame(MORE, letters(25 * KB));
      client.frame(LAST, letters(25 * KB));
      assertThat(message(client)).hasSize(100 * KB);
      rig.event("MESSAGE");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Aws({"MS-01", "OB-80"})
  @Test
  void exactly128KilobytesAreAccepted() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(FIRST, letters(32 * KB));
      client.frame(MORE, letters(32 * KB));
      client.frame(MORE, letters(32 * KB));
      client.frame(LAST, letters(32 * KB));
      assertThat(message(client)).hasSize(131072);
    }
  }

  @Aws({"MS-01", "MS-03", "OB-80"})
  @Test
  void oneByteMoreThan128KilobytesClosesTheConnection() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(FIRST, letters(32 * KB));
      client.frame(MORE, letters(32 * KB));
      client.frame(MORE, letters(32 * KB));
      client.frame(MORE, letters(32 * KB));
      client.frame(LAST, letters(1));
      assertClosed(rig, client, 1009);
    }
  }

  @Aws({"MS-07", "OB-81"})
  @Test
  void sizeIsCountedInBytes() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.text("é".repeat(16 * KB));
      assertThat(message(client)).isEqualTo("é".repeat(16 * KB));
      client.text("é".repeat(16 * KB) + "a");
      assertClosed(rig, client, 1009);
    }
  }

  /** A character whose bytes are in two frames. */
  @Aws({"MS-07", "MS-06"})
  @Test
  void aCharacterMayBeCutByTheFrames() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      byte[] smile = bytes("😀");
      client.frame(FIRST, new byte[] {smile[0], smile[1]});
      client.frame(LAST, new byte[] {smile[2], smile[3]});
      assertThat(message(client)).isEqualTo("😀");
    }
  }

  @Aws({"REC-083", "MS-04", "MS-05", "DC-16", "OB-82"})
  @Test
  void aBinaryFrameClosesTheConnectionAndIsToldWhy() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(0x82, new byte[] {1, 2, 3});
      Frame close = client.read();
      assertThat(close.head()).isEqualTo(0x88);
      assertThat(close.closeCode()).isEqualTo(1003);
      assertThat(reason(close)).isEqualTo("Binary is not supported");
      Json event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1003");
      assertThat(at(event, "requestContext", "disconnectReason"))
          .isEqualTo("Binary is not supported");
    }
  }

  @Aws({"REC-084", "DC-10"})
  @Test
  void aCloseIsAnsweredWithItsCodeAndReason() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      byte[] reason = bytes("..probe-complete");
      reason[0] = (byte) (1000 >> 8);
      reason[1] = (byte) 1000;
      client.frame(0x88, reason);
      Frame close = client.read();
      assertThat(close.head()).isEqualTo(0x88);
      assertThat(close.payload()).isEqualTo(reason);
      assertThat(client.isAtEnd()).isTrue();
      Json event = rig.event("DISCONNECT");
      assertThat(at(event, "requestContext", "disconnectStatusCode")).isEqualTo("1000");
      assertThat(at(event, "requestContext", "disconnectReason")).isEqualTo("probe-complete");
    }
  }

  @Aws({"MS-15", "OB-86"})
  @Test
  void aPingIsAnsweredWithItsData() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      byte[] data = new byte[125];
      data[7] = (byte) 0xff;
      client.frame(FIRST, bytes("a"));
      client.frame(0x89, data);
      Frame pong = client.read();
      assertThat(pong.head()).isEqualTo(0x8a);
      assertThat(pong.payload()).isEqualTo(data);
      client.frame(0x8a, bytes("unasked"));
      client.frame(LAST, bytes("b"));
      assertThat(message(client)).isEqualTo("ab");
      rig.event("MESSAGE");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Aws("MS-18")
  @Test
  void anEmptyMessageGoesToDefault() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.text("");
      assertThat(message(client)).isEmpty();
      assertThat(at(rig.event("MESSAGE"), "body")).isEmpty();
    }
  }

  @Aws("MS-20")
  @Test
  void invalidUtf8ClosesTheConnection() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(RawClient.TEXT, new byte[] {(byte) 0xc3, 0x28});
      assertClosed(rig, client, 1007);
    }
  }

  /** A client must mask. */
  @Aws("DC-16")
  @Test
  void anUnmaskedFrameIsAProtocolError() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.unmasked(RawClient.TEXT, bytes("hi"));
      assertClosed(rig, client, 1002);
    }
  }

  /**
   * DC-16: reserved opcodes, reserved bits, a control frame in pieces, a continuation of nothing.
   */
  @Aws("DC-16")
  @ParameterizedTest
  @ValueSource(ints = {0x83, 0x8b, 0xc1, 0xa1, 0x91, 0x09, 0x80})
  void aWrongFirstByteIsAProtocolError(int head) throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      client.frame(head, bytes("hi"));
      assertClosed(rig, client, 1002);
    }
  }

  /** Close frames may not be one byte long, nor carry a code that is not for the wire. */
  @Aws("DC-16")
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 999, 1005, 1006, 1015})
  void aWrongCloseFrameIsAProtocolError(int code) throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      byte[] payload = code < 0 ? new byte[1] : new byte[] {(byte) (code >> 8), (byte) code};
      client.frame(0x88, payload);
      assertClosed(rig, client, 1002);
    }
  }

  @Aws("HS-17")
  @Test
  void garbageInsteadOfAHandshakeHarmsNobody() throws Exception {
    try (Rig rig = echo();
        RawClient client = rig.open()) {
      try (RawClient garbage = RawClient.connect(rig.url())) {
        garbage.write(new byte[] {0x16, 3, 1, 0, -1, -2, 13, 10, 13, 10, 0, 0});
      }
      try (RawClient half = RawClient.connect(rig.url())) {
        half.write(bytes("GET /dev HTTP/1.1\r\nHost: localhost\r\nUpgrade: webs"));
      }
      try (RawClient silent = RawClient.connect(rig.url())) {
        assertThat(silent).isNotNull();
      }
      client.text("hi");
      assertThat(message(client)).isEqualTo("hi");
    }
  }

  /** An upgrade that lacks what RFC 6455 demands. */
  @Aws("HS-25")
  @Test
  void anUpgradeWithoutKeyIsABadRequest() throws Exception {
    try (Rig rig = echo();
        RawClient client = RawClient.connect(rig.url())) {
      String request =
          "GET /dev HTTP/1.1\r\nHost: "
              + rig.url().getAuthority()
              + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n";
      assertThat(client.request(request).status()).isEqualTo(400);
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  /** Junk on one connection does not disturb another. */
  @Aws({"RT-02", "ER-05"})
  @Test
  void tenThousandJunkMessagesDoNotDisturbOthers() throws Exception {
    int junk = 10_000;
    try (Rig rig =
            new Rig()
                .twoWay("x", Rig::echoed)
                .also(builder -> builder.quotas(Quotas.builder().withoutThrottling().build()))
                .start();
        RawClient noisy = rig.open();
        RawClient quiet = rig.open()) {
      CompletableFuture<Integer> refused = CompletableFuture.supplyAsync(() -> count(noisy, junk));
      for (int i = 0; i < junk; i++) {
        noisy.text("}{" + i);
        if (i % 1000 == 0) {
          String message = "{\"action\":\"x\",\"n\":" + i + "}";
          quiet.text(message);
          assertThat(message(quiet)).isEqualTo(message);
        }
      }
      assertThat(refused.get()).isEqualTo(junk);
    }
  }

  private static int count(RawClient client, int expected) {
    try {
      int count = 0;
      while (count < expected && client.read().text().contains("\"Forbidden\"")) {
        count++;
      }
      return count;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
