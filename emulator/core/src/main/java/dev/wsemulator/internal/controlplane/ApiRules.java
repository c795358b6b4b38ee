package dev.wsemulator.internal.controlplane;

import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.WebSocketApi.Access;

/**
 * What an API must be like.
 *
 * @see <a href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Apis</a>
 */
record ApiRules(Surroundings surroundings) implements Rules {
  @Override
  public Document begin(Place place, Document given) {
    return given
        .withDefault("apiKeySelectionExpression", Access.KEY_IN_HEADER)
        .withDefault("disableExecuteApiEndpoint", false)
        .withDefault("ipAddressType", "ipv4")
        .with("createdDate", surroundings.now());
  }

  @Override
  public Document check(Draft draft, Place place, Document api) {
    if (api.text("protocolType").orElse("").equals("HTTP")) {
      throw Refusal.badRequest(
          "HTTP APIs are not emulated. Create the API with the protocol type WEBSOCKET.");
    }
    Rules.notOfHttpApis(api, "corsConfiguration", "routeKey", "target", "credentialsArn");
    String expression =
        api.text("routeSelectionExpression")
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "RouteSelectionExpression is required for WEBSOCKET protocol Apis"));
    try {
      SelectionExpression.parse(expression);
      new Access(api.text("apiKeySelectionExpression").orElse(Access.KEY_IN_HEADER), false);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("%s", e.getMessage());
    }
    return api.withDefault("apiKeySelectionExpression", Access.KEY_IN_HEADER);
  }

  @Override
  public void release(Draft draft, Place place) {
    Mappings.ofApi(draft, place.id())
        .ifPresent(
            domain -> {
              throw Refusal.badRequest(
                  "Deleting API with id %s failed. Please remove all API mappings of the domain"
                      + " name %s that lead to it first.",
                  place.id(), domain);
            });
  }
}
