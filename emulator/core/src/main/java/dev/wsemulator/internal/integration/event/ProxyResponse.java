package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a function with Lambda proxy integration answers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">Output
 *     format of a proxy integration</a>
 */
public final class ProxyResponse {
  private static final Set<String> KEYS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  private ProxyResponse() {}

  /** Returns the response, or empty if it is malformed (LP-04 to LP-07). */
  public static Optional<Outcome.Answered> parse(byte[] payload) {
    Optional<Json> json = Json.parse(payload).filter(Json::isObject);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Json> members = json.get().members();
    Optional<Integer> status = present(members, "statusCode").flatMap(Json::integer);
    Optional<String> body = body(members);
    if (!KEYS.containsAll(members.keySet()) || status.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Outcome.Answered(status.get(), headers(members), body.get()));
  }

  /** Returns what is wrong with a response that is malformed. */
  public static Reason malformed(String function, byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return Reason.of(
            "malformed-proxy-response",
            "The function %s did not return a proxy response: %s."
                .formatted(function, problem(Json.parse(payload).orElse(null))))
        .expected(
            "A JSON object with statusCode (a number), and optionally headers, multiValueHeaders, body (a string) and isBase64Encoded.")
        .found(text.isEmpty() ? "It returned nothing." : "It returned " + Reason.quoted(text) + ".")
        .advice("Return, for example: {\"statusCode\": 200}");
  }

  private static String problem(@Nullable Json json) {
    if (json == null || !json.isObject()) {
      return json == null ? "it is not JSON" : "it is not a JSON object";
    }
    Map<String, Json> members = json.members();
    List<String> unknown = members.keySet().stream().filter(key -> !KEYS.contains(key)).toList();
    if (!unknown.isEmpty()) {
      return "it has the unknown %s".formatted(String.join(", ", unknown));
    }
    if (present(members, "statusCode").isEmpty()) {
      return "it has no statusCode";
    }
    if (present(members, "statusCode").flatMap(Json::integer).isEmpty()) {
      return "its statusCode is not an integer";
    }
    return present(members, "body").flatMap(Json::string).isEmpty()
        ? "its body is not a string"
        : "its body is not Base64";
  }

  private static Optional<Json> present(Map<String, Json> members, String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
  }

  /** Returns the decoded body, the empty string without a body, or empty if it is malformed. */
  private static Optional<String> body(Map<String, Json> members) {
    Optional<Json> body = present(members, "body");
    if (body.isEmpty()) {
      return Optional.of("");
    }
    boolean encoded = present(members, "isBase64Encoded").filter(Json::isTrue).isPresent();
    return encoded ? body.get().string().flatMap(ProxyResponse::decode) : body.get().string();
  }

  private static Optional<String> decode(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> headers(Map<String, Json> members) {
    Map<String, String> headers = new LinkedHashMap<>();
    present(members, "headers")
        .ifPresent(
            values ->
                values
                    .members()
                    .forEach((name, value) -> headers.put(name, value.selectionText())));
    present(members, "multiValueHeaders")
        .ifPresent(
            values ->
                values
                    .members()
                    .forEach(
                        (name, all) ->
                            all.elements().stream()
                                .reduce((one, two) -> two)
                                .ifPresent(value -> headers.put(name, value.selectionText()))));
    return headers;
  }
}
