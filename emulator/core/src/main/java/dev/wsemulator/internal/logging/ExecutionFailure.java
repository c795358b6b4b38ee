package dev.wsemulator.internal.logging;

/**
 * What the execution log says when a request fails, in AWS's words.
 *
 * @see <a href="https://repost.aws/knowledge-center/api-gateway-logs">Troubleshooting with API
 *     Gateway logs</a>
 */
public final class ExecutionFailure {
  /** The function's answer is no proxy response. */
  public static final String MALFORMED_PROXY_RESPONSE =
      configuration("Malformed Lambda proxy response");

  /** The gateway may not invoke the function. */
  public static final String INVALID_PERMISSIONS =
      configuration("Invalid permissions on Lambda function");

  /** The integration did not answer in time. */
  public static final String TIMEOUT = "Execution failed due to a timeout error";

  private ExecutionFailure() {}

  /** Returns the text for something that is set wrongly. */
  public static String configuration(String what) {
    return "Execution failed due to configuration error: " + what;
  }

  /** Returns the text for a function that failed, or overran its own time. */
  public static String function(String errorMessage, String lambdaRequestId) {
    return "Lambda execution failed with status 200 due to customer function error: "
        + errorMessage
        + ". Lambda request id: "
        + lambdaRequestId;
  }

  /** Returns the text for a request that the gateway refuses, such as {@code Forbidden}. */
  public static String refused(String message) {
    return "Execution failed: " + message;
  }
}
