package dev.wsemulator.internal.routing;

import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.SelectionExpression.BodyPath;
import dev.wsemulator.api.SelectionExpression.Literal;
import dev.wsemulator.api.SelectionExpression.Part;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.journal.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the route of a message. Pure.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html">Route
 *     selection</a>
 */
public final class RouteSelector {
  private RouteSelector() {}

  /**
   * Returns the route whose key equals what the API's route selection expression yields for the
   * message, else {@code $default}, else {@code null}. A message never reaches {@code $connect} or
   * {@code $disconnect}.
   */
  public static @Nullable DeployedRoute select(DeployedStage stage, String message) {
    String key = evaluate(stage.api().routeSelectionExpression(), message);
    if (!key.equals(Route.CONNECT) && !key.equals(Route.DISCONNECT)) {
      DeployedRoute selected = stage.routes().get(key);
      if (selected != null) {
        return selected;
      }
    }
    return stage.routes().get(Route.DEFAULT);
  }

  /** Returns why no route takes a message. */
  public static Reason unmatched(DeployedStage stage, String message) {
    SelectionExpression expression = stage.api().routeSelectionExpression();
    String key = evaluate(expression, message);
    List<String> keys =
        stage.routes().keySet().stream()
            .filter(each -> !each.equals(Route.CONNECT) && !each.equals(Route.DISCONNECT))
            .sorted()
            .toList();
    String gives =
        key.isEmpty()
            ? "nothing: the message "
                + (parse(message).isEmpty() ? "is not JSON" : "has no such part")
            : Reason.quoted(key);
    return Reason.of("no-route", "No route matches the message, and there is no $default route.")
        .found(
            "The route selection expression %s evaluates to %s. The routes are: %s."
                .formatted(
                    expression.text(), gives, keys.isEmpty() ? "none" : String.join(", ", keys)))
        .advice("Send a route key, or add the route or $default." + Spelling.hint(key, keys));
  }

  /** Returns what the expression yields for the message; a missing value is the empty string. */
  static String evaluate(SelectionExpression expression, String message) {
    Optional<Json> body = Optional.empty();
    boolean parsed = false;
    StringBuilder result = new StringBuilder();
    for (Part part : expression.parts()) {
      if (part instanceof Literal literal) {
        result.append(literal.text());
      } else if (part instanceof BodyPath path) {
        if (!parsed) {
          body = parse(message);
          parsed = true;
        }
        result.append(value(body, path));
      }
    }
    return result.toString();
  }

  private static Optional<Json> parse(String message) {
    int at = 0;
    while (at < message.length() && message.charAt(at) <= ' ') {
      at++;
    }
    boolean mayBeJson =
        at < message.length() && "{[\"-0123456789tfn".indexOf(message.charAt(at)) >= 0;
    return mayBeJson ? Json.parseMessage(message) : Optional.empty();
  }

  private static String value(Optional<Json> body, BodyPath path) {
    Optional<Json> value = body;
    for (String segment : path.segments()) {
      value = value.flatMap(json -> json.child(segment));
    }
    return value.map(Json::selectionText).orElse("");
  }
}
