package dev.wsemulator.internal.integration;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response of a back end of a non-proxy integration. Immutable by convention: the body must not
 * be modified.
 *
 * @param status the corresponding HTTP status
 * @param headers its headers, with all their values
 * @param body its body
 * @param selector what the keys of integration responses are compared with; {@code null} for a
 *     function that did not fail
 */
record BackendResponse(
    int status, Map<String, List<String>> headers, byte[] body, @Nullable String selector) {

  /** Returns the body as text. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
