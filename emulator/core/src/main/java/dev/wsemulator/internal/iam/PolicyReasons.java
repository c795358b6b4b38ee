package dev.wsemulator.internal.iam;

import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reasons why a policy does not allow a call. */
public final class PolicyReasons {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

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
        .advice(
            elsewhere(caller.policy(), action, resource)
                .map(
                    region ->
                        "It allows the call in %1$s: if the application is for %1$s, start with --parameter AWS::Region=%1$s; else change the policies of the caller's role."
                            .formatted(region))
                .orElse("Change the policies of the caller's role."));
  }

  /** Returns another region in which a policy allows what it does not allow in this one. */
  private static Optional<String> elsewhere(
      List<PolicyStatement> policy, String action, String resource) {
    return policy.stream()
        .flatMap(statement -> statement.resources().stream())
        .flatMap(PolicyReasons::region)
        .filter(region -> Policies.allows(policy, action, in(region, resource)))
        .findFirst();
  }

  private static Stream<String> region(String arn) {
    String[] parts = arn.split(":", 5);
    return parts.length < 5
        ? Stream.empty()
        : Stream.of(parts[3]).filter(REGION.asMatchPredicate());
  }

  private static String in(String region, String arn) {
    String[] parts = arn.split(":", 5);
    parts[3] = region;
    return String.join(":", parts);
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
