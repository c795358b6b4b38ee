package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.stack.Permissions.Permission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates what lets API Gateway invoke functions: their own policies, and who may assume a role.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html">Resource-based
 *     policies of Lambda</a>
 */
public final class InvokePolicies {
  /** What functions are invoked with. */
  public static final String INVOKE = "lambda:InvokeFunction";

  /** As policies name API Gateway. */
  public static final String API_GATEWAY = "apigateway.amazonaws.com";

  private InvokePolicies() {}

  /**
   * Returns whether a permission lets API Gateway invoke a function.
   *
   * @param function its name, with the alias or version that it is called by behind a colon
   * @param sourceArn the ARN of what invokes it
   * @param account where that is
   */
  public static boolean allows(
      Permission permission, String function, String sourceArn, String account) {
    return (permission.caller().principal().equals(API_GATEWAY)
            || permission.caller().principal().equals("*"))
        && Policies.covers(permission.action(), INVOKE)
        && Policies.matches(permission.functionName(), function)
        && permission.caller().sourceArn().stream()
            .allMatch(like -> Policies.matches(like, sourceArn))
        && permission.caller().sourceAccount().stream().allMatch(account::equals);
  }

  /**
   * Returns whether a role's trust policy lets API Gateway assume the role. It does so without
   * {@code aws:SourceArn} and {@code aws:SourceAccount} (REC-053).
   *
   * @param trustPolicy the policy as JSON
   */
  public static boolean isTrusted(String trustPolicy) {
    List<Json> about =
        Json.parse(trustPolicy.getBytes(StandardCharsets.UTF_8))
            .flatMap(policy -> policy.child("Statement"))
            .map(all -> all.isObject() ? List.of(all) : all.elements())
            .orElse(List.of())
            .stream()
            .filter(InvokePolicies::isAboutApiGateway)
            .toList();
    return about.stream().noneMatch(InvokePolicies::denies)
        && about.stream().anyMatch(InvokePolicies::allows);
  }

  private static boolean isAboutApiGateway(Json statement) {
    Optional<Json> principal = statement.child("Principal");
    List<String> services =
        principal
            .flatMap(who -> who.isObject() ? who.child("Service") : principal)
            .map(PolicyDocument::texts)
            .orElse(List.of());
    return (services.contains(API_GATEWAY) || services.contains("*"))
        && statement.child("Action").map(PolicyDocument::texts).orElse(List.of()).stream()
            .anyMatch(action -> Policies.covers(action, "sts:AssumeRole"));
  }

  private static boolean allows(Json statement) {
    return hasEffect(statement, "Allow") && holds(statement, false);
  }

  private static boolean denies(Json statement) {
    return hasEffect(statement, "Deny") && holds(statement, true);
  }

  private static boolean hasEffect(Json statement, String effect) {
    return statement.child("Effect").flatMap(Json::string).filter(effect::equals).isPresent();
  }

  private static boolean holds(Json statement, boolean unknown) {
    return PolicyConditions.parse(statement.child("Condition"))
        .map(conditions -> conditions.hold(Map.of(), unknown))
        .orElse(unknown);
  }
}
