package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.iam.PolicyDocument;
import dev.wsemulator.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the function of an authorizer has answered. Immutable.
 *
 * @param isAuthorized a simple answer; {@code null} if there is a policy
 * @param policy what the client may do; {@code null} if the answer is a simple one
 * @param said the principal, and the context
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 *     authorizers of HTTP APIs</a>
 */
record FunctionAuthorizerAnswer(
    @Nullable Boolean isAuthorized, @Nullable PolicyDocument policy, Said said) {

  /**
   * What an authorizer says of a client.
   *
   * @param principalId who it is; {@code null} if it does not say
   * @param context what else it says
   */
  record Said(@Nullable String principalId, Map<String, Json> context) {}

  /** Returns the answer, or empty if it is malformed. */
  static Optional<FunctionAuthorizerAnswer> parse(byte[] payload, boolean isSimple) {
    Map<String, Json> members =
        Json.parse(payload).filter(Json::isObject).map(Json::members).orElse(Map.of());
    Json context = members.get("context");
    boolean hasContext = context == null || context.isNull() || context.isObject();
    Json principal = members.get("principalId");
    Said said =
        new Said(
            principal == null || principal.isNull() ? null : principal.selectionText(),
            context == null ? Map.of() : context.members());
    if (!hasContext) {
      return Optional.empty();
    }
    if (isSimple) {
      return Optional.ofNullable(members.get("isAuthorized"))
          .filter(one -> one.value() instanceof Boolean)
          .map(one -> new FunctionAuthorizerAnswer(one.isTrue(), null, said));
    }
    return Optional.ofNullable(members.get("policyDocument"))
        .flatMap(PolicyDocument::parse)
        .map(policy -> new FunctionAuthorizerAnswer(null, policy, said));
  }

  /** Returns what is said as text, for formats that have nothing else. */
  Map<String, @Nullable Object> texts() {
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    if (said.principalId() != null) {
      texts.put("principalId", said.principalId());
    }
    said.context().forEach((name, value) -> texts.putIfAbsent(name, value.selectionText()));
    return texts;
  }

  /** Returns what is said with its types. */
  Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    said.context().forEach((name, value) -> values.put(name, value.value()));
    return values;
  }
}
