package dev.wsemulator.api;

import java.util.Map;
import java.util.Objects;

/**
 * A stage of a WebSocket API: the first segment of its URL. Immutable.
 *
 * @param stageName letters, digits, hyphen and underscore
 * @param variables the stage variables; may be empty
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-stages.html">Stages</a>
 */
public record Stage(String stageName, Map<String, String> variables) {

  /** Copies the variables. */
  public Stage {
    Objects.requireNonNull(stageName, "stageName");
    variables = Map.copyOf(variables);
  }

  /** Returns a stage without variables. */
  public static Stage of(String stageName) {
    return new Stage(stageName, Map.of());
  }
}
