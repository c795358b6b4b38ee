package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.integration.event.ConnectCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a handshake must contain before its authorizer is called. Compiled once; immutable.
 *
 * @param kind header, querystring, stageVariables or context
 * @param name what it is called there
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
record IdentitySource(String kind, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:route\\.request\\.(header|querystring)|(stageVariables|context))\\.([a-zA-Z0-9._-]+)");

  /** Variables that have no value before the authorizer is called (REC-058). */
  private static final Set<String> NOT_YET_KNOWN = Set.of("eventType", "messageDirection");

  /**
   * Returns the source that an expression names.
   *
   * @throws IllegalArgumentException if it has none of the forms, in the service's words (CP-27)
   */
  static IdentitySource parse(String expression) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          ("Invalid request identity source expression: %s. The sources must be separated by comma,"
                  + " and each source must be either a request parameter, matching"
                  + " 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable,"
                  + " matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching"
                  + " 'context.[a-zA-Z0-9._-]+'")
              .formatted(expression));
    }
    String kind = form.group(1) == null ? form.group(2) : form.group(1);
    return new IdentitySource(kind, form.group(3));
  }

  /** Returns whether a handshake has something here. */
  boolean isPresent(ConnectCall call) {
    return switch (kind) {
      case "header" -> hasText(call.headers().get(name));
      case "querystring" -> hasText(call.query().get(name));
      case "stageVariables" ->
          !call.request().facts().stage().stage().variables().getOrDefault(name, "").isEmpty();
      default -> isContext(call);
    };
  }

  private static boolean hasText(@Nullable List<String> values) {
    return values != null && !values.get(values.size() - 1).isEmpty();
  }

  private boolean isContext(ConnectCall call) {
    if (NOT_YET_KNOWN.contains(name)) {
      return false;
    }
    Object value = call.context();
    for (String segment : name.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(segment) : null;
    }
    return value != null && !value.toString().isEmpty();
  }
}
