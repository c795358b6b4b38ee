package dev.wsemulator.internal.definition;

import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.Optional;

/**
 * The rules for an API.
 *
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Apis</a>
 */
record ApiRules(AwsAccount account) implements Rules {
  private static final String ROUTE_SELECTION = "routeSelectionExpression";
  private static final String KEY_SELECTION = "apiKeySelectionExpression";

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .withDefault(KEY_SELECTION, Access.KEY_IN_HEADER)
        .withDefault("disableExecuteApiEndpoint", false)
        .withDefault("ipAddressType", "ipv4")
        .with("createdDate", account.now());
  }

  @Override
  public Document check(Check check, Document api) {
    if (api.text("protocolType").orElse("").equals("HTTP")) {
      throw ServiceException.badRequest(
          "HTTP APIs are not emulated. Create the API with the protocol type WEBSOCKET.");
    }
    check.notOfHttpApis(api);
    checkRouteSelection(check, api);
    Document complete = api.withDefault(KEY_SELECTION, Access.KEY_IN_HEADER);
    try {
      new Access(complete.text(KEY_SELECTION).orElse(""), false);
    } catch (IllegalArgumentException e) {
      check.refuse(KEY_SELECTION, "", "%s", e.getMessage());
    }
    return complete;
  }

  private static void checkRouteSelection(Check check, Document api) {
    Optional<String> expression = api.text(ROUTE_SELECTION);
    if (expression.isEmpty()) {
      check.refuse(
          ROUTE_SELECTION,
          " is missing or not a string. Write, for example: $request.body.action",
          "RouteSelectionExpression is required for WEBSOCKET protocol Apis");
      return;
    }
    try {
      SelectionExpression.parse(expression.get());
    } catch (IllegalArgumentException e) {
      check.refuse(ROUTE_SELECTION, "", "%s", e.getMessage());
    }
  }

  @Override
  public void release(Draft draft, ResourceLocation location) {
    Mappings.ofApi(draft, location.id())
        .ifPresent(
            domain -> {
              throw ServiceException.badRequest(
                  "Deleting API with id %s failed. Please remove all API mappings of the domain"
                      + " name %s that lead to it first.",
                  location.id(), domain);
            });
  }
}
