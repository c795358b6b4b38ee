package dev.wsemulator.internal.mapping;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * {@code $util} of a mapping template. Public because Velocity calls it by reflection.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">Mapping
 *     template reference</a>
 */
public final class UtilVariable {
  static final UtilVariable INSTANCE = new UtilVariable();

  private UtilVariable() {}

  /** Returns the text with what JavaScript strings escape escaped. */
  public String escapeJavaScript(Object text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toString().toCharArray()) {
      switch (c) {
        case '"', '\'', '\\', '/' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ' || c > '~') {
            out.append("\\u%04X".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  /** Returns the value of a JSON text. */
  public Object parseJson(Object text) {
    return new JsonBody(text.toString()).at("$").orElse("");
  }

  /** Returns the text in the form of a URL's query. */
  public String urlEncode(Object text) {
    return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
  }

  /** Returns the text of a URL's query. */
  public String urlDecode(Object text) {
    return URLDecoder.decode(text.toString(), StandardCharsets.UTF_8);
  }

  /** Returns the text's UTF-8 bytes in Base64. */
  public String base64Encode(Object text) {
    return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the text whose UTF-8 bytes are in Base64. */
  public String base64Decode(Object text) {
    return new String(Base64.getDecoder().decode(text.toString()), StandardCharsets.UTF_8);
  }
}
