package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.iam.ManagedPolicies;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.stack.Permissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what functions' roles may do. Of AWS's own policies and SAM's policy templates only those
 * that concern {@code execute-api} and {@code lambda:InvokeFunction} matter here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies">Policies
 *     of a function</a>
 */
public final class RolePolicies {
  private static final PolicyStatement EVERYTHING =
      new PolicyStatement(
          true,
          List.of("execute-api:*", "lambda:InvokeFunction", "apigateway:*", "iam:PassRole"),
          List.of("*"));

  private static final Pattern API_ARN = Pattern.compile("arn:[^:]*:execute-api:([^:]*):([^:]*):");

  private final Map<String, Resource> rolesByName = new HashMap<>();
  private final Map<String, List<Resource>> attached = new HashMap<>();
  private final Map<String, Resource> managed = new HashMap<>();
  private final StackLocation account;
  private final Problems problems;

  /**
   * Reads the roles and policies.
   *
   * @param resources all resources, resolved
   * @param account where they are deployed
   */
  public RolePolicies(List<Resource> resources, StackLocation account, Problems problems) {
    this.account = account;
    this.problems = problems;
    for (Resource resource : resources) {
      switch (resource.kind()) {
        case ROLE -> rolesByName.put(roleName(resource), resource);
        case POLICY, ROLE_POLICY -> attach(resource);
        case MANAGED_POLICY -> {
          managed.put(resource.ref(), resource);
          attach(resource);
        }
        default -> {}
      }
    }
  }

  private String roleName(Resource role) {
    return role.ref();
  }

  private void attach(Resource policy) {
    List<String> roles = new ArrayList<>();
    policy.properties().get("Roles").ifPresent(names -> roles.addAll(names.texts()));
    policy.properties().textOf("RoleName").ifPresent(roles::add);
    for (String role : roles) {
      attached.computeIfAbsent(role, name -> new ArrayList<>()).add(policy);
    }
  }

  /** Returns what a function may do. */
  List<PolicyStatement> of(Resource function) {
    Optional<YamlValue> role = function.properties().get("Role").filter(YamlValue::isText);
    if (role.isPresent()) {
      return ofRole(function, role.get());
    }
    boundary(function);
    List<PolicyStatement> statements = new ArrayList<>();
    function
        .properties()
        .get("Policies")
        .ifPresent(policies -> policies.elements().forEach(one -> add(function, one, statements)));
    String generated = generatedRole(function);
    attached.getOrDefault(generated, List.of()).forEach(one -> statements.addAll(statements(one)));
    return statements;
  }

  private String generatedRole(Resource function) {
    return rolesByName.values().stream()
        .filter(role -> role.id().equals(function.id() + "Role"))
        .filter(role -> role.home().stackName().equals(function.home().stackName()))
        .map(Resource::ref)
        .findFirst()
        .orElse("");
  }

  private List<PolicyStatement> ofRole(Resource function, YamlValue arn) {
    String text = arn.text() == null ? "" : arn.text();
    String name = text.substring(text.lastIndexOf('/') + 1);
    Resource role = rolesByName.get(name);
    if (role == null) {
      problems.warning(
          arn.line(),
          "%s is \"%s\", which is not a role of this template, so that its policies are not known: the function may manage the connections of every API here, and invoke every function. Declare the role, to have its policies checked."
              .formatted(function.path("Role"), text));
      return List.of(EVERYTHING);
    }
    boundary(role);
    return statementsOf(role);
  }

  /** Returns the roles of the template, by which integrations and authorizers invoke functions. */
  public List<Permissions.Role> roles() {
    return rolesByName.values().stream()
        .map(
            role ->
                new Permissions.Role(
                    Arn.ofIam(account.accountId(), "role/" + role.ref()),
                    role.properties().get("AssumeRolePolicyDocument").map(JsonForm::of).orElse(""),
                    statementsOf(role)))
        .toList();
  }

