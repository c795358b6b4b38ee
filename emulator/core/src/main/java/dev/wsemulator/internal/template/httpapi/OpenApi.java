package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the routes of an OpenAPI document within a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">OpenAPI
 *     extensions</a>
 */
final class OpenApi {
  private static final String EXTENSION = "x-amazon-apigateway-";
  private static final Set<String> VERBS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Extensions of the whole document that have an effect. */
  private static final Set<String> KNOWN = Set.of("cors", "binary-media-types");

  private final HttpTemplate template;
  private final Resource owner;
  private final YamlValue document;
  private final Map<String, AuthorizerEntry> authorizers;

  /**
   * Creates a reader.
   *
   * @param owner the API
   * @param document the document
   * @param known authorizers that are declared outside of it, by their names
   */
  OpenApi(
      HttpTemplate template,
      Resource owner,
      YamlValue document,
      Map<String, AuthorizerEntry> known) {
    this.template = template;
    this.owner = owner;
    this.document = document;
    this.authorizers = new HashMap<>(known);
    OpenApiSecurity security = new OpenApiSecurity(template, owner);
    schemes().forEach((name, scheme) -> this.authorizers.put(name, security.read(name, scheme)));
  }

  private Map<String, YamlValue> schemes() {
    return document
        .at("components", "securitySchemes")
        .or(() -> document.get("securityDefinitions"))
        .map(YamlValue::entries)
        .orElse(Map.of());
  }

  /** Returns the CORS configuration, if there is one. */
  Optional<YamlValue> cors() {
    return document.get(EXTENSION + "cors");
  }

  /** Returns the binary media types. */
  List<String> binaryMediaTypes() {
    return document.get(EXTENSION + "binary-media-types").map(YamlValue::texts).orElse(List.of());
  }

  /** Returns the authorizers, by their names. */
  Map<String, AuthorizerEntry> authorizers() {
    return authorizers;
  }

  /** Adds the routes to an API. */
  void into(ApiDraft draft) {
    into(draft, AuthorizerEntry.OPEN);
  }

  /**
   * Adds the routes to an API.
   *
   * @param byDefault who may call operations that say nothing of it
   */
  void into(ApiDraft draft, AuthorizerEntry byDefault) {
    document
        .entries()
        .forEach(
            (name, value) -> {
              if (name.startsWith(EXTENSION)
                  && !KNOWN.contains(name.substring(EXTENSION.length()))) {
                template.noEffect(value, place(name));
              }
            });
    document
        .get("paths")
        .map(YamlValue::entries)
        .orElse(Map.of())
        .forEach(
            (path, operations) ->
                operations
                    .entries()
                    .forEach(
                        (verb, operation) -> {
                          String lower = verb.toLowerCase(Locale.ROOT);
                          if (VERBS.contains(lower) || lower.equals(EXTENSION + "any-method")) {
                            addOperation(draft, key(path, lower), operation, byDefault);
                          }
                        }));
  }

  private String place(String member) {
    return owner.path("Body") + "." + member;
  }

  private static String key(String path, String verb) {
    if (path.equals("/$default")) {
      return HttpRoute.DEFAULT;
    }
    String method = verb.startsWith(EXTENSION) ? "ANY" : verb.toUpperCase(Locale.ROOT);
    return method + " " + path;
  }

  private void addOperation(
      ApiDraft draft, String key, YamlValue operation, AuthorizerEntry byDefault) {
    ApiDraft.Where where = new ApiDraft.Where(operation.line(), place("paths " + key));
    Optional<YamlValue> integration = operation.get(EXTENSION + "integration");
    if (integration.isEmpty()) {
      template
          .problems()
          .warning(
              where.line(),
              "%s has no x-amazon-apigateway-integration and is not served."
                  .formatted(where.path()));
      return;
    }
    integration(draft.kind(), key, integration.get(), where)
        .ifPresent(
            found -> draft.add(key, found, authorization(operation, byDefault, where), where));
  }

  private Optional<HttpIntegration> integration(
      HttpApi.Kind kind, String key, YamlValue integration, ApiDraft.Where where) {
    String type = integration.textOf("type").orElse("").toUpperCase(Locale.ROOT);
    boolean isRest = kind == HttpApi.Kind.REST;
    if (isRest && type.equals("MOCK") && key.startsWith("OPTIONS ")) {
      YamlValue responses =
          integration.get("responses").orElse(YamlValue.nothing(integration.line()));
      return Optional.of(
          MockReader.read(
              responses
                  .get("default")
                  .or(() -> responses.entries().values().stream().findFirst())));
    }
    if (!type.equals("AWS_PROXY")) {
      template.problems().warning(integration.line(), notServed(where.path(), type, isRest));
      return Optional.empty();
    }
    PayloadFormat format =
        isRest || !integration.textOf("payloadFormatVersion").orElse("1.0").startsWith("2")
            ? PayloadFormat.V1
            : PayloadFormat.V2;
    return template
        .callee(
            integration.get("uri").orElse(YamlValue.nothing(integration.line())),
            where.path() + ".uri",
            owner,
            integration.textOf("credentials"))
        .map(
            callee ->
                new HttpIntegration.Lambda(
                    callee,
                    format,
                    template.timeout(
                        integration.get("timeoutInMillis"),
                        where.path() + ".timeoutInMillis",
                        isRest ? HttpIntegration.MAX_REST_TIMEOUT : HttpIntegration.MAX_TIMEOUT)));
  }

  /** Returns that a route is not served because of its integration. */
  static String notServed(String place, String type, boolean isRest) {
    return "%s has an integration of the type %s, which is not served here: it answers %s."
        .formatted(
            place, type.isEmpty() ? "(none)" : type, isRest ? "403, as without a method" : "404");
  }

  private HttpAuthorization authorization(
      YamlValue operation, AuthorizerEntry byDefault, ApiDraft.Where where) {
    Optional<YamlValue> security = operation.get("security").or(() -> document.get("security"));
    if (security.isEmpty()) {
      return byDefault.of(List.of());
    }
    for (YamlValue requirement : security.get().elements()) {
      for (Map.Entry<String, YamlValue> one : requirement.entries().entrySet()) {
        AuthorizerEntry entry = authorizers.get(one.getKey());
        if (entry != null) {
          return entry.of(one.getValue().texts());
        }
        template
            .problems()
            .error(
                one.getValue().line(),
                "%s names the security scheme \"%s\", which is not declared. Add it to components.securitySchemes."
                    .formatted(where.path(), one.getKey()));
      }
    }
    return new HttpAuthorization.Open();
  }
}
