package dev.wsemulator.internal.logging;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The destination of an access log: a log group, or a delivery stream with the required prefix.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
 */
public final class LogDestination {
  private static final Pattern STREAM =
      Pattern.compile("arn:[^:]*:firehose:[^:]*:[^:]*:deliverystream/(?!amazon-apigateway-).*");

  private LogDestination() {}

  /** Returns what is wrong with an ARN, in AWS's words where they are known, or empty. */
  public static Optional<String> problem(String arn) {
    if (!arn.startsWith("arn:")) {
      return Optional.of(
          "Invalid ARN specified in the request. ARNs must start with 'arn:': " + arn);
    }
    return STREAM.matcher(arn).matches()
        ? Optional.of(
            "Invalid ARN specified in the request. The name of a delivery stream must begin with"
                + " 'amazon-apigateway-': "
                + arn)
        : Optional.empty();
  }
}
