package dev.wsemulator.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer of what stands between a client and the gateway, such as a proxy, a firewall or the
 * sign-in page of a network: a status, headers and a page of its own. Immutable.
 */
public final class IntermediaryAnswer {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final List<String> OF_LENGTH =
      List.of("content-type", "content-length", "transfer-encoding");
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final int status;
  private final String contentType;
  private final String body;
  private final List<String> headers;

  private IntermediaryAnswer(int status, String contentType, String body, List<String> headers) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "An answer's HTTP status is from 200 to 599, and not %d.".formatted(status));
    }
    if ((status == NO_CONTENT || status == NOT_MODIFIED) && !body.isEmpty()) {
      throw new IllegalArgumentException(
          "An answer with the status %d has no body. Leave the body out.".formatted(status));
    }
    if (contentType.indexOf('\r') >= 0 || contentType.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("A content type has one line.");
    }
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = List.copyOf(headers);
  }

  /**
   * Returns an answer without a body and without headers of its own.
   *
   * @param status 200 to 599
   */
  public static IntermediaryAnswer of(int status) {
    return new IntermediaryAnswer(status, "", "", List.of());
  }

  /** Returns this with a body in UTF-8 and its media type, such as {@code text/html}. */
  public IntermediaryAnswer withBody(String type, String text) {
    return new IntermediaryAnswer(status, type, text, headers);
  }

  /**
   * Returns this with a further header.
   *
   * @throws IllegalArgumentException if HTTP does not allow it, or if it is about the body
   */
  public IntermediaryAnswer withHeader(String name, String value) {
    if (!NAME.matcher(name).matches() || value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "\"%s: %s\" is not a header of HTTP.".formatted(name, value));
    }
    if (OF_LENGTH.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header %s comes from the body and its type. Set these.".formatted(name));
    }
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value.strip());
    return new IntermediaryAnswer(status, contentType, body, more);
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the media type of the body; empty if the answer does not say it. */
  public String contentType() {
    return contentType;
  }

  /** Returns the body; may be empty. */
  public String body() {
    return body;
  }

  /** Returns the headers besides those about the body, as lines {@code name: value}, in order. */
  public List<String> headers() {
    return headers;
  }

  /** Reads it from the admin API's words. */
  static IntermediaryAnswer of(FaultWords given) {
    IntermediaryAnswer answer =
        of(given.number("status", 502)).withBody(given.text("type", ""), given.text("body", ""));
    for (String line : given.text("headers", "").split("\\R")) {
      int colon = line.indexOf(':');
      if (colon < 0 && !line.isBlank()) {
        throw new IllegalArgumentException(
            "\"%s\" is not a header. Write lines such as \"Retry-After: 5\".".formatted(line));
      }
      answer =
          colon < 0
              ? answer
              : answer.withHeader(line.substring(0, colon), line.substring(colon + 1));
    }
    return answer;
  }

  /** Returns the admin API's words of it. */
  Map<String, Object> words() {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("status", status);
    words.put("type", contentType);
    words.put("body", body);
    words.put("headers", String.join("\n", headers));
    return words;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntermediaryAnswer answer && answer.words().equals(words());
  }

  @Override
  public int hashCode() {
    return words().hashCode();
  }

  /**
   * Returns what its reader sees, in one line: the status, the headers and how long the body is.
   */
  @Override
  public String toString() {
    String lines = headers.stream().map(line -> ", " + line).collect(Collectors.joining());
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String content = contentType.isEmpty() ? "" : " of " + contentType;
    return "%d with %d bytes%s%s".formatted(status, length, content, lines);
  }
}
