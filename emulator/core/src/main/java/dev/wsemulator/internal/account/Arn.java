package dev.wsemulator.internal.account;

import java.util.Optional;

/**
 * An Amazon Resource Name. Immutable.
 *
 * @param service for example {@code iam}
 * @param region may be empty
 * @param accountId may be empty
 * @param resource for example {@code role/admin}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon
 *     Resource Names</a>
 */
public record Arn(String service, String region, String accountId, String resource) {
  /** What tells the stream of a template's table from others that the table could have had. */
  public static final String STREAM_LABEL = "2024-01-01T00:00:00.000";

  private static final String PARTITION = "arn:aws:";

  /** Returns the text of an ARN. */
  public static String of(String service, String region, String accountId, String resource) {
    return PARTITION + service + ":" + region + ":" + accountId + ":" + resource;
  }

  public static String ofFunction(String region, String accountId, String functionName) {
    return of("lambda", region, accountId, "function:" + functionName);
  }

  /** Returns the ARN of something in IAM, such as {@code role/admin}. */
  public static String ofIam(String accountId, String resource) {
    return of("iam", "", accountId, resource);
  }

  /** Returns the ARN of a stage, or of something below it. */
  public static String ofExecuteApi(String region, String accountId, String path) {
    return of("execute-api", region, accountId, path);
  }

  /** Returns what the URI of an integration calls. */
  public static String ofIntegration(String region, String service, String target) {
    return of("apigateway", region, service, target);
  }

  /** Returns the parts of an ARN in any partition, or empty if a text is none. */
  public static Optional<Arn> parse(String text) {
    String[] parts = text.split(":", 6);
    return parts.length == 6 && parts[0].equals("arn")
        ? Optional.of(new Arn(parts[2], parts[3], parts[4], parts[5]))
        : Optional.empty();
  }
}
