package dev.wsemulator.internal.authorizer;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.authorizer.Admission.Admitted;
import dev.wsemulator.internal.authorizer.Admission.Refused;
import dev.wsemulator.internal.integration.ConnectCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lets only clients pass that another gate lets pass and that have an API key.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">API
 *     key selection expressions</a>
 */
final class ApiKeyGate implements Gate {
  private final Gate first;
  private final boolean byAuthorizer;
  private final Usage usage;
  private final Map<String, ApiKey> keys = new HashMap<>();

  ApiKeyGate(Gate first, String selectionExpression, Stage stage, Usage usage) {
    this.first = first;
    this.usage = usage;
    this.byAuthorizer = selectionExpression.equals(Access.KEY_BY_AUTHORIZER);
    stage.apiKeys().stream().filter(ApiKey::enabled).forEach(key -> keys.put(key.value(), key));
  }

  @Override
  public CompletableFuture<Admission> admit(ConnectCall call) {
    return first.admit(call).thenApply(admission -> check(admission, call));
  }

  private Admission check(Admission admission, ConnectCall call) {
    if (!(admission instanceof Admitted admitted)) {
      return admission;
    }
    List<String> sent = call.headers().getOrDefault("x-api-key", List.of(""));
    String value = byAuthorizer ? admitted.usageIdentifierKey() : sent.get(sent.size() - 1);
    ApiKey key = keys.get(value);
    if (key == null) {
      return Refused.forbidden("API Key is missing or invalid").with(admitted.phases());
    }
    String excess = usage.excess(key).orElse(null);
    return excess == null
        ? new Admitted(admitted.access().withApiKey(key), value, admitted.phases())
        : new Refused(429, excess, excess, admitted.phases());
  }
}
