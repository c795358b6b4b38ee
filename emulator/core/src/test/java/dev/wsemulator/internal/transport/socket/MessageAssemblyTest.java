package dev.wsemulator.internal.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.testing.Aws;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAssemblyTest {
  private final MessageAssembly assembly = new MessageAssembly(Quotas.aws());

  private CloseCause add(byte[] bytes, boolean last) {
    return assembly.add(ByteBuffer.wrap(bytes), last);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Aws("MS-06")
  @Test
  void framesBecomeOneMessageAndTheNextBeginsAnew() {
    for (String word : new String[] {"grüße", "x", "😀"}) {
      byte[] bytes = utf8(word);
      for (int i = 0; i < bytes.length; i++) {
        assertThat(add(new byte[] {bytes[i]}, i == bytes.length - 1)).isNull();
        assertThat(assembly.takeIfComplete()).isEqualTo(i == bytes.length - 1 ? word : null);
      }
      assertThat(add(bytes, true)).isNull();
      assertThat(assembly.takeIfComplete()).isEqualTo(word);
      assertThat(assembly.takeIfComplete()).isNull();
    }
  }

  /** Copying all of it for every frame takes a thousand times as long. */
  @Aws("MS-06")
  @Test
  void aHundredThousandFramesAreAddedOneByOne() {
    byte[] one = {'a'};
    org.junit.jupiter.api.Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 131_071; i++) {
              assertThat(assembly.add(ByteBuffer.wrap(one), false) == null).isTrue();
            }
            assertThat(add(one, true)).isNull();
            assertThat(assembly.takeIfComplete()).hasSize(131_072);
          }
        });
  }

  @Aws("MS-03")
  @Test
  void emptyFramesWithoutEndAreTooMuch() {
    assertThat(add(new byte[0], false)).isNull();
    for (int i = 0; i < 1000; i++) {
      assertThat(add(new byte[0], false)).isNull();
    }
    assertThat(add(new byte[0], false)).isEqualTo(CloseCause.TOO_BIG);
  }

  @Aws({"MS-01", "MS-02"})
  @Test
  void sizesAreLimited() {
    byte[] longest = new byte[32_768];
    assertThat(add(new byte[32_769], true)).isEqualTo(CloseCause.TOO_BIG);
    for (int i = 0; i < 4; i++) {
      assertThat(add(longest, false)).isNull();
    }
    assertThat(add(new byte[0], false)).isNull();
    assertThat(add(new byte[1], true)).isEqualTo(CloseCause.TOO_BIG);
  }

  @Aws("MS-20")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c0 80",
        "c1 bf",
        "e0 9f bf",
        "ed a0 80",
        "f0 8f bf bf",
        "f4 90 80 80",
        "f5 80 80 80",
        "ff",
        "c3 28",
        "e2 82",
        "f0 9f 98",
        "61 c3"
      })
  void whatIsNotUtf8IsRefusedWholeAndInPieces(String hex) {
    byte[] bytes = hex(hex);
    assertThat(new MessageAssembly(Quotas.aws()).add(ByteBuffer.wrap(bytes), true))
        .isEqualTo(CloseCause.NOT_UTF8);
    CloseCause status = null;
    for (int i = 0; i < bytes.length && status == null; i++) {
      status = add(new byte[] {bytes[i]}, i == bytes.length - 1);
    }
    assertThat(status).isEqualTo(CloseCause.NOT_UTF8);
  }

  @Aws("MS-20")
  @Test
  void wrongBytesAreRefusedBeforeTheMessageEnds() {
    assertThat(add(utf8("a"), false)).isNull();
    assertThat(add(new byte[] {(byte) 0xf4, (byte) 0x90}, false)).isEqualTo(CloseCause.NOT_UTF8);
  }

  @Aws("MS-20")
  @Test
  void theSignForWrongBytesMayBeWritten() {
    assertThat(add(utf8("\ufffd"), true)).isNull();
    assertThat(assembly.takeIfComplete()).isEqualTo("\ufffd");
  }

  @Aws("MS-20")
  @Test
  void allCharactersAreUtf8() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 37) {
      if (c < 0xd800 || c > 0xdfff) {
        all.appendCodePoint(c);
      }
    }
    byte[] bytes = utf8(all.toString());
    Utf8Check check = new Utf8Check();
    assertThat(check.add(bytes, 0, bytes.length) && check.end()).isTrue();
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(check.add(shorter, 0, shorter.length)).isTrue();
    assertThat(check.end()).isFalse();
  }

  private static byte[] hex(String hex) {
    String[] each = hex.split(" ");
    byte[] bytes = new byte[each.length];
    for (int i = 0; i < each.length; i++) {
      bytes[i] = (byte) Integer.parseInt(each[i], 16);
    }
    return bytes;
  }
}
