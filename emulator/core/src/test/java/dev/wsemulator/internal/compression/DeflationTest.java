package dev.wsemulator.internal.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflationTest {
  private static final NegotiatedDeflate PLAIN = new NegotiatedDeflate(0, false, false);
  private static final int MB = 1024 * 1024;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] repeating(int length, int period) {
    byte[] once = random(period);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = once[i % period];
    }
    return bytes;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static byte[] inflated(Inflation inflation, ByteBuffer payload)
      throws DataFormatException {
    return bytes(inflation.inflate(payload, true, MB));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 8191, 8192, 32_768, 131_072, 1_000_000})
  void whatIsDeflatedInflatesToTheSame(int length) throws Exception {
    for (int bits : new int[] {0, 8, 9, 12, 14, 15}) {
      NegotiatedDeflate agreement = new NegotiatedDeflate(bits, false, false);
      try (Inflation inflation = new Inflation(agreement)) {
        for (byte[] message : new byte[][] {random(length), repeating(length, 300)}) {
          ByteBuffer payload = new Deflation(agreement).deflate(message);
          assertThat(inflated(inflation, payload)).as("window of %d", bits).isEqualTo(message);
        }
      }
    }
  }

  @Test
  void repetitionsAreMadeShort() {
    assertThat(new Deflation(PLAIN).deflate(repeating(100_000, 300)).remaining()).isLessThan(2_000);
  }

  /** A window of 256 bytes cannot see a repetition after 300. */
  @Test
  void noMessageRefersFurtherBackThanTheWindow() {
    Deflation small = new Deflation(new NegotiatedDeflate(8, false, false));
    assertThat(small.deflate(repeating(10_000, 300)).remaining()).isGreaterThan(10_000);
    assertThat(small.deflate(repeating(10_000, 30)).remaining()).isLessThan(5_000);
  }

  @Test
  void aFrameIsInflatedNoFurtherThanItsLimit() throws Exception {
    byte[] zeros = new byte[64 * MB];
    ByteBuffer bomb = new Deflation(PLAIN).deflate(zeros);
    try (Inflation inflation = new Inflation(PLAIN)) {
      assertThat(inflation.inflate(bomb, true, 1000).remaining()).isEqualTo(1001);
    }
    try (Inflation inflation = new Inflation(PLAIN)) {
      ByteBuffer exactly = new Deflation(PLAIN).deflate(new byte[1000]);
      assertThat(inflation.inflate(exactly, true, 1000).remaining()).isEqualTo(1000);
    }
  }

  /** A client may refer to what it sent before, and cut a message anywhere. */
  @Test
  void framesGoOnWhereTheOneBeforeEnded() throws Exception {
    byte[] message = random(5_000);
    Deflater client = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (Inflation inflation = new Inflation(PLAIN)) {
      for (int i = 0; i < 3; i++) {
        byte[] wire = clientSide(client, message, Deflater.SYNC_FLUSH);
        assertThat(wire.length).isLessThan(i == 0 ? 6_000 : 200);
        ByteBuffer inflated = ByteBuffer.allocate(5_000);
        for (int at = 0; at < wire.length; at++) {
          ByteBuffer frame = ByteBuffer.wrap(wire, at, 1);
          inflated.put(inflation.inflate(frame, at == wire.length - 1, MB));
        }
        assertThat(inflated.array()).isEqualTo(message);
      }
    }
    client.end();
  }

  private static byte[] clientSide(Deflater deflater, byte[] message, int flush) {
    byte[] output = new byte[2 * message.length + 100];
    deflater.setInput(message);
    int length = deflater.deflate(output, 0, output.length, flush) - 4;
    return java.util.Arrays.copyOf(output, length);
  }

  @Test
  void aClientThatForgetsBeginsAnew() throws Exception {
    NegotiatedDeflate forgetting = new NegotiatedDeflate(0, false, true);
    byte[] message = random(500);
    try (Inflation inflation = new Inflation(forgetting)) {
      assertThat(inflated(inflation, new Deflation(forgetting).deflate(message)))
          .isEqualTo(message);
      Deflater client = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
      client.setDictionary(message); // as one that does not forget
      byte[] referring = clientSide(client, message, Deflater.SYNC_FLUSH);
      client.end();
      assertThatThrownBy(() -> inflated(inflation, ByteBuffer.wrap(referring)))
          .isInstanceOf(DataFormatException.class);
    }
  }

  /** RFC 7692, 7.2.3.5 and 7.2.3.4: two blocks, and a block that is the last of its stream. */
  @Test
  void theExamplesOfTheRfcInflate() throws Exception {
    byte[] twoBlocks = {
      (byte) 0xf2,
      0x48,
      0x05,
      0,
      0,
      0,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xca,
      (byte) 0xc9,
      (byte) 0xc9,
      0x07,
      0
    };
    byte[] last = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0, 0};
    try (Inflation inflation = new Inflation(PLAIN)) {
      assertThat(inflated(inflation, ByteBuffer.wrap(twoBlocks))).asString().isEqualTo("Hello");
      assertThat(inflated(inflation, ByteBuffer.wrap(last))).asString().isEqualTo("Hello");
      assertThat(inflated(inflation, ByteBuffer.wrap(twoBlocks))).asString().isEqualTo("Hello");
      assertThat(inflated(inflation, ByteBuffer.wrap(new byte[] {0}))).isEmpty();
      assertThat(inflated(inflation, ByteBuffer.allocate(0))).isEmpty();
    }
  }

  @Test
  void nonsenseIsNotInTheFormat() {
    try (Inflation inflation = new Inflation(PLAIN)) {
      assertThatThrownBy(() -> inflated(inflation, ByteBuffer.wrap(new byte[] {-1, -1, -1})))
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void whatComesAfterTheEndIsNotRead() throws Exception {
    Inflation inflation = new Inflation(PLAIN);
    inflated(inflation, new Deflation(PLAIN).deflate(random(10)));
    inflation.close();
    assertThat(inflated(inflation, new Deflation(PLAIN).deflate(random(10)))).isEmpty();
  }
}
