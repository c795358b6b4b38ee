package dev.wsemulator.internal.logging;

/**
 * The access log of a stage: one line for each CONNECT, MESSAGE, DISCONNECT and CONNECTION_API
 * request. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
 */
public final class AccessLog {
  private final AccessLogFormat format;
  private final String group;
  private final LogOutput output;

  /**
   * Creates a log.
   *
   * @param format the format of the lines
   * @param destination the ARN, or the name, of a log group
   * @param output where lines go
   */
  public AccessLog(AccessLogFormat format, String destination, LogOutput output) {
    this.format = format;
    this.group = LogGroup.ofArn(destination);
    this.output = output;
  }

  /** Returns whether records go anywhere; if not, none need be made. */
  public boolean isOn() {
    return output.isOn();
  }

  /** Writes the line of a request that has ended; never blocks. */
  public void write(RequestRecord request) {
    output.write(group, () -> format.render(request));
  }
}
