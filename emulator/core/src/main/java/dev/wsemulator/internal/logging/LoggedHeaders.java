package dev.wsemulator.internal.logging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Headers as the execution log shows them, with secrets redacted to their last six characters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">"API
 *     Gateway redacts authorization headers, API key values, and similar sensitive request
 *     parameters"</a>
 */
final class LoggedHeaders {
  private static final int SHOWN = 6;
  private static final Set<String> SECRET =
      Set.of("authorization", "proxy-authorization", "x-api-key", "x-amz-security-token");

  private LoggedHeaders() {}

  static String text(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + "=" + value(header.getKey(), header.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(String name, List<String> values) {
    String value = String.join(", ", values);
    return SECRET.contains(name.toLowerCase(Locale.ROOT)) ? redacted(value) : value;
  }

  private static String redacted(String secret) {
    int hidden = secret.length() > SHOWN ? secret.length() - SHOWN : secret.length();
    return "*".repeat(hidden) + secret.substring(hidden);
  }
}
