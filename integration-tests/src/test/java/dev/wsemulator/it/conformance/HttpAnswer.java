package dev.wsemulator.it.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param status the status
 * @param headers the headers in their order, each with its name in its case
 * @param body the bytes
 */
record HttpAnswer(int status, List<Header> headers, byte[] body) {

  /** A header as it came. */
  record Header(String name, String value) {}

  static HttpAnswer read(InputStream in) throws IOException {
    String statusLine = line(in);
    List<Header> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    int length =
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase("content-length"))
            .mapToInt(header -> Integer.parseInt(header.value()))
            .findFirst()
            .orElse(0);
    return new HttpAnswer(status, headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The server ended the connection after: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Returns a header's value, whatever the case of its name. */
  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }

  /** Returns the names in their case. */
  List<String> names() {
    return headers.stream().map(Header::name).toList();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
