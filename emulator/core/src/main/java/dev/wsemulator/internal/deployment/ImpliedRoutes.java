package dev.wsemulator.internal.deployment;

import dev.wsemulator.internal.metrics.RouteMetrics;

/**
 * The routes that have metrics even if the API does not define them (REC-111).
 *
 * @param connect handshakes
 * @param disconnect ends of connections
 * @param post messages to clients through {@code @connections}
 */
public record ImpliedRoutes(RouteMetrics connect, RouteMetrics disconnect, RouteMetrics post) {
  /** What messages through {@code @connections} are counted as. */
  public static final String POST = "POST /@connections/{connectionId}";
}
