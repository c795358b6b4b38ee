package dev.wsemulator.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP API or a REST API of API Gateway, beside the WebSocket APIs of an application: its routes
 * lead to functions. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html">HTTP
 *     APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html">REST
 *     APIs</a>
 */
public sealed interface HttpApi {
  /** The stage of an HTTP API whose name is not a part of the path. */
  String DEFAULT_STAGE = "$default";

  /** Returns its id, the first label of its host name on AWS. */
  String apiId();

  /** Returns its name. */
  String name();

  /** Returns which of the two it is. */
  Kind kind();

  /** Returns its stages. */
  List<HttpStage> stages();

  /** Returns its routes by their keys. */
  Map<String, HttpRoute> routes();

  /** Returns the CORS configuration of an HTTP API; empty if the gateway adds no such headers. */
  Optional<Cors> cors();

  /** Returns the media types whose bodies a REST API passes as Base64. */
  List<String> binaryMediaTypes();

  /** Returns whether only custom domain names lead to it. */
  boolean disableExecuteApiEndpoint();

  /** Returns a builder with the properties of this API. */
  Builder toBuilder();

  /** Returns a builder of an API without routes. */
  static Builder builder(String name, Kind kind) {
    return new Builder(name, kind);
  }

  /** Returns a builder of an HTTP API without routes. */
  static Builder builder(String name) {
    return builder(name, Kind.HTTP);
  }

  /** The two kinds. */
  enum Kind {
    /** An HTTP API, of API Gateway version 2. */
    HTTP,
    /** A REST API, of API Gateway version 1. */
    REST
  }

  /**
   * A stage.
   *
   * @param stageName its name
   * @param variables its variables
   */
  record HttpStage(String stageName, Map<String, String> variables) {
    /** Copies the variables. */
    public HttpStage {
      Objects.requireNonNull(stageName, "stageName");
      variables = Map.copyOf(variables);
    }
  }

  /**
   * The CORS configuration of an HTTP API.
   *
   * @param origins the origins that may read answers, such as {@code https://example.com} or {@code
   *     *}
   * @param preflight the answer to a preflight request
   * @param answers what every answer says
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
   *     for HTTP APIs</a>
   */
  record Cors(List<String> origins, Preflight preflight, Answers answers) {
    /** Copies the origins. */
    public Cors {
      origins = List.copyOf(origins);
      Objects.requireNonNull(preflight, "preflight");
      Objects.requireNonNull(answers, "answers");
    }

    /**
     * The answer to a preflight request.
     *
     * @param methods the verbs that are allowed
     * @param headers the headers that are allowed
     * @param maxAge how long this counts; empty if it is not said
     */
    public record Preflight(List<String> methods, List<String> headers, Optional<Duration> maxAge) {
      /** Copies the lists. */
      public Preflight {
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        Objects.requireNonNull(maxAge, "maxAge");
      }
    }

    /**
     * What every answer says.
     *
     * @param exposedHeaders the headers that a page may read
     * @param credentials whether a page may send cookies
     */
    public record Answers(List<String> exposedHeaders, boolean credentials) {
      /** Copies the headers. */
      public Answers {
        exposedHeaders = List.copyOf(exposedHeaders);
      }
    }
  }

  /** Builds an API. Not thread-safe. */
  final class Builder {
    private final String name;
    private final Kind kind;
    private @Nullable String apiId;
    private @Nullable List<HttpStage> stages;
    private final Map<String, HttpRoute> routes = new LinkedHashMap<>();
    private @Nullable Cors cors;
    private List<String> binaryMediaTypes = List.of();
    private boolean disableExecuteApiEndpoint;

    private Builder(String name, Kind kind) {
      this.name = Objects.requireNonNull(name, "name");
      this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Sets the API id; a random one by default. */
    public Builder apiId(String id) {
      apiId = Objects.requireNonNull(id, "apiId");
      return this;
    }

    /**
     * Adds a stage; without any an HTTP API has {@link #DEFAULT_STAGE}, and a REST API {@code dev}.
     */
    public Builder stage(HttpStage stage) {
      List<HttpStage> all = new ArrayList<>(stages == null ? List.of() : stages);
      all.add(stage);
      return stages(all);
    }

    /** Sets all stages. */
    public Builder stages(List<HttpStage> all) {
      stages = List.copyOf(all);
      return this;
    }

    /**
     * Adds a route to a function, open to everyone, with events of the newest format that this kind
     * of API has.
     *
     * @throws IllegalArgumentException if the key is malformed
     */
    public Builder route(String routeKey, String functionName) {
      HttpIntegration.PayloadFormat format =
          kind == Kind.HTTP ? HttpIntegration.PayloadFormat.V2 : HttpIntegration.PayloadFormat.V1;
      return route(
          new HttpRoute(
              routeKey,
              HttpIntegration.function(functionName, format),
              new HttpAuthorization.Open()));
    }

    /** Adds a route; a later one with the same key replaces it. */
    public Builder route(HttpRoute route) {
      routes.put(route.routeKey(), route);
      return this;
    }

    /** Sets all routes. */
    public Builder routes(Collection<HttpRoute> all) {
      routes.clear();
      all.forEach(this::route);
      return this;
    }

    /** Sets the CORS configuration; {@code null} for none. */
    public Builder cors(@Nullable Cors configuration) {
      cors = configuration;
      return this;
    }

    /** Sets the media types whose bodies are passed as Base64. */
    public Builder binaryMediaTypes(List<String> types) {
      binaryMediaTypes = List.copyOf(types);
      return this;
    }

    /** Sets whether only custom domain names lead to it. */
    public Builder disableExecuteApiEndpoint(boolean value) {
      disableExecuteApiEndpoint = value;
      return this;
    }

    /** Returns the API. */
    public HttpApi build() {
      String byDefault = kind == Kind.HTTP ? DEFAULT_STAGE : "dev";
      return new Built(
          apiId == null ? newId() : apiId,
          name,
          kind,
          stages == null ? List.of(new HttpStage(byDefault, Map.of())) : stages,
          Map.copyOf(routes),
          Optional.ofNullable(cors),
          binaryMediaTypes,
          disableExecuteApiEndpoint);
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
        Kind kind,
        List<HttpStage> stages,
        Map<String, HttpRoute> routes,
        Optional<Cors> cors,
        List<String> binaryMediaTypes,
        boolean disableExecuteApiEndpoint)
        implements HttpApi {
      @Override
      public Builder toBuilder() {
        return builder(name, kind)
            .apiId(apiId)
            .stages(stages)
            .routes(routes.values())
            .cors(cors.orElse(null))
            .binaryMediaTypes(binaryMediaTypes)
            .disableExecuteApiEndpoint(disableExecuteApiEndpoint);
      }
    }
  }
}
