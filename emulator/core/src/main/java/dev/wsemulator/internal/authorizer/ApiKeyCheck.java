package dev.wsemulator.internal.authorizer;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.authorizer.AuthorizationDecision.Admitted;
import dev.wsemulator.internal.authorizer.AuthorizationDecision.Refused;
import dev.wsemulator.internal.integration.event.ConnectCall;
import dev.wsemulator.journal.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Accepts only clients that another authorizer accepts and that have an API key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">API
 *     key selection expressions</a>
 */
final class ApiKeyCheck implements ConnectAuthorizer {
  private final ConnectAuthorizer first;
  private final boolean byAuthorizer;
  private final UsagePlanLimits usage;
  private final Map<String, ApiKey> keys = new HashMap<>();

  ApiKeyCheck(
      ConnectAuthorizer first, String selectionExpression, Stage stage, UsagePlanLimits usage) {
    this.first = first;
    this.usage = usage;
    this.byAuthorizer = selectionExpression.equals(Access.KEY_BY_AUTHORIZER);
    stage.apiKeys().forEach(key -> keys.put(key.value(), key));
  }

  @Override
  public CompletableFuture<AuthorizationDecision> admit(ConnectCall call) {
    return first.admit(call).thenApply(decision -> check(decision, call));
  }

  private AuthorizationDecision check(AuthorizationDecision decision, ConnectCall call) {
    if (!(decision instanceof Admitted admitted)) {
      return decision;
    }
    List<String> sent = call.headers().getOrDefault("x-api-key", List.of(""));
    String value = byAuthorizer ? admitted.usageIdentifierKey() : sent.get(sent.size() - 1);
    ApiKey key = keys.get(value);
    if (key == null) {
      return Refused.forbidden("API Key is missing or invalid", noKey(value))
          .with(admitted.phases());
    }
    UsagePlanLimits.Excess excess = usage.excess(key).orElse(null);
    return excess == null
        ? new Admitted(admitted.access().withApiKey(key), value, admitted.phases())
        : new Refused(429, excess.message(), excess.message(), admitted.phases(), excess.why());
  }

  private Reason noKey(String value) {
    String ids = keys.values().stream().map(ApiKey::id).sorted().collect(Collectors.joining(", "));
    return Reason.of("no-api-key", "The handshake has no valid API key.")
        .expected(
            byAuthorizer
                ? "The authorizer must return the key's value as usageIdentifierKey."
                : "The header x-api-key must have the key's value.")
        .found(
            "%s The ids of the valid keys: %s."
                .formatted(
                    value.isEmpty() ? "There is none." : "The key is not valid.",
                    ids.isEmpty() ? "none" : ids))
        .advice("Send a valid key, or add the key to a usage plan of the stage.");
  }
}
