package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.AwsResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes answers of the query protocol. */
final class XmlAnswer {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  private XmlAnswer() {}

  /** A map of texts, which is written as entries. */
  record Entries(Map<String, String> entries) {}

  /**
   * Returns an answer.
   *
   * @param result texts, maps, lists and {@link Entries} by their names
   */
  static AwsResponse of(String action, Map<String, ?> result) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\"?>\n");
    out.append("<%sResponse xmlns=\"%s\">".formatted(action, NAMESPACE));
    if (!result.isEmpty()) {
      element(out, action + "Result", result);
    }
    element(out, "ResponseMetadata", Map.of("RequestId", requestId()));
    out.append("</%sResponse>".formatted(action));
    return new AwsResponse(
        200, "text/xml", out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static AwsResponse error(int status, String code, String message) {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\"?>\n");
    out.append("<ErrorResponse xmlns=\"%s\"><Error>".formatted(NAMESPACE));
    element(out, "Type", status < 500 ? "Sender" : "Receiver");
    element(out, "Code", code);
    element(out, "Message", message);
    out.append("</Error>");
    element(out, "RequestId", requestId());
    out.append("</ErrorResponse>");
    return new AwsResponse(
        status, "text/xml", out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String requestId() {
    return UUID.randomUUID().toString();
  }

  private static void element(StringBuilder out, String name, @Nullable Object value) {
    out.append('<').append(name).append('>');
    if (value instanceof Entries map) {
      map.entries()
          .forEach(
              (key, text) -> {
                out.append("<entry>");
                element(out, "key", key);
                element(out, "value", text);
                out.append("</entry>");
              });
    } else if (value instanceof Map<?, ?> members) {
      members.forEach((key, member) -> element(out, String.valueOf(key), member));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> element(out, "member", one));
    } else {
      out.append(escaped(String.valueOf(value)));
    }
    out.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\r", "&#xD;");
  }
}
