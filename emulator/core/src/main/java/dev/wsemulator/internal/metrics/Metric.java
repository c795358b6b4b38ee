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
  INTEGRATION_ERROR("IntegrationError", "Requests that the integration answered with 4XX or 5XX."),
  CLIENT_ERROR("ClientError", "Requests that the gateway answered with 4XX before integration."),
  EXECUTION_ERROR("ExecutionError", "Errors in calling the integration.");

  private final String cloudWatchName;
  private final String help;

  Metric(String cloudWatchName, String help) {
    this.cloudWatchName = cloudWatchName;
    this.help = help;
  }

  String cloudWatchName() {
    return cloudWatchName;
  }

  String help() {
    return help;
  }

  /** Returns the name in Prometheus: the words of CloudWatch's, and the suffix of counters. */
  String prometheusName() {
    return "apigateway_" + name().toLowerCase(Locale.ROOT) + "_total";
  }
}
