package dev.wsemulator.internal.iam;

import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import java.util.stream.Collectors;

/** The reasons why a policy does not allow a call. */
public final class PolicyReasons {
  private PolicyReasons() {}

  /** Returns why a role's policy does not let a caller do something. */
  public static Reason notAllowed(CallerPrincipal caller, String action, String resource) {
    boolean denied = Policies.denies(caller.policy(), action, resource);
    Reason reason =
        denied
            ? Reason.of("denied", "The policy of %s denies the call.".formatted(caller.arn()))
            : Reason.of(
                "not-allowed", "The policy of %s does not allow the call.".formatted(caller.arn()));
    return reason
        .expected(statement(denied, action, resource))
        .found(describe(caller.policy()))
        .advice("Change the policies of the caller's role.");
  }

  /** Returns why what an authorizer returned does not let a client in. */
  public static Reason ofAuthorizer(
      String authorizer, PolicyDocument policy, boolean denied, String resource) {
    return Reason.of(
            denied ? "authorizer-denied" : "authorizer-not-allowed",
            "The policy that the authorizer %s returned %s the handshake."
                .formatted(authorizer, denied ? "denies" : "does not allow"))
        .expected(statement(denied, "execute-api:Invoke", resource))
        .found(policy.describe())
        .advice("Change the policyDocument that the authorizer returns.");
  }

  private static String statement(boolean denied, String action, String resource) {
    return denied
        ? "No statement may deny %s on %s.".formatted(action, resource)
        : "A statement is missing: Allow %s on %s.".formatted(action, resource);
  }

  /** Returns what a policy says, for people. */
  public static String describe(List<PolicyStatement> policy) {
    return policy.isEmpty()
        ? "It has no statements."
        : policy.stream()
            .map(
                each ->
                    "%s %s on %s"
                        .formatted(
                            each.allow() ? "Allow" : "Deny",
                            String.join(", ", each.actions()),
                            String.join(", ", each.resources())))
            .collect(Collectors.joining("; ", "It says: ", "."));
  }
}
