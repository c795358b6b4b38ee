package dev.wsemulator.internal.metrics;

import java.util.Locale;

/**
 * The metrics that count.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html">CloudWatch
 *     metrics of WebSocket APIs</a>
 */
enum Metric {
  CONNECT_COUNT("ConnectCount", "Messages sent to the $connect route integration."),
  MESSAGE_COUNT("MessageCount", "Messages from or to clients."),
  INTEGRATION_ERROR(
      "IntegrationError",
      "Requests that a back end that is not a function answered with 4XX or 5XX."),
  CLIENT_ERROR("ClientError", "Requests that the gateway or a function refused with 4XX."),
  EXECUTION_ERROR("ExecutionError", "Requests that ended with 5XX.");

  private final String cloudWatchName;
  private final String help;

  Metric(String cloudWatchName, String help) {
    this.cloudWatchName = cloudWatchName;
    this.help = help;
  }

  String cloudWatchName() {
    return cloudWatchName;
  }

  /** Returns whether every request has a sample of it. */
  boolean isError() {
    return this != CONNECT_COUNT && this != MESSAGE_COUNT;
  }

  String help() {
    return help;
  }

  /** Returns the name in Prometheus: the words of CloudWatch's, and the suffix of counters. */
  String prometheusName() {
    return "apigateway_" + name().toLowerCase(Locale.ROOT) + "_total";
  }
}
