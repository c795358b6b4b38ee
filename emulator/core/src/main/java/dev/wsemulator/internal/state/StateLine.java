package dev.wsemulator.internal.state;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** A line of a log: a checksum, a blank, and JSON. */
final class StateLine {
  /** The version of the format that is written, and read. */
  static final int FORMAT = 1;

  private static final int CHECKSUM = 8;

  private StateLine() {}

  /** Returns the first line of a log, with its end. */
  static byte[] head() {
    return of("{\"format\":" + FORMAT + "}");
  }

  /** Returns the line of changes that are made together, with its end. */
  static byte[] of(List<StateChange> changes) {
    StringBuilder json = new StringBuilder("[");
    for (StateChange change : changes) {
      json.append(json.length() > 1 ? "," : "")
          .append("{\"path\":")
          .append(JsonText.quoted(change.path()))
          .append(",\"document\":")
          .append(change.json())
          .append('}');
    }
    return of(json.append(']').toString());
  }

  private static byte[] of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] head = (checksum(bytes) + " ").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + bytes.length + 1)
        .put(head)
        .put(bytes)
        .put((byte) '\n')
        .array();
  }

  /** Returns what a line without its end holds; empty if it is damaged. */
  static Optional<Json> parse(byte[] line) {
    if (line.length <= CHECKSUM) {
      return Optional.empty();
    }
    String checksum = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
    byte[] json = Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
    return checksum.equals(checksum(json)) ? Json.parse(json) : Optional.empty();
  }

  private static String checksum(byte[] json) {
    CRC32 crc = new CRC32();
    crc.update(json);
    String hex = Long.toHexString(crc.getValue());
    return "0".repeat(CHECKSUM - hex.length()) + hex;
  }
}
