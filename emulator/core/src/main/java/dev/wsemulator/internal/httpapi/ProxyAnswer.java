package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.event.BinaryTypes;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the response of what a function has returned.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response">Responses
 *     of HTTP APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Responses
 *     of REST APIs</a>
 */
final class ProxyAnswer {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=UTF-8";
  private static final int NOT_MODIFIED = 304;
  private static final String STATUS = "statusCode";

  /** What a REST API accepts; it refuses everything else. */
  private static final Set<String> KEYS =
      Set.of(STATUS, "headers", "multiValueHeaders", "body", "isBase64Encoded");

  /** Headers that the gateway sets, or that end at it. */
  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Headers that a REST API sends by another name. */
  private static final Set<String> REMAPPED =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-md5",
          "date",
          "host",
          "server",
          "user-agent",
          "www-authenticate");

  private final HttpCall call;
  private final boolean isSecond;

  private ProxyAnswer(HttpCall call, boolean isSecond) {
    this.call = call;
    this.isSecond = isSecond;
  }

  /** Returns the response, or empty if what the function has returned is malformed. */
  static Optional<HttpResponse> of(HttpCall call, PayloadFormat format, byte[] payload) {
    ProxyAnswer reader =
        new ProxyAnswer(call, format == PayloadFormat.V2 && !call.target().isRest());
    return Json.parse(payload).flatMap(json -> reader.read(json, payload));
  }

  private Optional<HttpResponse> read(Json json, byte[] payload) {
    Map<String, Json> members = json.members();
    if (isSecond && !members.containsKey(STATUS)) {
      return Optional.of(inferred(json, payload));
    }
    boolean isKnown = !call.target().isRest() || KEYS.containsAll(members.keySet());
    Optional<Integer> status =
        present(members, STATUS).flatMap(Json::integer).filter(code -> code >= 200 && code < 600);
    Optional<byte[]> body = body(members);
    if (!json.isObject() || !isKnown || status.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    byte[] sent = status.get() == NOT_MODIFIED ? new byte[0] : body.get();
    HttpResponse response = new HttpResponse(status.get(), headers(members), sent);
    return Optional.of(HttpAnswers.complete(call, response, call.target().isRest() ? JSON : TEXT));
  }

  /** Format 2.0 takes what has no status for the body of a response. */
  private HttpResponse inferred(Json json, byte[] payload) {
    byte[] body = json.string().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(payload);
    return HttpAnswers.complete(call, new HttpResponse(200, List.of(), body), JSON);
  }

  private static Optional<Json> present(Map<String, Json> members, String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
  }

  /** Returns the body, or empty if it is malformed. */
  private Optional<byte[]> body(Map<String, Json> members) {
    Optional<Json> body = present(members, "body");
    if (body.isEmpty()) {
      return Optional.of(new byte[0]);
    }
    Optional<String> text = body.get().string();
    boolean isEncoded = present(members, "isBase64Encoded").filter(Json::isTrue).isPresent();
    return isEncoded && BinaryTypes.isDecoded(call)
        ? text.flatMap(ProxyAnswer::decoded)
        : text.map(one -> one.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<Header> headers(Map<String, Json> members) {
    List<Header> headers = new ArrayList<>();
    Map<String, Json> several =
        isSecond
            ? Map.of()
            : present(members, "multiValueHeaders").map(Json::members).orElse(Map.of());
    present(members, "headers")
        .map(Json::members)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              if (several.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                add(headers, name, value);
              }
            });
    several.forEach((name, all) -> all.elements().forEach(value -> add(headers, name, value)));
    if (isSecond) {
      present(members, "cookies").map(Json::elements).orElse(List.of()).stream()
          .flatMap(cookie -> cookie.string().stream())
          .forEach(cookie -> addSafe(headers, "set-cookie", cookie));
    }
    return headers;
  }

  private void add(List<Header> to, String name, Json value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (call.target().isRest() && REMAPPED.contains(lower)) {
      addSafe(to, "x-amzn-Remapped-" + name, value.selectionText());
    } else if (!DROPPED.contains(lower)) {
      addSafe(to, name, value.selectionText());
    }
  }

  /** Leaves out what would be more than one header line. */
  private static void addSafe(List<Header> to, String name, String value) {
    boolean isName = name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    if (isName && value.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      to.add(new Header(name, value));
    }
  }
}
