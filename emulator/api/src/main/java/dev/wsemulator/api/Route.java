package dev.wsemulator.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One route of a WebSocket API. Immutable.
 *
 * @param routeKey {@code $connect}, {@code $disconnect}, {@code $default} or a custom key
 * @param integration the route's target; empty for a route without one
 * @param respondsToClient whether a route response {@code $default} exists, which makes the route
 *     two-way
 * @param authorization who may connect; of {@code $connect} only
 * @param apiKeyRequired whether a client must have an API key; of {@code $connect} only
 * @param validation how messages are checked before the integration gets them
 * @param requestParameters declared parameters, such as {@code route.request.querystring.room}, to
 *     whether they are required
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Routes</a>
 */
public record Route(
    String routeKey,
    Optional<Integration> integration,
    boolean respondsToClient,
    Authorization authorization,
    boolean apiKeyRequired,
    Optional<Validation> validation,
    Map<String, Boolean> requestParameters) {

  /** The key of the route that runs before a connection is opened. */
  public static final String CONNECT = "$connect";

  /** The key of the route that runs after a connection has ended. */
  public static final String DISCONNECT = "$disconnect";

  /** The key of the route for messages that no other route takes. */
  public static final String DEFAULT = "$default";

  /**
   * How messages are checked.
   *
   * @param modelSelectionExpression chooses the model's key
   * @param requestModels names of the API's models by key
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html">Request
   *     validation</a>
   */
  public record Validation(String modelSelectionExpression, Map<String, String> requestModels) {
    /** Copies the models. */
    public Validation {
      Objects.requireNonNull(modelSelectionExpression, "modelSelectionExpression");
      requestModels = Map.copyOf(requestModels);
    }
  }

  /** Checks that nothing is missing. */
  public Route {
    Objects.requireNonNull(routeKey, "routeKey");
    Objects.requireNonNull(integration, "integration");
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(validation, "validation");
    requestParameters = Map.copyOf(requestParameters);
  }

  /** Creates a route that is open to everybody and checks nothing. */
  public Route(String routeKey, Optional<Integration> integration, boolean respondsToClient) {
    this(
        routeKey,
        integration,
        respondsToClient,
        new Authorization.Open(),
        false,
        Optional.empty(),
        Map.of());
  }

  /** Returns a one-way route to the integration. */
  public static Route of(String routeKey, Integration integration) {
    return new Route(routeKey, Optional.of(integration), false);
  }

  /** Returns a route without an integration. */
  public static Route withoutIntegration(String routeKey) {
    return new Route(routeKey, Optional.empty(), false);
  }

  /**
   * Returns this route with a route response, so that the integration's answer goes to the client.
   */
  public Route twoWay() {
    return new Route(
        routeKey, integration, true, authorization, apiKeyRequired, validation, requestParameters);
  }

  /** Returns this route for those only whom the authorization lets in. */
  public Route withAuthorization(Authorization required) {
    return new Route(
        routeKey,
        integration,
        respondsToClient,
        required,
        apiKeyRequired,
        validation,
        requestParameters);
  }

  /** Returns this route for clients with an API key only. */
  public Route withApiKeyRequired() {
    return new Route(
        routeKey,
        integration,
        respondsToClient,
        authorization,
        true,
        validation,
        requestParameters);
  }

  /** Returns this route with a check of its messages. */
  public Route withValidation(String modelSelectionExpression, Map<String, String> models) {
    return new Route(
        routeKey,
        integration,
        respondsToClient,
        authorization,
        apiKeyRequired,
        Optional.of(new Validation(modelSelectionExpression, models)),
        requestParameters);
  }

  /** Returns this route with declared parameters. */
  public Route withRequestParameters(Map<String, Boolean> parameters) {
    return new Route(
        routeKey,
        integration,
        respondsToClient,
        authorization,
        apiKeyRequired,
        validation,
        parameters);
  }
}
