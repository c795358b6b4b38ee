package dev.wsemulator.internal.transport;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages, byte by byte. */
class CompressionTest {
  private static final int COMPRESSED = 0x40;
  private static final int LAST = 0x80;
  private static final int TEXT = 1;
  private static final int FRAME = 32 * 1024;

  private final Rig rig =
      new Rig().route("$connect", Rig.OK).route("$disconnect", Rig.OK).echo().verified(false);
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);

  @AfterEach
  void close() {
    rig.close();
    deflater.end();
    inflater.end();
  }

  private RawClient open(String offer) throws Exception {
    RawClient client = RawClient.connect(rig.url());
    Answer answer = client.upgrade(rig.url(), "Sec-WebSocket-Extensions: " + offer + "\r\n");
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.headers().get("sec-websocket-extensions")).startsWith("permessage-deflate");
    return client;
  }

  private byte[] deflated(byte[] message) {
    if (message.length == 0) {
      return new byte[1];
    }
    byte[] output = new byte[2 * message.length + 64];
    deflater.setInput(message);
    int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH) - 4;
    return Arrays.copyOf(output, length);
  }

  private String message(RawClient client) throws Exception {
    Frame frame = client.read();
    assertThat(frame.head() & ~LAST & ~COMPRESSED).isEqualTo(TEXT);
    boolean compressed = (frame.head() & COMPRESSED) != 0;
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(frame.payload());
    while ((frame.head() & LAST) == 0) {
      frame = client.read();
      assertThat(frame.head() & ~LAST).isZero();
      assertThat(frame.payload().length).isLessThanOrEqualTo(FRAME);
      payload.writeBytes(frame.payload());
    }
    return compressed ? inflated(payload) : payload.toString("UTF-8");
  }

  private String inflated(ByteArrayOutputStream payload) throws Exception {
    payload.writeBytes(new byte[] {0, 0, -1, -1});
    inflater.setInput(payload.toByteArray());
    byte[] output = new byte[2 * 1024 * 1024];
    return new String(output, 0, inflater.inflate(output), "UTF-8");
  }

  private static String random(int length) {
    return new Random(length)
        .ints(length, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String repeated(int length) {
    return "a message ".repeat(length / 10 + 1).substring(0, length);
  }

  @Aws({"HS-24", "MS-02"})
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 1_000, 8_000, 8_191, 8_192, 8_193, 10_900, 20_000, 32_768})
  void everySizeInOneFrameIsEchoed(int size) throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate; client_max_window_bits")) {
      for (String text : new String[] {random(size), repeated(size), random(size)}) {
        client.frame(LAST | COMPRESSED | TEXT, deflated(bytes(text)));
        assertThat(message(client)).isEqualTo(text);
      }
    }
  }

  @Aws({"HS-24", "MS-01"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; server_max_window_bits=9",
        "permessage-deflate; server_no_context_takeover; client_max_window_bits=15"
      })
  void theLongestMessageInFragmentsIsEchoed(String offer) throws Exception {
    rig.start();
    try (RawClient client = open(offer)) {
      for (String text : new String[] {random(131_072), repeated(131_072)}) {
        fragments(client, deflated(bytes(text)), 5);
        assertThat(message(client)).isEqualTo(text);
      }
    }
  }

  private static void fragments(RawClient client, byte[] payload, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      int head = (i == 0 ? TEXT | COMPRESSED : 0) | (i == count - 1 ? LAST : 0);
      client.frame(
          head,
          Arrays.copyOfRange(
              payload, i * payload.length / count, (i + 1) * payload.length / count));
    }
  }

  @Aws("HS-24")
  @Test
  void messagesThatAreNotCompressedMayBeBetween() throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate")) {
      client.frame(LAST | COMPRESSED | TEXT, deflated(bytes("one")));
      assertThat(message(client)).isEqualTo("one");
      client.text("two");
      assertThat(message(client)).isEqualTo("two");
      client.frame(TEXT, bytes("th"));
      client.frame(LAST, bytes("ree"));
      assertThat(message(client)).isEqualTo("three");
      client.frame(LAST | COMPRESSED | TEXT, deflated(bytes("one")));
      assertThat(message(client)).isEqualTo("one");
    }
  }

  @Aws({"HS-24", "MS-03"})
  @ParameterizedTest
  @CsvSource({"32769, 1", "131073, 8", "10000000, 1"})
  void whatInflatesToMoreThanTheQuotaIsTooBig(int size, int frames) throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate")) {
      fragments(client, deflated(bytes(frames == 1 ? repeated(size) : random(size))), frames);
      Frame close = client.read();
      assertThat(close.head()).isEqualTo(0x88);
      assertThat(close.payload()).containsExactly(3, 0xf1);
      assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
          .isEqualTo("1009");
    }
  }

  @Aws({"HS-24", "DC-16"})
  @ParameterizedTest
  @CsvSource({"0xC1, 1007", "0xE1, 1002", "0xC9, 1002", "0xC8, 1002"})
  void whatCannotBeInflatedEndsTheConnection(String head, int code) throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate")) {
      client.frame(Integer.decode(head), new byte[] {-1, -1, -1, -1});
      Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(code);
      assertThat(close.payload()).hasSize(2);
      assertThat(at(rig.event("DISCONNECT"), "requestContext", "disconnectStatusCode"))
          .isEqualTo("" + code);
      assertThat(rig.emulator().journal().entries(JournalEntry.Closed.class).get(0).why().code())
          .isEqualTo(code == 1007 ? "not-deflated" : "protocol-error");
    }
  }

  @Aws({"HS-24", "DC-16"})
  @Test
  void aContinuationCannotSayThatItIsCompressed() throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate")) {
      client.frame(COMPRESSED | TEXT, deflated(bytes("a")));
      client.frame(LAST | COMPRESSED, deflated(bytes("b")));
      assertThat(client.read().closeCode()).isEqualTo(1002);
    }
  }

  @Aws({"HS-24", "REC-083"})
  @Test
  void aCompressedBinaryFrameIsRefusedAsAnyOther() throws Exception {
    rig.start();
    try (RawClient client = open("permessage-deflate")) {
      client.frame(LAST | COMPRESSED | 2, deflated(bytes("b")));
      Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(1003);
      assertThat(new String(close.payload(), 2, close.payload().length - 2, "UTF-8"))
          .isEqualTo("Binary is not supported");
    }
  }

  @Aws("HS-24")
  @ParameterizedTest
  @ValueSource(strings = {"fragment;maxLength=10", "identity", "rsv1", "permessage-deflate;rsv1"})
  void onlyCompressionIsEverAgreed(String offer) throws Exception {
    rig.start();
    try (RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url(), "Sec-WebSocket-Extensions: " + offer + "\r\n");
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
      client.text("plain");
      assertThat(client.read().text()).isEqualTo("plain");
    }
  }

  @Aws("HS-24")
  @ParameterizedTest
  @ValueSource(strings = {"permessage-deflate;", "a b", "=", "permessage-deflate; x=\"", "(a)"})
  void aMalformedOfferIsABadRequestBeforeConnect(String offer) throws Exception {
    rig.start();
    try (RawClient client = RawClient.connect(rig.url())) {
      Answer answer = client.upgrade(rig.url(), "Sec-WebSocket-Extensions: " + offer + "\r\n");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Bad Request\"}");
    }
    assertThat(rig.eventsLeft()).isZero();
  }

  @Aws("HS-24")
  @Test
  void withRaisedQuotasAMegabyteComesBack() throws Exception {
    rig.quota("frameBytes", "4000000").quota("messageBytes", "4000000").start();
    try (RawClient client = open("permessage-deflate")) {
      String text = random(1_000_000);
      client.frame(LAST | COMPRESSED | TEXT, deflated(bytes(text)));
      assertThat(message(client)).isEqualTo(text);
    }
  }
}
