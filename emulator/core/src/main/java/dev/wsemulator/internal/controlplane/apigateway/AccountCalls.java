package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.internal.controlplane.iam.RolePermissions;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.definition.StageRules;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;

/**
 * The settings of the account in a region, of which only the role for logs matters here (LG-11).
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html">Account</a>
 */
final class AccountCalls {
  /**
   * What the role must be allowed to do.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html">AmazonAPIGatewayPushToCloudWatchLogs</a>
   */
  private static final List<String> RIGHTS =
      List.of(
          "CreateLogGroup",
          "CreateLogStream",
          "DescribeLogGroups",
          "DescribeLogStreams",
          "PutLogEvents",
          "GetLogEvents",
          "FilterLogEvents");

  private AccountCalls() {}

  static Document get(Draft draft) {
    return draft
        .find(StageRules.ACCOUNT_PATH)
        .orElse(Document.EMPTY)
        .with(
            "throttleSettings",
            Document.EMPTY.with("burstLimit", 5000).with("rateLimit", 10_000.0).members())
        .with("features", List.of("UsagePlans"))
        .with("apiKeyVersion", "4")
        .visible();
  }

  /** Does what the patch operations say. */
  static Document update(Draft draft, Document request) {
    Document account = draft.find(StageRules.ACCOUNT_PATH).orElse(Document.EMPTY);
    if (request.members().get("patchOperations") instanceof List<?> operations) {
      for (Object each : operations) {
        Document operation = Document.of(each);
        String name = operation.text("path").orElse("").replace("/", "");
        String value = operation.text("value").orElse("");
        if (!name.equals(StageRules.ACCOUNT_ROLE)) {
          throw ServiceException.badRequest(
              "Invalid patch path %s", operation.text("path").orElse(""));
        }
        boolean isGone = value.isEmpty() || operation.text("op").orElse("").equals("remove");
        if (!isGone) {
          checkRole(draft, value);
        }
        account = isGone ? account.without(name) : account.with(name, value);
      }
    }
    draft.put(StageRules.ACCOUNT_PATH, account);
    return get(draft);
  }

  /**
   * Refuses a role that cannot write logs (REC-107). One that calls have not created is believed to
   * be able to: here, unlike on AWS, it need not exist.
   */
  private static void checkRole(Draft draft, String arn) {
    boolean isAble =
        RolePermissions.of(draft.documents(), arn)
            .map(policy -> isTrusting(draft, arn) && canLog(policy))
            .orElse(true);
    if (!isAble) {
      throw ServiceException.badRequest(
          "The role ARN does not have required permissions configured. Please grant trust"
              + " permission for API Gateway and add the required role policy.");
    }
  }

  private static boolean canLog(List<PolicyStatement> policy) {
    return RIGHTS.stream().allMatch(action -> Policies.allows(policy, "logs:" + action, "*"));
  }

  private static boolean isTrusting(Draft draft, String arn) {
    return RolePermissions.trust(draft.documents(), arn).contains("apigateway.amazonaws.com");
  }
}
