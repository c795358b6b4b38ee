package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URIs of integrations and authorizers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html">integrationUri</a>
 */
public final class FunctionUri {
  private static final Pattern INVOCATION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/[^/]+/functions/"
              + "(?:[^/]+:function:)?([^:/]+(?::[^:/]+)?)/invocations");
  private static final Pattern PLAIN = Pattern.compile("arn:[^:]+:lambda:[^:]+:\\d+:function:(.+)");
  private static final Pattern SERVICE =
      Pattern.compile("arn:[^:]+:apigateway:[^:]+:(?:[^:.]+\\.)?([a-z0-9-]+):((?:action|path)/.+)");

  private FunctionUri() {}

  public static boolean isInvocation(String uri) {
    return functionName(uri).isPresent();
  }

  /**
   * Returns whether a URI is the ARN of a function itself, by which AWS documents no invocation for
   * WebSocket APIs (LP-09).
   */
  public static boolean isPlain(String uri) {
    return PLAIN.matcher(uri).matches();
  }

  /**
   * Returns the name of the function that a URI invokes, with its alias or version behind a colon;
   * it may hold stage variables.
   */
  public static Optional<String> functionName(String uri) {
    return first(INVOCATION.matcher(uri));
  }

  /** Returns the name of the function whose ARN a URI is, with its alias or version. */
  public static Optional<String> plainName(String uri) {
    return first(PLAIN.matcher(uri));
  }

  private static Optional<String> first(Matcher matcher) {
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  public static String ofFunction(AwsAccount account, String functionName) {
    return Arn.ofIntegration(
        account.region(),
        "lambda",
        "path/2015-03-31/functions/%s/invocations".formatted(arn(account, functionName)));
  }

  public static String arn(AwsAccount account, String functionName) {
    return Arn.ofFunction(account.region(), account.accountId(), functionName);
  }

  public static boolean isService(String uri) {
    Matcher matcher = SERVICE.matcher(uri);
    return matcher.matches() && !matcher.group(1).equals("lambda");
  }

  /** Returns the name of the service that a URI calls. */
  public static String service(String uri) {
    return SERVICE.matcher(uri).replaceFirst("$1");
  }

  /** Returns the action or the path of the service that a URI calls. */
  public static String target(String uri) {
    return SERVICE.matcher(uri).replaceFirst("$2");
  }
}
