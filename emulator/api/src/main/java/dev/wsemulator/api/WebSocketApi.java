package dev.wsemulator.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket API as its owner defines it. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-overview.html">WebSocket
 *     APIs</a>
 */
public sealed interface WebSocketApi {

  /** Returns its id: ten lower-case letters and digits. */
  String apiId();

  /** Returns a name for people. */
  String name();

  /** Returns what chooses the route of a message. */
  SelectionExpression routeSelectionExpression();

  /** Returns the routes by route key. */
  Map<String, Route> routes();

  /** Returns the stages that it is served on. */
  List<Stage> stages();

  /** Returns which clients get as far as a handshake. */
  Access access();

  /** Returns JSON schemas, draft 4, by their model's name. */
  Map<String, String> models();

  /** Returns a builder with the properties of this API. */
  Builder toBuilder();

  /** Returns a builder for an API that selects routes by {@code $request.body.action}. */
  static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Which clients get as far as a handshake.
   *
   * @param apiKeySelectionExpression where a client's API key is: {@code $request.header.x-api-key}
   *     or {@code $context.authorizer.usageIdentifierKey}
   * @param disableExecuteApiEndpoint whether only custom domain names lead to the API
   */
  record Access(String apiKeySelectionExpression, boolean disableExecuteApiEndpoint) {
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

  /** Builds an API. Not thread-safe. */
  final class Builder {
    private final String name;
    private @Nullable String apiId;
    private SelectionExpression expression = SelectionExpression.parse("$request.body.action");
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private @Nullable List<Stage> stages;
    private final Map<String, String> models = new LinkedHashMap<>();
    private Access access = Access.defaults();

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /** Sets the API id; a random one by default. */
    public Builder apiId(String id) {
      apiId = Objects.requireNonNull(id, "apiId");
      return this;
    }

    /**
     * Sets the route selection expression.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public Builder routeSelectionExpression(String text) {
      return routeSelectionExpression(SelectionExpression.parse(text));
    }

    /** Sets the route selection expression. */
    public Builder routeSelectionExpression(SelectionExpression selection) {
      expression = Objects.requireNonNull(selection, "routeSelectionExpression");
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

    /** Sets all routes. */
    public Builder routes(Collection<Route> all) {
      routes.clear();
      all.forEach(this::route);
      return this;
    }

    /** Adds a stage; without any the API has one named {@code dev}. */
    public Builder stage(Stage stage) {
      List<Stage> all = new ArrayList<>(stages == null ? List.of() : stages);
      all.add(stage);
      return stages(all);
    }

    /** Sets all stages. */
    public Builder stages(List<Stage> all) {
      stages = List.copyOf(all);
      return this;
    }

    /** Adds a model: a JSON schema, draft 4. */
    public Builder model(String modelName, String schema) {
      models.put(modelName, schema);
      return this;
    }

    /** Adds models by their names. */
    public Builder models(Map<String, String> schemas) {
      models.putAll(schemas);
      return this;
    }

    /** Sets which clients get as far as a handshake. */
    public Builder access(Access rules) {
      access = Objects.requireNonNull(rules, "access");
      return this;
    }

    /** Returns the API. */
    public WebSocketApi build() {
      return new Built(
          apiId == null ? newId() : apiId,
          name,
          expression,
          Map.copyOf(routes),
          stages == null ? List.of(Stage.of("dev")) : stages,
          access,
          Map.copyOf(models));
    }

    private static String newId() {
      return ThreadLocalRandom.current()
          .ints(10, 0, 36)
          .mapToObj(digit -> Integer.toString(digit, 36))
          .collect(Collectors.joining());
    }

    private record Built(
        String apiId,
        String name,
        SelectionExpression routeSelectionExpression,
        Map<String, Route> routes,
        List<Stage> stages,
        Access access,
        Map<String, String> models)
        implements WebSocketApi {
      @Override
      public Builder toBuilder() {
        return builder(name)
            .apiId(apiId)
            .routeSelectionExpression(routeSelectionExpression)
            .routes(routes.values())
            .stages(stages)
            .models(models)
            .access(access);
      }
    }
  }
}
