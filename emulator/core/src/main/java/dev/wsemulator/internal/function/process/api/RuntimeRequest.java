package dev.wsemulator.internal.function.process.api;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a function's runtime.
 *
 * @param headers by their names in lower case; the trailers of a streamed body are among them
 * @param body what was sent, or its beginning if it is too long
 * @param size how much was sent
 */
public record RuntimeRequest(
    String method, String path, Map<String, String> headers, byte[] body, long size) {

  /** Returns a header or a trailer, or {@code null}. */
  @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