  private List<PolicyStatement> statementsOf(Resource role) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (YamlValue policy :
        role.properties().get("Policies").map(YamlValue::elements).orElse(List.of())) {
      policy.get("PolicyDocument").ifPresent(doc -> statements.addAll(document(role, doc)));
    }
    for (YamlValue policy :
        role.properties().get("ManagedPolicyArns").map(YamlValue::elements).orElse(List.of())) {
      add(role, policy, statements);
    }
    attached.getOrDefault(role.ref(), List.of()).forEach(one -> statements.addAll(statements(one)));
    return statements;
  }

  private void boundary(Resource owner) {
    owner
        .properties()
        .get("PermissionsBoundary")
        .ifPresent(
            value ->
                problems.warning(
                    value.line(),
                    owner.path("PermissionsBoundary")
                        + " has no effect here: on AWS it may allow less."));
  }

  private void add(Resource owner, YamlValue policy, List<PolicyStatement> to) {
    if (policy.isMap()) {
      to.addAll(document(owner, policy));
      policy.get("LambdaInvokePolicy").map(this::invocation).ifPresent(to::add);
      return;
    }
    String name = policy.text() == null ? "" : policy.text();
    Resource known = managed.get(name);
    if (known != null) {
      to.addAll(statements(known));
    } else if (name.startsWith("arn:") && !name.contains(":iam::aws:")) {
      problems.warning(
          policy.line(),
          "Resources.%s has the policy \"%s\", which is not of this template: what it allows and denies has no effect here. Declare it, to have it checked."
              .formatted(owner.id(), name));
    }
    String plain = name.substring(name.lastIndexOf('/') + 1);
    to.addAll(ManagedPolicies.named(plain));
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html#lambda-invoke-policy">LambdaInvokePolicy</a>
   */
  private PolicyStatement invocation(YamlValue policy) {
    String function =
        Arn.ofFunction(
            account.region(), account.accountId(), policy.textOf("FunctionName").orElse("") + "*");
    return new PolicyStatement(true, List.of("lambda:InvokeFunction"), List.of(function));
  }

  private List<PolicyStatement> statements(Resource policy) {
    return policy
        .properties()
        .get("PolicyDocument")
        .map(document -> document(policy, document))
        .orElse(List.of());
  }

  private List<PolicyStatement> document(Resource owner, YamlValue document) {
    List<PolicyStatement> statements = new ArrayList<>();
    for (YamlValue statement :
        document.get("Statement").map(YamlValue::elements).orElse(List.of())) {
      statement(owner, statement).ifPresent(statements::add);
    }
    return statements;
  }

  private Optional<PolicyStatement> statement(Resource owner, YamlValue statement) {
    String where = "A policy statement of Resources." + owner.id();
    String effect = statement.textOf("Effect").orElse("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      problems.error(
          statement.line(),
          "%s has the Effect \"%s\". Write Allow or Deny.".formatted(where, effect));
      return Optional.empty();
    }
    List<String> actions = actions(statement);
    List<String> resources = statement.get("Resource").map(YamlValue::texts).orElse(List.of());
    boolean lacksAction = statement.get("Action").or(() -> statement.get("NotAction")).isEmpty();
    boolean lacksResource =
        statement.get("Resource").or(() -> statement.get("NotResource")).isEmpty();
    if (lacksAction || lacksResource) {
      problems.error(
          statement.line(),
          "%s has no %s. Add one.".formatted(where, lacksAction ? "Action" : "Resource"));
      return Optional.empty();
    }
    if (actions.stream().anyMatch(Policies::concernsApis)) {
      refuse(where, statement, "NotResource");
      refuse(where, statement, "Condition");
      statement.get("Resource").ifPresent(all -> warnOfOtherPlaces(where, all));
    }
    return Optional.of(new PolicyStatement(effect.equals("Allow"), actions, resources));
  }

  /** What is of another region or account allows nothing here, as it would there. */
  private void warnOfOtherPlaces(String where, YamlValue resources) {
    for (YamlValue resource : resources.elements()) {
      Matcher arn = API_ARN.matcher(String.valueOf(resource.text()));
      if (arn.lookingAt()) {
        other("AWS::Region", account.region(), arn.group(1))
            .or(() -> other("AWS::AccountId", account.accountId(), arn.group(2)))
            .ifPresent(text -> problems.warning(resource.line(), where + text));
      }
    }
  }

  private static Optional<String> other(String what, String here, String there) {
    return there.equals(here) || there.matches(".*[*?].*|")
        ? Optional.empty()
        : Optional.of(
            " is for %s %s, but here it is %s, so that nothing of it applies. Start with --parameter %s=%s"
                .formatted(what, there, here, what, there));
  }

  /** Returns the actions, which for {@code NotAction} are those that it leaves. */
  private static List<String> actions(YamlValue statement) {
    Optional<YamlValue> all = statement.get("NotAction");
    return all.isEmpty()
        ? statement.get("Action").map(YamlValue::texts).orElse(List.of())
        : Policies.allBut(all.get().texts());
  }

  /** To pass over such a rule could allow more than AWS does. */
  private void refuse(String where, YamlValue statement, String element) {
    statement
        .get(element)
        .filter(value -> !value.isMap() || !value.entries().isEmpty())
        .ifPresent(
            value ->
                problems.error(
                    value.line(),
                    "%s has a %s and concerns execute-api, which is not supported yet. Leave it out for local use."
                        .formatted(where, element)));
  }
}
