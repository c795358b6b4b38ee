package dev.wsemulator.journal;

import org.jspecify.annotations.Nullable;

/**
 * The cause of a call. Immutable.
 *
 * @param target the route of an API; {@code null} if it is for none
 * @param connectionId the connection; {@code null} if it is for none
 * @param requestId API Gateway's request; {@code null} if it is for none
 */
public record Origin(
    @Nullable Target target, @Nullable String connectionId, @Nullable String requestId) {

  /**
   * A route of an API.
   *
   * @param apiId the API
   * @param stage the stage's name
   * @param routeKey the route
   */
  public record Target(String apiId, String stage, @Nullable String routeKey) {}

  /** Of a call that no client has caused, such as that of a bucket's event. */
  public static final Origin NONE = new Origin(null, null, null);
}
