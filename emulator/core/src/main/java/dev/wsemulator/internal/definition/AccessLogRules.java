package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.logging.AccessLogFormat;
import dev.wsemulator.internal.logging.LogDestination;

/**
 * What the access log of a stage must be like.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
 */
final class AccessLogRules {
  private AccessLogRules() {}

  /**
   * Refuses a format that AWS refuses, and then a destination that is none (REC-101 to REC-104).
   */
  static void check(Document settings) {
    settings.text("format").ifPresent(AccessLogFormat::compile);
    settings
        .text("destinationArn")
        .flatMap(LogDestination::problem)
        .ifPresent(
            problem -> {
              throw ServiceException.badRequest("%s", problem);
            });
  }
}
