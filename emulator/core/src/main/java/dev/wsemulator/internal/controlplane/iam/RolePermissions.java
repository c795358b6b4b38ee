package dev.wsemulator.internal.controlplane.iam;

import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.iam.ManagedPolicies;
import dev.wsemulator.lambda.PolicyStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The permissions of functions whose roles were created by calls. */
public final class RolePermissions {
  private RolePermissions() {}

  /** Returns whether a change may be about what functions may do. */
  public static boolean concerns(Change change) {
    return change.path().startsWith(RoleCalls.path("")) || ManagedPolicyCalls.concerns(change);
  }

  /** Returns what a role allows and denies, or empty if calls have not created it. */
  public static Optional<List<PolicyStatement>> of(Documents documents, String roleArn) {
    return role(documents, roleArn).map(role -> statements(documents, role));
  }

  /** Returns the policy that says who may take a role; empty if calls have not created it. */
  public static String trust(Documents documents, String roleArn) {
    return role(documents, roleArn)
        .flatMap(role -> role.text("AssumeRolePolicyDocument"))
        .orElse("");
  }

  private static Optional<Document> role(Documents documents, String arn) {
    return documents
        .find(RoleCalls.path(arn.substring(arn.lastIndexOf('/') + 1)))
        .filter(role -> role.text("Arn").orElse("").equals(arn));
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
      if (ManagedPolicyCalls.isOfAws(arn)) {
        statements.addAll(ManagedPolicies.named(name));
      }
    }
    return statements;
  }
}
