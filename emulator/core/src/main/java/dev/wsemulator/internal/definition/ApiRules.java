package dev.wsemulator.internal.definition;

import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.WebSocketApi.Access;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.ServiceException;

/**
 * What an API must be like.
 *
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Apis</a>
 */
public record ApiRules(AwsAccount account) implements Rules {
  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .withDefault("apiKeySelectionExpression", Access.KEY_IN_HEADER)
        .withDefault("disableExecuteApiEndpoint", false)
        .withDefault("ipAddressType", "ipv4")
        .with("createdDate", account.now());
  }

  @Override
  public Document check(Draft draft, ResourceLocation location, Document api) {
    if (api.text("protocolType").orElse("").equals("HTTP")) {
      throw ServiceException.badRequest(
          "HTTP APIs are not emulated. Create the API with the protocol type WEBSOCKET.");
    }
    Rules.notOfHttpApis(api, "corsConfiguration", "routeKey", "target", "credentialsArn");
    String expression =
        api.text("routeSelectionExpression")
            .orElseThrow(
                () ->
                    ServiceException.badRequest(
                        "RouteSelectionExpression is required for WEBSOCKET protocol Apis"));
    try {
      SelectionExpression.parse(expression);
      new Access(api.text("apiKeySelectionExpression").orElse(Access.KEY_IN_HEADER), false);
    } catch (IllegalArgumentException e) {
      throw ServiceException.badRequest("%s", e.getMessage());
    }
    return api.withDefault("apiKeySelectionExpression", Access.KEY_IN_HEADER);
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
