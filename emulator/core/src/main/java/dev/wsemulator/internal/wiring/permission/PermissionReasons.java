package dev.wsemulator.internal.wiring.permission;

import dev.wsemulator.internal.iam.InvokePolicies;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.integration.InvokePermissions.Call;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Permissions.Role;
import java.util.List;
import java.util.stream.Collectors;

/** The reasons why API Gateway may not invoke a function. */
final class PermissionReasons {
  private PermissionReasons() {}

  static Reason noPermission(Call call, String sourceArn, List<Permission> permissions) {
    return Reason.of(
            "no-invoke-permission",
            "API Gateway may not invoke the function %s.".formatted(call.function()))
        .expected(
            "The function's policy must allow lambda:InvokeFunction to apigateway.amazonaws.com for %s."
                .formatted(sourceArn))
        .found(
            permissions.isEmpty()
                ? "The function has no policy."
                : permissions.stream()
                    .map(PermissionReasons::text)
                    .collect(Collectors.joining("; ", "Its policy allows: ", ".")))
        .advice(
            ("Add to the template an AWS::Lambda::Permission with FunctionName %s, Action"
                    + " lambda:InvokeFunction, Principal apigateway.amazonaws.com and SourceArn %s,"
                    + " or call AddPermission. Without --enforce-permissions it is not needed here.")
                .formatted(call.function(), everyStage(sourceArn)));
  }

  private static String text(Permission permission) {
    return "%s to %s on %s%s%s"
        .formatted(
            permission.action(),
            permission.caller().principal(),
            permission.functionName(),
            permission.caller().sourceArn().map(arn -> " for " + arn).orElse(""),
            permission.caller().sourceAccount().map(id -> " of account " + id).orElse(""));
  }

  /** Returns the pattern that people write: every stage and route of the API. */
  private static String everyStage(String sourceArn) {
    return sourceArn.substring(0, sourceArn.indexOf('/')) + "/*";
  }

  static Reason notTrusted(Call call, Role role) {
    return Reason.of(
            "role-not-trusted",
            "API Gateway may not invoke the function %s.".formatted(call.function()))
        .expected(
            "The role %s must let apigateway.amazonaws.com assume it, without conditions on aws:SourceArn or aws:SourceAccount."
                .formatted(role.arn()))
        .found(
            role.trustPolicy().isEmpty()
                ? "The role has no trust policy."
                : "Its trust policy is %s.".formatted(Reason.quoted(role.trustPolicy())))
        .advice(
            "Add to AssumeRolePolicyDocument of the role a statement: Allow sts:AssumeRole to the Service apigateway.amazonaws.com.");
  }

  static Reason notAllowed(Call call, Role role) {
    return Reason.of(
            "role-not-allowed",
            "API Gateway may not invoke the function %s.".formatted(call.function()))
        .expected(
            "The policies of the role %s must allow %s on %s, and none may deny it."
                .formatted(role.arn(), InvokePolicies.INVOKE, call.functionArn()))
        .found(PolicyReasons.describe(role.policy()))
        .advice(
            "Add to Policies of the role a statement: Allow lambda:InvokeFunction on %s."
                .formatted(call.functionArn()));
  }
}
