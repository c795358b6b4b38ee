package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.api.HttpApi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as events have it. Immutable.
 *
 * @param text the body, or its Base64; {@code null} if there is none
 * @param isBase64 whether it is Base64
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html">Binary
 *     media types of REST APIs</a>
 */
record Payload(@Nullable String text, boolean isBase64) {
  /** What HTTP APIs take for text, beside {@code text/*}. */
  private static final Set<String> TEXT =
      Set.of("application/json", "application/xml", "application/javascript");

  static Payload of(HttpCall call) {
    byte[] body = call.request().body();
    if (body.length == 0) {
      return new Payload(null, false);
    }
    String type = mediaType(call.request().header("Content-Type").orElse(""));
    HttpApi api = call.target().api();
    boolean isBinary =
        call.target().isRest() ? isOneOf(type, api.binaryMediaTypes()) : !isText(type);
    return isBinary
        ? new Payload(Base64.getEncoder().encodeToString(body), true)
        : new Payload(new String(body, StandardCharsets.UTF_8), false);
  }

  private static boolean isText(String type) {
    return type.startsWith("text/") || TEXT.contains(type);
  }

  /** Returns the media type of a header's value, without parameters. */
  static String mediaType(String value) {
    return value.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a media type is one of those of a list, which may have wildcards. */
  static boolean isOneOf(String type, List<String> patterns) {
    return patterns.stream()
        .map(pattern -> pattern.replace("~1", "/").toLowerCase(Locale.ROOT))
        .anyMatch(
            pattern ->
                pattern.equals("*/*")
                    || pattern.equals(type)
                    || pattern.endsWith("/*")
                        && type.startsWith(pattern.substring(0, pattern.length() - 1)));
  }
}
