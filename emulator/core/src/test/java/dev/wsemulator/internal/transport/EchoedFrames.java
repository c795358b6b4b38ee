package dev.wsemulator.internal.transport;

import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Frame;
import dev.wsemulator.testing.Rig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What tests of single frames share. */
final class EchoedFrames {
  static final int FIRST = 0x01;
  static final int MORE = 0x00;
  static final int LAST = 0x80;
  static final int KB = 1024;

  private EchoedFrames() {}

  static Rig echo() {
    return new Rig().route("$disconnect", Rig.OK).echo().verified(false).start();
  }

  static byte[] letters(int count) {
    return bytes("a".repeat(count));
  }

  /** Reads a message and returns it; its frames must be within the quota. */
  static String message(RawClient client) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    Frame frame = client.read();
    assertThat(frame.head() & 0x0f).as("first opcode").isEqualTo(1);
    while (true) {
      assertThat(frame.payload().length).isLessThanOrEqualTo(32 * KB);
      message.writeBytes(frame.payload());
      if ((frame.head() & 0x80) != 0) {
        return message.toString(StandardCharsets.UTF_8);
      }
      frame = client.read();
      assertThat(frame.head() & 0x0f).as("further opcode").isZero();
    }
  }
}
