package dev.wsemulator.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One route of a WebSocket API. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Routes</a>
 */
public sealed interface Route {

  /** The key of the route that runs before a connection is opened. */
  String CONNECT = "$connect";

  /** The key of the route that runs after a connection has ended. */
  String DISCONNECT = "$disconnect";

  /** The key of the route for messages that no other route takes. */
  String DEFAULT = "$default";

  /** Returns {@code $connect}, {@code $disconnect}, {@code $default} or a custom key. */
  String routeKey();

  /** Returns the route's target; empty for a route without one. */
  Optional<Integration> integration();

  /** Returns whether a route response {@code $default} exists, which makes the route two-way. */
  boolean respondsToClient();

  /** Returns who may connect; only used on {@code $connect}. */
  Authorization authorization();

  /** Returns whether a client must have an API key; only used on {@code $connect}. */
  boolean apiKeyRequired();

  /** Returns how messages are checked before the integration gets them. */
  Optional<Validation> validation();

  /**
   * Returns declared parameters, such as {@code route.request.querystring.room}, and whether each
   * is required.
   */
  Map<String, Boolean> requestParameters();

  /** Returns a builder with the properties of this route. */
  Builder toBuilder();

  /** Returns a one-way route to the integration. */
  static Route of(String routeKey, Integration integration) {
    return builder(routeKey).integration(integration).build();
  }

  /** Returns a route that sends the integration's answer to the client. */
  static Route twoWay(String routeKey, Integration integration) {
    return builder(routeKey).integration(integration).respondsToClient(true).build();
  }

  /** Returns a builder of a one-way route that is open to everybody and has no integration. */
  static Builder builder(String routeKey) {
    return new Builder(routeKey);
  }

  /**
   * How messages are checked.
   *
   * @param modelSelectionExpression chooses the model's key
   * @param requestModels names of the API's models by key
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html">Request
   *     validation</a>
   */
  record Validation(String modelSelectionExpression, Map<String, String> requestModels) {
    /** Copies the models. */
    public Validation {
      Objects.requireNonNull(modelSelectionExpression, "modelSelectionExpression");
      requestModels = Map.copyOf(requestModels);
    }
  }

  /** Builds a route. Not thread-safe. */
  final class Builder {
    private final String routeKey;
    private @Nullable Integration integration;
    private boolean respondsToClient;
    private Authorization authorization = new Authorization.Open();
    private boolean apiKeyRequired;
    private @Nullable Validation validation;
    private Map<String, Boolean> requestParameters = Map.of();

    private Builder(String routeKey) {
      this.routeKey = Objects.requireNonNull(routeKey, "routeKey");
    }

    /** Sets the target; {@code null} for none. */
    public Builder integration(@Nullable Integration target) {
      integration = target;
      return this;
    }

    /** Sets whether the integration's answer is sent to the client. */
    public Builder respondsToClient(boolean enabled) {
      respondsToClient = enabled;
      return this;
    }

    /** Sets who may connect; for {@code $connect} only. */
    public Builder authorization(Authorization required) {
      authorization = Objects.requireNonNull(required, "authorization");
      return this;
    }

    /** Sets whether a client must have an API key; for {@code $connect} only. */
    public Builder apiKeyRequired(boolean required) {
      apiKeyRequired = required;
      return this;
    }

    /** Sets how messages are checked; {@code null} for not at all. */
    public Builder validation(@Nullable Validation check) {
      validation = check;
      return this;
    }

    /** Sets the declared parameters, and whether each is required. */
    public Builder requestParameters(Map<String, Boolean> parameters) {
      requestParameters = Map.copyOf(parameters);
      return this;
    }

    /** Returns the route. */
    public Route build() {
      return new Built(
          routeKey,
          Optional.ofNullable(integration),
          respondsToClient,
          authorization,
          apiKeyRequired,
          Optional.ofNullable(validation),
          requestParameters);
    }

    private record Built(
        String routeKey,
        Optional<Integration> integration,
        boolean respondsToClient,
        Authorization authorization,
        boolean apiKeyRequired,
        Optional<Validation> validation,
        Map<String, Boolean> requestParameters)
        implements Route {
      @Override
      public Builder toBuilder() {
        return builder(routeKey)
            .integration(integration.orElse(null))
            .respondsToClient(respondsToClient)
            .authorization(authorization)
            .apiKeyRequired(apiKeyRequired)
            .validation(validation.orElse(null))
            .requestParameters(requestParameters);
      }
    }
  }
}
