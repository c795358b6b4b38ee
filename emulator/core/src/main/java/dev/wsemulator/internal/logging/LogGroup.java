package dev.wsemulator.internal.logging;

/** Names of log groups. */
public final class LogGroup {
  private static final String ARN_PART = ":log-group:";

  private LogGroup() {}

  /**
   * Returns the name of the log group that the gateway writes its execution log to (REC-093).
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
   */
  public static String ofExecution(String apiId, String stage) {
    return "/aws/apigateway/" + apiId + "/" + stage;
  }

  /**
   * Returns the name of the log group that an access log's destination names: an ARN, with or
   * without {@code :*} at its end, or anything else, which is then the name.
   */
  public static String ofArn(String destination) {
    int start = destination.indexOf(ARN_PART);
    if (start < 0) {
      return destination;
    }
    String name = destination.substring(start + ARN_PART.length());
    int end = name.indexOf(':');
    return end < 0 ? name : name.substring(0, end);
  }

  /**
   * Returns the name of the file that holds a log group's lines. It is one file in one folder,
   * whatever the group is called.
   */
  public static String fileName(String group) {
    String flat = group.replaceAll("[^A-Za-z0-9_.#-]", "_").replaceAll("^[_.]+", "");
    return (flat.isEmpty() ? "log" : flat) + ".log";
  }
}
