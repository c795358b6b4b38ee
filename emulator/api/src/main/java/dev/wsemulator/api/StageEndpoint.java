package dev.wsemulator.api;

import java.net.URI;

/**
 * The endpoint of one stage of one API. Immutable.
 *
 * @param apiId the API
 * @param stage the stage's name
 * @param webSocketUrl what clients connect to
 */
public record StageEndpoint(String apiId, String stage, URI webSocketUrl) {
  /**
   * Returns what a management client is given as its endpoint; {@code /@connections} follows it.
   */
  public URI connectionsEndpoint() {
    return URI.create(webSocketUrl.toString().replaceFirst("^ws", "http"));
  }
}
