package dev.wsemulator.internal.template;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the intrinsics of one template can refer to. Not thread-safe. */
final class Scope {
  private static final int MAX_DEPTH = 100;

  private final Account account;
  private final Map<String, Value> parameters;
  private final Value mappings;
  private final Map<String, Resource> resources;
  private final Names names;
  private final Value declaredParameters;
  private final boolean isExtended;
  private final Outside outside;
  private final Map<String, String> refs = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * Creates a scope.
   *
   * @param parameters the values of the parameters; those that AWS keeps are null
   * @param root the template
   */
  Scope(
      Surroundings surroundings,
      Map<String, Value> parameters,
      Value root,
      Map<String, Resource> resources) {
    this.account = surroundings.account();
    this.outside = surroundings.outside();
    this.declaredParameters = root.get("Parameters").orElse(Value.nothing(root.line()));
    this.isExtended = Declarations.transforms(root).contains(Declarations.EXTENSIONS);
    this.parameters = parameters;
    this.mappings = root.get("Mappings").orElse(Value.nothing(root.line()));
    this.resources = resources;
    this.names = new Names(account);
  }

  /**
   * What is around a template.
   *
   * @param account where it is deployed
   * @param outside what it can refer to beyond itself
   */
  record Surroundings(Account account, Outside outside) {}

  Account account() {
    return account;
  }

  Outside outside() {
    return outside;
  }

  /** Returns whether the template has the transform that knows more intrinsics. */
  boolean isExtended() {
    return isExtended;
  }

  /** Returns what {@code Ref} yields for the name. */
  Optional<Value> ref(String name, int line, Intrinsics intrinsics) {
    if (parameters.containsKey(name)) {
      Value value = parameters.get(name);
      return Optional.of(value.isNull() ? kept(name, line, intrinsics) : value.onLine(line));
    }
    if (resources.containsKey(name)) {
      return Optional.of(Value.text(line, physicalName(name, intrinsics)));
    }
    if (name.endsWith(".Alias") || name.endsWith(".Version") || name.endsWith(".Stage")) {
      int dot = name.lastIndexOf('.');
      return attribute(name.substring(0, dot), name.substring(dot + 1), intrinsics)
          .map(text -> Value.text(line, text));
    }
    return pseudoParameter(name).map(text -> Value.text(line, text));
  }

  /** Returns whether a name is a parameter's whose value is kept in Parameter Store, not here. */
  boolean isKeptElsewhere(String name) {
    Value value = parameters.get(name);
    String key = declaredParameters.get(name).flatMap(one -> one.textOf("Default")).orElse("");
    return value != null && value.isNull() && outside.stored("ssm:" + key).isEmpty();
  }

  /** Returns the value of a parameter that is kept in Parameter Store. */
  private Value kept(String name, int line, Intrinsics intrinsics) {
    Value parameter = declaredParameters.get(name).orElse(Value.nothing(line));
    String key = parameter.textOf("Default").orElse("");
    Optional<String> value = outside.stored("ssm:" + key);
    if (value.isEmpty()) {
      intrinsics.wrong(parameter, Parameters.isKept(name));
    }
    boolean isList = parameter.textOf("Type").orElse("").contains("List");
    String text = value.orElse("");
    return isList ? Parameters.list(line, text) : Value.text(line, text);
  }

  /**
   * Pseudo parameters.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html">Pseudo
   *     parameters</a>
   */
  private Optional<String> pseudoParameter(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "AWS::Region" -> account.region();
          case "AWS::AccountId" -> account.accountId();
          case "AWS::StackName" -> account.stackName();
          case "AWS::StackId" ->
              "arn:aws:cloudformation:%s:%s:stack/%s/00000000-0000-0000-0000-000000000000"
                  .formatted(account.region(), account.accountId(), account.stackName());
          case "AWS::NotificationARNs" -> "";
          case "AWS::Partition" -> "aws";
          case "AWS::URLSuffix" -> "amazonaws.com";
          default -> null;
        });
  }

  String physicalName(String id, Intrinsics intrinsics) {
    String known = refs.get(id);
    if (known != null) {
      return known;
    }
    Resource resource = resources.get(id);
    if (open.size() >= MAX_DEPTH) {
      intrinsics.tooDeep(resource, MAX_DEPTH);
      return "";
    }
    if (!open.add(id)) {
      // A circle, which Dependencies tell.
      return "";
    }
    String ref =
        names.ref(
            resource,
            property ->
                resource.properties().get(property).flatMap(intrinsics::optionalText).orElse(null));
    open.remove(id);
    refs.put(id, ref);
    return ref;
  }

  Optional<String> attribute(String id, String attribute, Intrinsics intrinsics) {
    Resource resource = resources.get(id);
    if (resource == null) {
      return Optional.empty();
    }
    if (attribute.equals("Stage")) {
      return stageOf(resource).map(stage -> physicalName(stage.id(), intrinsics));
    }
    if (resource.isNestedStack() && attribute.startsWith("Outputs.")) {
      return outside.output(id, attribute.substring("Outputs.".length()));
    }
    if (attribute.equals("Value") && resource.type().equals("AWS::SSM::Parameter")) {
      return resource.properties().get("Value").flatMap(intrinsics::optionalText);
    }
    return names.attribute(resource, attribute, physicalName(id, intrinsics));
  }

  /** SAM lets {@code !Ref MyApi.Stage} name the stage that it makes. */
  private Optional<Resource> stageOf(Resource api) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals("AWS::ApiGatewayV2::Stage"))
        .filter(
            stage ->
                stage
                    .properties()
                    .at("ApiId", "Ref")
                    .filter(id -> api.id().equals(id.text()))
                    .isPresent())
        .findFirst();
  }

  Resource resource(String id) {
    return resources.get(id);
  }

  boolean isResource(String id) {
    return resources.containsKey(id);
  }

  Optional<Value> mapping(List<String> keys) {
    return mappings.at(keys.toArray(String[]::new));
  }

  /** Returns {@code " Did you mean …?"} for a misspelt parameter or resource, if one is close. */
  String hint(String name) {
    Set<String> known = new TreeSet<>(parameters.keySet());
    known.addAll(resources.keySet());
    return Spelling.hint(name, known);
  }
}
