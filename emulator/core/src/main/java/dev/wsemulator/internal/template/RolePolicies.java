package dev.wsemulator.internal.template;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what functions' roles may do. Of AWS's own policies and SAM's policy templates only those
 * that concern {@code execute-api} matter here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies">Policies
 *     of a function</a>
 */
final class RolePolicies {
  private static final PolicyStatement EVERY_API =
      new PolicyStatement(true, List.of("execute-api:*"), List.of("*"));
  private static final Set<String> OPEN =
      Set.of("AmazonAPIGatewayInvokeFullAccess", "AdministratorAccess", "PowerUserAccess");

  private final Map<String, Resource> rolesByName = new HashMap<>();
  private final Map<String, List<PolicyStatement>> attached = new HashMap<>();
  private final Map<String, List<PolicyStatement>> managed = new HashMap<>();
  private final Map<String, String> refs;
  private final Problems problems;

  /**
   * Reads the roles and policies.
   *
   * @param resources all resources, resolved
   * @param refs what {@code Ref} yields for them, by logical id
   */
  RolePolicies(List<Resource> resources, Map<String, String> refs, Problems problems) {
    this.refs = refs;
    this.problems = problems;
    for (Resource resource : resources) {
      switch (resource.type()) {
        case "AWS::IAM::Role" -> rolesByName.put(roleName(resource), resource);
        case "AWS::IAM::Policy" -> attach(resource, statements(resource));
        case "AWS::IAM::ManagedPolicy" -> {
          managed.put(refs.get(resource.id()), statements(resource));
          attach(resource, statements(resource));
        }
        default -> {}
      }
    }
  }

  private String roleName(Resource role) {
    return refs.getOrDefault(role.id(), role.id());
  }

  private void attach(Resource policy, List<PolicyStatement> statements) {
    for (String role : policy.properties().get("Roles").map(Value::texts).orElse(List.of())) {
      attached.computeIfAbsent(role, name -> new ArrayList<>()).addAll(statements);
    }
  }

  /** Returns what a function may do. */
  List<PolicyStatement> of(Resource function) {
    Optional<Value> role = function.properties().get("Role").filter(Value::isText);
    if (role.isPresent()) {
      return ofRole(function, role.get());
    }
    List<PolicyStatement> statements = new ArrayList<>();
    function
        .properties()
        .get("Policies")
        .ifPresent(policies -> policies.elements().forEach(one -> add(function, one, statements)));
    String generated = refs.getOrDefault(function.id() + "Role", "");
    statements.addAll(attached.getOrDefault(generated, List.of()));
    return statements;
  }

  private List<PolicyStatement> ofRole(Resource function, Value arn) {
    String text = arn.text() == null ? "" : arn.text();
    String name = text.substring(text.lastIndexOf('/') + 1);
    Resource role = rolesByName.get(name);
    if (role == null) {
      problems.warning(
          arn.line(),
          "%s is \"%s\", no role of this template: the function may call every API here."
              .formatted(function.path("Role"), text));
      return List.of(EVERY_API);
    }
    List<PolicyStatement> statements = new ArrayList<>();
    for (Value policy : role.properties().get("Policies").map(Value::elements).orElse(List.of())) {
      policy.get("PolicyDocument").ifPresent(doc -> statements.addAll(document(role, doc)));
    }
    for (Value policy :
        role.properties().get("ManagedPolicyArns").map(Value::elements).orElse(List.of())) {
      add(role, policy, statements);
    }
    statements.addAll(attached.getOrDefault(name, List.of()));
    return statements;
  }

  private void add(Resource owner, Value policy, List<PolicyStatement> to) {
    if (policy.isMap()) {
      to.addAll(document(owner, policy));
      return;
    }
    String name = policy.text() == null ? "" : policy.text();
    to.addAll(managed.getOrDefault(name, List.of()));
    if (OPEN.contains(name.substring(name.lastIndexOf('/') + 1))) {
      to.add(EVERY_API);
    }
  }

  private List<PolicyStatement> statements(Resource policy) {
    return policy
        .properties()
        .get("PolicyDocument")
        .map(document -> document(policy, document))
        .orElse(List.of());
  }

  private List<PolicyStatement> document(Resource owner, Value document) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (Value statement : document.get("Statement").map(Value::elements).orElse(List.of())) {
      statement(owner, statement).ifPresent(statements::add);
    }
    return statements;
  }

  private Optional<PolicyStatement> statement(Resource owner, Value statement) {
    List<String> actions = statement.get("Action").map(Value::texts).orElse(List.of());
    List<String> resources = statement.get("Resource").map(Value::texts).orElse(List.of());
    String effect = statement.textOf("Effect").orElse("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      problems.error(
          statement.line(),
          "A policy statement of Resources.%s has the Effect \"%s\". Write Allow or Deny."
              .formatted(owner.id(), effect));
      return Optional.empty();
    }
    if (actions.isEmpty() || resources.isEmpty()) {
      problems.warning(
          statement.line(),
          "A policy statement of Resources.%s has no Action or no Resource and has no effect here."
              .formatted(owner.id()));
      return Optional.empty();
    }
    return Optional.of(new PolicyStatement(effect.equals("Allow"), actions, resources));
  }
}
