package dev.wsemulator.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A WebSocket API as its owner defines it. Immutable.
 *
 * @param apiId ten lower-case letters and digits
 * @param name a name for people
 * @param routeSelectionExpression chooses the route of a message
 * @param routes the routes by route key
 * @param stages the stages it is served on
 * @param access which clients get as far as a handshake
 * @param models JSON schemas, draft 4, by their model's name
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html">WebSocket
 *     APIs</a>
 */
public record WebSocketApi(
    String apiId,
    String name,
    SelectionExpression routeSelectionExpression,
    Map<String, Route> routes,
    List<Stage> stages,
    Access access,
    Map<String, String> models) {

  /**
   * Which clients get as far as a handshake.
   *
   * @param apiKeySelectionExpression where a client's API key is: {@code $request.header.x-api-key}
   *     or {@code $context.authorizer.usageIdentifierKey}
   * @param disableExecuteApiEndpoint whether only custom domain names lead to the API
   */
  public record Access(String apiKeySelectionExpression, boolean disableExecuteApiEndpoint) {
    /** Where the key is unless an API says otherwise. */
    public static final String KEY_IN_HEADER = "$request.header.x-api-key";

    /** Where the key is if the authorizer finds it. */
    public static final String KEY_BY_AUTHORIZER = "$context.authorizer.usageIdentifierKey";

    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException if it is neither of the two
     */
    public Access {
      if (!List.of(KEY_IN_HEADER, KEY_BY_AUTHORIZER).contains(apiKeySelectionExpression)) {
        throw new IllegalArgumentException(
            "The API key selection expression \"%s\" is neither %s nor %s."
                .formatted(apiKeySelectionExpression, KEY_IN_HEADER, KEY_BY_AUTHORIZER));
      }
    }

    /** Returns AWS's defaults: the key in a header, the default endpoint open. */
    public static Access defaults() {
      return new Access(KEY_IN_HEADER, false);
    }
  }

  /** Copies the collections. */
  public WebSocketApi {
    Objects.requireNonNull(apiId, "apiId");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(routeSelectionExpression, "routeSelectionExpression");
    routes = Map.copyOf(routes);
    stages = List.copyOf(stages);
    Objects.requireNonNull(access, "access");
    models = Map.copyOf(models);
  }

  /** Creates an API with AWS's defaults and without models. */
  public WebSocketApi(
      String apiId,
      String name,
      SelectionExpression routeSelectionExpression,
      Map<String, Route> routes,
      List<Stage> stages) {
    this(apiId, name, routeSelectionExpression, routes, stages, Access.defaults(), Map.of());
  }

  /** Returns a builder for an API that selects routes by {@code $request.body.action}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Collects an API's parts. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private String apiId = newId();
    private String expression = "$request.body.action";
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, String> models = new LinkedHashMap<>();
    private Access access = Access.defaults();

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the API id; a random one by default. */
    public Builder apiId(String id) {
      this.apiId = id;
      return this;
    }

    /** Sets the route selection expression. */
    public Builder routeSelectionExpression(String text) {
      this.expression = text;
      return this;
    }

    /** Adds a one-way route to a function, by Lambda proxy integration. */
    public Builder route(String routeKey, String functionName) {
      return route(Route.of(routeKey, Integration.lambdaProxy(functionName)));
    }

    /** Adds a route; a later one with the same key replaces it. */
    public Builder route(Route route) {
      routes.put(route.routeKey(), route);
      return this;
    }

    /** Adds a stage; without any the API has one named {@code dev}. */
    public Builder stage(Stage stage) {
      stages.add(stage);
      return this;
    }

    /** Adds a model: a JSON schema, draft 4. */
    public Builder model(String modelName, String schema) {
      models.put(modelName, schema);
      return this;
    }

    /** Sets which clients get as far as a handshake. */
    public Builder access(Access rules) {
      this.access = rules;
      return this;
    }

    /**
     * Returns the API.
     *
     * @throws IllegalArgumentException if the route selection expression is malformed
     */
    public WebSocketApi build() {
      return new WebSocketApi(
          apiId,
          name,
          SelectionExpression.parse(expression),
          routes,
          stages.isEmpty() ? List.of(Stage.of("dev")) : stages,
          access,
          models);
    }

    private static String newId() {
      return RandomGenerator.getDefault()
          .ints(10, 0, 36)
          .mapToObj(digit -> Integer.toString(digit, 36))
          .collect(java.util.stream.Collectors.joining());
    }
  }
}
