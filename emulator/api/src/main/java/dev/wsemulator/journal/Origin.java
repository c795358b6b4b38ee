package dev.wsemulator.journal;

import org.jspecify.annotations.Nullable;

/**
 * The cause of a call. Immutable.
 *
 * @param apiId the API; {@code null} if it is for none
 * @param stage the stage's name; {@code null} if it is for none
 * @param routeKey the route; {@code null} if it is for none
 * @param connectionId the connection; {@code null} if it is for none
 * @param requestId API Gateway's request; {@code null} if it is for none
 */
public record Origin(
    @Nullable String apiId,
    @Nullable String stage,
    @Nullable String routeKey,
    @Nullable String connectionId,
    @Nullable String requestId) {

  /** Of a call that no client has caused, such as that of a bucket's event. */
  public static final Origin NONE = new Origin(null, null, null, null, null);
}
