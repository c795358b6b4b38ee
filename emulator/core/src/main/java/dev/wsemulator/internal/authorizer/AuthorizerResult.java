package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.iam.PolicyDocument;
import dev.wsemulator.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an authorizer's function. Immutable.
 *
 * @param principalId whom it takes the client for, or {@code null} if it does not say
 * @param policy what the client may do
 * @param context what else it says, as text
 * @param usageIdentifierKey the value of the client's API key; empty if it names none
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">Output
 *     of an authorizer</a>
 */
record AuthorizerResult(
    @Nullable String principalId,
    PolicyDocument policy,
    Map<String, String> context,
    String usageIdentifierKey) {

  /** Returns the result, or empty if it is malformed or longer than the limit. */
  static Optional<AuthorizerResult> parse(byte[] payload, int maxBytes) {
    if (payload.length > maxBytes) {
      return Optional.empty();
    }
    Map<String, Json> members = Json.parse(payload).map(Json::members).orElse(Map.of());
    Json principal = members.get("principalId");
    Optional<PolicyDocument> policy =
        Optional.ofNullable(members.get("policyDocument")).flatMap(PolicyDocument::parse);
    Optional<Map<String, String>> context = context(members.get("context"));
    boolean isName = principal == null || principal.isNull() || principal.isScalar();
    if (!isName || policy.isEmpty() || context.isEmpty()) {
      return Optional.empty();
    }
    String key =
        Optional.ofNullable(members.get("usageIdentifierKey")).flatMap(Json::string).orElse("");
    return Optional.of(
        new AuthorizerResult(
            principal == null || principal.isNull() ? null : principal.selectionText(),
            policy.get(),
            context.get(),
            key));
  }

  /** Only strings, numbers and booleans may be in a context (AU-19); all become text (AU-24). */
  private static Optional<Map<String, String>> context(@Nullable Json json) {
    Map<String, String> context = new LinkedHashMap<>();
    if (json == null || json.isNull()) {
      return Optional.of(context);
    }
    if (!json.isObject()) {
      return Optional.empty();
    }
    for (Map.Entry<String, Json> member : json.members().entrySet()) {
      if (!member.getValue().isScalar()) {
        return Optional.empty();
      }
      if (!member.getValue().isNull()) {
        context.put(member.getKey(), member.getValue().selectionText());
      }
    }
    return Optional.of(context);
  }
}
