package dev.wsemulator.cli.console;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.AuthorizationVisitor;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes of a stack, and what they call. */
public final class RouteList {
  private final Stack stack;
  private final Set<String> functions;

  public RouteList(Stack stack) {
    this.stack = stack;
    this.functions =
        stack.functions().stream().map(FunctionDefinition::name).collect(Collectors.toSet());
  }

  /** Returns a line for each route, for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (WebSocketApi api : stack.apis()) {
      for (Route route : sorted(api)) {
        lines.add(
            "%-16s %s%s%s"
                .formatted(route.routeKey(), target(route), manner(route), authorizer(route))
                .stripTrailing());
      }
    }
    for (HttpApi api : stack.httpApis()) {
      for (HttpRoute route : sorted(api)) {
        String target = target(route);
        lines.add(
            "%-16s %s%s".formatted(route.routeKey(), target, authorizer(route)).stripTrailing());
      }
    }
    return lines;
  }

  /** Returns the routes for programs. */
  public List<Map<String, Object>> fields() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (WebSocketApi api : stack.apis()) {
      for (Route route : sorted(api)) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("apiId", api.apiId());
        fields.put("routeKey", route.routeKey());
        fields.put("target", target(route));
        fields.put("twoWay", route.respondsToClient());
        all.add(fields);
      }
    }
    for (HttpApi api : stack.httpApis()) {
      for (HttpRoute route : sorted(api)) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("apiId", api.apiId());
        fields.put("routeKey", route.routeKey());
        fields.put("target", target(route));
        all.add(fields);
      }
    }
    return all;
  }

  private static List<HttpRoute> sorted(HttpApi api) {
    return api.routes().values().stream()
        .sorted(Comparator.comparing(HttpRoute::path).thenComparing(HttpRoute::method))
        .toList();
  }

  private String target(HttpRoute route) {
    return route.integration() instanceof HttpIntegration.Lambda lambda
        ? function(lambda.callee().functionName())
        : "(mock)";
  }

  private static String authorizer(HttpRoute route) {
    HttpAuthorization authorization = route.authorization();
    if (authorization instanceof HttpAuthorization.Jwt jwt) {
      return ", JWT of " + jwt.issuer().url();
    }
    if (authorization instanceof HttpAuthorization.UserPool) {
      return ", user pool";
    }
    if (authorization instanceof HttpAuthorization.Custom custom) {
      return ", authorizer " + custom.authorizer().callee().functionName();
    }
    return authorization instanceof HttpAuthorization.Iam ? ", AWS_IAM" : "";
  }

  private static List<Route> sorted(WebSocketApi api) {
    return api.routes().values().stream().sorted(Comparator.comparing(Route::routeKey)).toList();
  }

  private String target(Route route) {
    return route.integration().map(this::target).orElse("(no integration)");
  }

  private String target(Integration integration) {
    return integration.function().map(this::function).orElse(integration.destination());
  }

  private String function(String name) {
    String own = name.replaceFirst(":[^:]*$", ""); // an alias or a version may stand behind it
    boolean isKnown = functions.contains(name) || functions.contains(own) || name.contains("${");
    return isKnown ? name : name + " (unknown function)";
  }

  private static String manner(Route route) {
    return route.respondsToClient() ? ", two-way" : "";
  }

  private static String authorizer(Route route) {
    return route.authorization().accept(new AuthorizerWords());
  }

  private static final class AuthorizerWords implements AuthorizationVisitor<String> {
    @Override
    public String open(Authorization.Open authorization) {
      return "";
    }

    @Override
    public String iam(Authorization.Iam authorization) {
      return ", AWS_IAM";
    }

    @Override
    public String custom(Authorization.Custom authorization) {
      return ", authorizer " + authorization.authorizer().functionName();
    }
  }
}
