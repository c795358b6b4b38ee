package dev.wsemulator.internal.iam;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import java.util.Map;

/**
 * The permissions of AWS's managed policies, as far as they are applied here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS
 *     managed policies</a>
 */
public final class ManagedPolicies {
  /** The actions that are judged here beside those on {@code execute-api}. */
  static final List<String> OTHER_ACTIONS =
      List.of(
          "lambda:InvokeFunction",
          "apigateway:GET",
          "apigateway:POST",
          "apigateway:PUT",
          "apigateway:PATCH",
          "apigateway:DELETE",
          "iam:PassRole");

  private static final Map<String, List<PolicyStatement>> BY_NAME =
      Map.of(
          "AdministratorAccess", allowed("*"),
          "PowerUserAccess",
              allowed("execute-api:*", "lambda:InvokeFunction", "apigateway:*", "logs:*"),
          "AmazonAPIGatewayInvokeFullAccess", allowed("execute-api:*"),
          "AmazonAPIGatewayAdministrator", allowed("apigateway:*"),
          "AmazonAPIGatewayPushToCloudWatchLogs", allowed("logs:*"),
          "CloudWatchLogsFullAccess", allowed("logs:*"),
          "AWSLambdaRole", allowed("lambda:InvokeFunction"),
          "AWSLambda_FullAccess", allowed("lambda:InvokeFunction"));

  private ManagedPolicies() {}

  /**
   * Returns what a policy allows; nothing, if nothing of it is judged here.
   *
   * @param name the last part of the policy's ARN
   */
  public static List<PolicyStatement> named(String name) {
    return BY_NAME.getOrDefault(name, List.of());
  }

  private static List<PolicyStatement> allowed(String... actions) {
    return List.of(new PolicyStatement(true, List.of(actions), List.of("*")));
  }
}
