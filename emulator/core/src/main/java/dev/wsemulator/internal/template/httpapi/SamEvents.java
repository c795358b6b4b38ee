package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the events of functions that make routes.
 *
 * @param template the resources
 * @param api the API
 * @param auth who may call its routes
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html">HttpApi</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html">Api</a>
 */
record SamEvents(HttpTemplate template, Resource api, SamAuth auth) {
  private static final String ANY = "x-amazon-apigateway-any-method";

  private static final Set<String> KNOWN =
      Set.of(
          "ApiId",
          "RestApiId",
          "Path",
          "Method",
          "Auth",
          "PayloadFormatVersion",
          "TimeoutInMillis");

  /** The logical ids of the APIs that SAM makes of events that name none. */
  static final Set<String> IMPLICIT = Set.of("ServerlessHttpApi", "ServerlessRestApi");

  /** Adds the routes of all functions to an API. */
  void into(ApiDraft draft) {
    String type = draft.kind() == HttpApi.Kind.REST ? "Api" : "HttpApi";
    for (Resource function : template.of(ResourceKind.SAM_FUNCTION)) {
      function
          .properties()
          .get("Events")
          .map(YamlValue::entries)
          .orElse(Map.of())
          .forEach(
              (id, event) -> {
                YamlValue properties =
                    event.get("Properties").orElse(YamlValue.nothing(event.line()));
                if (event.textOf("Type").orElse("").equals(type)
                    && isOfApi(function, properties, type)) {
                  add(draft, function, id, properties);
                }
              });
    }
  }

  private boolean isOfApi(Resource function, YamlValue event, String type) {
    Optional<String> named = event.textOf(type.equals("Api") ? "RestApiId" : "ApiId");
    boolean isImplicit =
        IMPLICIT.contains(api.id()) && function.home().stackName().equals(api.home().stackName());
    return named.map(api.ref()::equals).orElse(isImplicit);
  }

  private void add(ApiDraft draft, Resource function, String id, YamlValue event) {
    ApiDraft.Where where = new ApiDraft.Where(event.line(), function.path("Events." + id));
    event
        .entries()
        .forEach(
            (name, value) -> {
              if (!KNOWN.contains(name)) {
                template.noEffect(value, where.path() + "." + name);
              }
            });
    boolean isRest = draft.kind() == HttpApi.Kind.REST;
    HttpIntegration.Lambda integration =
        new HttpIntegration.Lambda(
            new Callee(called(function), Optional.empty()),
            isRest || event.textOf("PayloadFormatVersion").orElse("2.0").startsWith("1")
                ? PayloadFormat.V1
                : PayloadFormat.V2,
            template.timeout(
                event.get("TimeoutInMillis"),
                where.path() + ".TimeoutInMillis",
                isRest ? HttpIntegration.MAX_REST_TIMEOUT : HttpIntegration.MAX_TIMEOUT));
    String key = key(event, isRest, where);
    if (!key.isEmpty()) {
      draft.add(key, integration, auth.of(event, where.path()), where);
    }
  }

  /** SAM lets APIs call the alias of a function that publishes one. */
  private static String called(Resource function) {
    return function
        .properties()
        .textOf("AutoPublishAlias")
        .map(alias -> function.ref() + ":" + alias)
        .orElse(function.ref());
  }

  private String key(YamlValue event, boolean isRest, ApiDraft.Where where) {
    Optional<String> path = event.textOf("Path");
    Optional<String> method = event.textOf("Method");
    if (!isRest && path.isEmpty() && method.isEmpty()
        || path.filter(HttpRoute.DEFAULT::equals).isPresent()) {
      return HttpRoute.DEFAULT;
    }
    if (path.isEmpty() || method.isEmpty()) {
      template
          .problems()
          .error(
              where.line(),
              "%s needs a Path and a Method. Add what is missing.".formatted(where.path()));
      return "";
    }
    String verb = method.get();
    boolean isAny = verb.equals("*") || verb.equalsIgnoreCase("any") || verb.equals(ANY);
    return (isAny ? "ANY" : verb.toUpperCase(Locale.ROOT)) + " " + path.get();
  }
}
