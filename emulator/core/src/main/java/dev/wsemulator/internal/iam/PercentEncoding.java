package dev.wsemulator.internal.iam;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The percent encoding of signed requests: everything but letters, digits and {@code -_.~} is
 * encoded, in upper-case hexadecimal digits.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
final class PercentEncoding {
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /** Returns a path encoded, but for its slashes. */
  static String ofPath(String text) {
    return encode(text, "-_.~/");
  }

  /** Returns a query parameter's name or value encoded. */
  static String ofQuery(String text) {
    return encode(text, "-_.~");
  }

  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(UPPER.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /** Returns a text decoded; a percent sign that encodes nothing stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      boolean isEscape =
          encoded[i] == '%'
              && i + 2 < encoded.length
              && HexFormat.isHexDigit(encoded[i + 1])
              && HexFormat.isHexDigit(encoded[i + 2]);
      if (isEscape) {
        decoded.write(
            HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        decoded.write(encoded[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
