package dev.wsemulator.internal.deployment;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.mapping.TemplateSelection;
import dev.wsemulator.internal.validation.Model;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validates the messages of a route before its integration is called. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html">Request
 *     validation</a>
 */
public final class MessageCheck {
  private static final String DEFAULT = "$default";

  private final String expression;
  private final Map<String, Model> models;

  private MessageCheck(String expression, Map<String, Model> models) {
    this.expression = expression;
    this.models = models;
  }

  /**
   * Returns the check of a route, or {@code null} if it has none.
   *
   * @param route the route
   * @param models the API's models by name
   * @throws IllegalArgumentException if the route names a model that is not there
   */
  public static @Nullable MessageCheck of(Route route, Map<String, Model> models) {
    Route.Validation validation = route.validation().orElse(null);
    if (validation == null) {
      return null;
    }
    Map<String, Model> byKey = new LinkedHashMap<>();
    validation
        .requestModels()
        .forEach(
            (key, name) -> {
              Model model = models.get(name);
              if (model == null) {
                throw new IllegalArgumentException(
                    "There is no model \"%s\". Allowed: %s.".formatted(name, models.keySet()));
              }
              byKey.put(key, model);
            });
    return new MessageCheck(validation.modelSelectionExpression(), byKey);
  }

  /** Returns what is wrong with a message, for the log; empty if it is as its model says. */
  public Optional<String> problem(String message) {
    String key = TemplateSelection.evaluate(expression, message, TemplateSelection.Response.NONE);
    Model model = models.getOrDefault(key, models.get(DEFAULT));
    return model == null
        ? Optional.of("[There is no model for the key \"%s\"]".formatted(key))
        : model.problem(message);
  }
}
