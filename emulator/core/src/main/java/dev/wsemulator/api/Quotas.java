package dev.wsemulator.api;

/**
 * The limits that API Gateway puts on a WebSocket API. Immutable.
 *
 * @param frameBytes the longest frame, in bytes, in either direction
 * @param messageBytes the longest message after reassembly, in bytes
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas
 *     for WebSocket APIs</a>
 */
public record Quotas(int frameBytes, int messageBytes) {

  /** Returns the quotas that AWS sets: frames of 32 KB, messages of 128 KB. */
  public static Quotas aws() {
    return new Quotas(32 * 1024, 128 * 1024);
  }
}
