package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.httpapi.event.HttpCall;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a request by which authorizers know who sends it. Immutable.
 *
 * @param kind header, querystring, stageVariables or context
 * @param name what it is called there
 */
record RequestIdentitySource(String kind, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\$|method\\.|route\\.)?(?:request\\.(header|querystring)|(stageVariables|context))\\.(.+)");

  /**
   * Returns the source that an expression names, in the form of HTTP APIs or of REST APIs.
   *
   * @throws IllegalArgumentException if it has neither form
   */
  static RequestIdentitySource parse(String expression) {
    Matcher form = FORM.matcher(expression.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "The identity source \"%s\" is malformed. Use one such as $request.header.Authorization."
              .formatted(expression));
    }
    String kind = form.group(1) == null ? form.group(2) : form.group(1);
    return new RequestIdentitySource(kind, form.group(3));
  }

  /** Returns what a request has here; may be empty. */
  String value(HttpCall call) {
    return switch (kind) {
      case "header" -> last(call.request().headers(name));
      case "querystring" -> last(call.query().getOrDefault(name, List.of()));
      case "stageVariables" -> call.target().stage().variables().getOrDefault(name, "");
      default -> context(call);
    };
  }

  private static String last(List<String> values) {
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  private String context(HttpCall call) {
    return switch (name) {
      case "apiId" -> call.target().api().apiId();
      case "stage" -> call.target().stage().stageName();
      case "httpMethod", "http.method" -> call.request().method();
      case "path", "http.path" -> call.target().paths().sent();
      case "identity.sourceIp", "http.sourceIp" -> call.sourceIp();
      case "identity.userAgent", "http.userAgent" -> call.request().header("User-Agent").orElse("");
      case "routeKey" -> call.request().method() + " " + call.target().paths().ofRoute();
      case "domainName" -> call.host();
      case "requestId" -> call.requestId();
      default -> "";
    };
  }
}
