package dev.wsemulator.internal.recording;

import dev.wsemulator.internal.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code @connections}.
 *
 * @param stage what it is made through
 * @param connectionId the connection
 * @param request the call
 * @param function the function that makes it; {@code null} if it comes from outside
 */
public record RecordedCall(
    StagePath stage, String connectionId, HttpRequest request, @Nullable String function) {

  /**
   * The stage of a call.
   *
   * @param api the API's id
   * @param name the stage's name
   */
  public record StagePath(String api, String name) {}
}
