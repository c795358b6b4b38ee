package dev.wsemulator.internal.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server's response to a handshake. Immutable.
 *
 * @param statusLine the first line
 * @param headers the headers, in order
 * @param body the body
 */
public record HandshakeResponse(
    String statusLine, List<Map.Entry<String, String>> headers, String body) {
  private static final String HEAD_END = "\r\n\r\n";

  /** Reads a response if it is complete; a body without a length is what has arrived. */
  static Optional<HandshakeResponse> read(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.duplicate().get(all);
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return Optional.empty();
    }
    List<String> lines = Arrays.asList(text.substring(0, end).split("\r\n"));
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    int length = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] pair = line.split(":", 2);
      String value = pair.length == 2 ? pair[1].strip() : "";
      headers.add(Map.entry(pair[0], value));
      if (pair[0].equalsIgnoreCase("Content-Length") && value.matches("\\d{1,9}")) {
        length = Integer.parseInt(value);
      }
    }
    int begin = end + HEAD_END.length();
    boolean isWhole = all.length - begin >= length;
    String body = new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
    return isWhole
        ? Optional.of(new HandshakeResponse(lines.get(0), headers, body))
        : Optional.empty();
  }

  /** Returns the status, or 0 if the first line has none. */
  public int status() {
    String[] parts = statusLine.split(" ");
    return parts.length > 1 && parts[1].matches("\\d{3}") ? Integer.parseInt(parts[1]) : 0;
  }
}
