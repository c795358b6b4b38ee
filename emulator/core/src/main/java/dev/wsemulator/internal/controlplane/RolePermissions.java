package dev.wsemulator.internal.controlplane;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What functions may do whose roles calls have created. */
final class RolePermissions {
  private static final PolicyStatement EVERY_API =
      new PolicyStatement(true, List.of("execute-api:*"), List.of("*"));
  private static final PolicyStatement EVERY_FUNCTION =
      new PolicyStatement(true, List.of("lambda:InvokeFunction"), List.of("*"));

  /** Those of AWS's own policies that concern APIs, and those that concern functions. */
  private static final Set<String> OPEN_APIS =
      Set.of("AmazonAPIGatewayInvokeFullAccess", "AdministratorAccess", "PowerUserAccess");

  private static final Set<String> OPEN_FUNCTIONS =
      Set.of("AWSLambdaRole", "AWSLambda_FullAccess", "AdministratorAccess", "PowerUserAccess");

  private RolePermissions() {}

  /** Returns whether a change may be about what functions may do. */
  static boolean concerns(Change change) {
    return change.path().startsWith(RoleCalls.path("")) || ManagedPolicyCalls.concerns(change);
  }

  /** Returns what a role allows and denies, or empty if calls have not created it. */
  static Optional<List<PolicyStatement>> of(Documents documents, String roleArn) {
    return documents
        .find(RoleCalls.path(roleArn.substring(roleArn.lastIndexOf('/') + 1)))
        .filter(role -> role.text("Arn").orElse("").equals(roleArn))
        .map(role -> statements(documents, role));
  }

  private static List<PolicyStatement> statements(Documents documents, Document role) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (Map.Entry<String, String> inline : role.texts(RoleCalls.POLICIES).entrySet()) {
      statements.addAll(PolicyText.statements(inline.getValue()));
    }
    for (String arn : role.list(RoleCalls.ATTACHED)) {
      ManagedPolicyCalls.text(documents, arn)
          .ifPresent(text -> statements.addAll(PolicyText.statements(text)));
      String name = arn.substring(arn.lastIndexOf('/') + 1);
      if (ManagedPolicyCalls.isOfAws(arn) && OPEN_APIS.contains(name)) {
        statements.add(EVERY_API);
      }
      if (ManagedPolicyCalls.isOfAws(arn) && OPEN_FUNCTIONS.contains(name)) {
        statements.add(EVERY_FUNCTION);
      }
    }
    return statements;
  }
}
