package dev.wsemulator.api;

import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A route of an HTTP API, or a method of a resource of a REST API. Immutable.
 *
 * @param routeKey a verb or {@code ANY}, a space, and a path in which {@code {name}} stands for one
 *     segment and {@code {name+}} at the end for all that follow; or {@code $default}
 * @param integration what answers
 * @param authorization who may call
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
public record HttpRoute(
    String routeKey, HttpIntegration integration, HttpAuthorization authorization) {
  /** The key of the route for requests that no other route takes. */
  public static final String DEFAULT = "$default";

  private static final Pattern FORM = Pattern.compile("[A-Z]+ /([^+]|\\+(?!}))*(\\{[^{}/+]+\\+})?");

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException if the key is malformed; the message shows a key
   */
  public HttpRoute {
    Objects.requireNonNull(integration, "integration");
    Objects.requireNonNull(authorization, "authorization");
    if (!routeKey.equals(DEFAULT) && !FORM.matcher(routeKey).matches()) {
      throw new IllegalArgumentException(
          "The route key \"%s\" is malformed. Use a verb and a path, such as GET /items/{id}, or $default."
              .formatted(routeKey));
    }
  }

  /** Returns a route to a function that gets events of format 2.0, open to everyone. */
  public static HttpRoute of(String routeKey, String functionName) {
    return new HttpRoute(
        routeKey,
        HttpIntegration.function(functionName, PayloadFormat.V2),
        new HttpAuthorization.Open());
  }

  /** Returns the verb; {@code ANY} for all. */
  public String method() {
    return routeKey.equals(DEFAULT) ? "ANY" : routeKey.substring(0, routeKey.indexOf(' '));
  }

  /** Returns the path; {@code $default} for the route of all other requests. */
  public String path() {
    return routeKey.substring(routeKey.indexOf(' ') + 1);
  }
}
