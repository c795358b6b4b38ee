package dev.wsemulator.internal.template;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads what a function's role may do, as far as it matters here: {@code execute-api}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies">Policies
 *     of a function</a>
 */
final class RolePolicies {
  private static final PolicyStatement EVERY_API =
      new PolicyStatement(true, List.of("execute-api:*"), List.of("*"));

  private RolePolicies() {}

  /** Returns the statements of a SAM function's {@code Policies}. */
  static List<PolicyStatement> ofPolicies(Value policies) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (Value policy : policies.elements()) {
      if (policy.isText()) {
        managed(policy.text(), statements);
      } else if (policy.get("Statement").isPresent()) {
        statements.addAll(ofDocument(policy));
      }
    }
    return statements;
  }

  /** Returns the statements of a role. */
  static List<PolicyStatement> ofRole(Value role) {
    List<PolicyStatement> statements = new ArrayList<>();
    role.get("Policies")
        .ifPresent(
            all ->
                all.elements()
                    .forEach(
                        policy ->
                            policy
                                .get("PolicyDocument")
                                .ifPresent(document -> statements.addAll(ofDocument(document)))));
    role.get("ManagedPolicyArns")
        .ifPresent(all -> all.texts().forEach(arn -> managed(arn, statements)));
    return statements;
  }

  private static void managed(String name, List<PolicyStatement> statements) {
    boolean everyApi =
        name.endsWith("AmazonAPIGatewayInvokeFullAccess") || name.endsWith("AdministratorAccess");
    if (everyApi) {
      statements.add(EVERY_API);
    }
  }

  static List<PolicyStatement> ofDocument(Value document) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (Value statement : document.get("Statement").map(Value::elements).orElse(List.of())) {
      Map<String, Value> entries = statement.entries();
      if (entries.containsKey("Action") && entries.containsKey("Resource")) {
        statements.add(
            new PolicyStatement(
                statement.textOf("Effect").orElse("").equals("Allow"),
                entries.get("Action").texts(),
                entries.get("Resource").texts()));
      }
    }
    return statements;
  }
}
