package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that the intrinsics of one template can refer to. Not thread-safe. */
public final class Scope {
  private static final int MAX_DEPTH = 100;

  private final StackLocation account;
  private final Map<String, YamlValue> parameters;
  private final YamlValue mappings;
  private final Map<String, Resource> resources;
  private final PhysicalNames names;
  private final YamlValue declaredParameters;
  private final boolean isExtended;
  private final ExternalReferences external;
  private final Map<String, String> refs = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  /**
   * Creates a scope.
   *
   * @param parameters the values of the parameters; those that AWS keeps are null
   * @param root the template
   */
  public Scope(
      TemplateEnvironment environment,
      Map<String, YamlValue> parameters,
      YamlValue root,
      Map<String, Resource> resources) {
    this.account = environment.account();
    this.external = environment.external();
    this.declaredParameters = root.get("Parameters").orElse(YamlValue.nothing(root.line()));
    this.isExtended =
        ResourceDeclarations.transforms(root).contains(ResourceDeclarations.EXTENSIONS);
    this.parameters = parameters;
    this.mappings = root.get("Mappings").orElse(YamlValue.nothing(root.line()));
    this.resources = resources;
    this.names = new PhysicalNames(account);
  }

  /**
   * The environment of a template.
   *
   * @param account where it is deployed
   * @param external what it can refer to beyond itself
   */
  public record TemplateEnvironment(StackLocation account, ExternalReferences external) {}

  StackLocation account() {
    return account;
  }

  ExternalReferences external() {
    return external;
  }

  /** Returns whether the template has the transform that knows more intrinsics. */
  boolean isExtended() {
    return isExtended;
  }

  /** Returns what {@code Ref} yields for the name. */
  Optional<YamlValue> ref(String name, int line, Intrinsics intrinsics) {
    if (parameters.containsKey(name)) {
      YamlValue value = parameters.get(name);
      return Optional.of(value.isNull() ? kept(name, line, intrinsics) : value.onLine(line));
    }
    if (resources.containsKey(name)) {
      return Optional.of(YamlValue.text(line, physicalName(name, intrinsics)));
    }
    Optional<Resource> generated = generated(name);
    if (generated.isPresent()) {
      String id = generated.get().id();
      return Optional.of(YamlValue.text(line, physicalName(id, intrinsics)));
    }
    return pseudoParameter(name).map(text -> YamlValue.text(line, text));
  }

  /** Returns whether a name is a parameter's whose value is kept in Parameter Store, not here. */
  boolean isKeptElsewhere(String name) {
    YamlValue value = parameters.get(name);
    String key = declaredParameters.get(name).flatMap(one -> one.textOf("Default")).orElse("");
    return value != null && value.isNull() && external.stored("ssm:" + key).isEmpty();
  }

  /** Returns the value of a parameter that is kept in Parameter Store. */
  private YamlValue kept(String name, int line, Intrinsics intrinsics) {
    YamlValue parameter = declaredParameters.get(name).orElse(YamlValue.nothing(line));
    String key = parameter.textOf("Default").orElse("");
    Optional<String> value = external.stored("ssm:" + key);
    if (value.isEmpty()) {
      intrinsics.wrong(parameter, Parameters.isKept(name));
    }
    boolean isList = parameter.textOf("Type").orElse("").contains("List");
    String text = value.orElse("");
    return isList ? Parameters.list(line, text) : YamlValue.text(line, text);
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
              Arn.of(
                  "cloudformation",
                  account.region(),
                  account.accountId(),
                  "stack/%s/00000000-0000-0000-0000-000000000000".formatted(account.stackName()));
          case "AWS::NotificationARNs" -> "";
          case "AWS::Partition" -> "aws";
          case "AWS::URLSuffix" -> "amazonaws.com";
          default -> null;
        });
  }

  public String physicalName(String id, Intrinsics intrinsics) {
    String known = refs.get(id);
    if (known != null) {
      return known;
    }
    Resource resource = Objects.requireNonNull(resources.get(id));
    if (open.size() >= MAX_DEPTH) {
      intrinsics.wrong(
          YamlValue.nothing(resource.line()),
          "Resources.%s has a name that more than %d others are made of in a row. Write it out."
              .formatted(resource.id(), MAX_DEPTH));
      return "";
    }
    if (!open.add(id)) {
      // A cycle, which Dependencies reports.
      return "";
    }
    String ref = names.ref(resource, property -> property(resource, property, intrinsics));
    open.remove(id);
    refs.put(id, ref);
    return ref;
  }

  private static @Nullable String property(Resource resource, String name, Intrinsics intrinsics) {
    return resource.properties().get(name).flatMap(intrinsics::optionalText).orElse(null);
  }

  Optional<String> attribute(String id, String attribute, Intrinsics intrinsics) {
    Resource resource = resources.get(id);
    if (resource == null) {
      return Optional.empty();
    }
    Optional<Resource> generated = generated(id + "." + attribute);
    if (generated.isPresent()) {
      return Optional.of(physicalName(generated.get().id(), intrinsics));
    }
    int dot = attribute.indexOf('.');
    Optional<Resource> owner =
        dot < 0 ? Optional.empty() : generated(id + "." + attribute.substring(0, dot));
    if (owner.isPresent()) {
      return attribute(owner.get().id(), attribute.substring(dot + 1), intrinsics);
    }
    if (resource.isNestedStack() && attribute.startsWith("Outputs.")) {
      return external.output(id, attribute.substring("Outputs.".length()));
    }
    if (attribute.equals("Value") && resource.is(ResourceKind.PARAMETER)) {
      return resource.properties().get("Value").flatMap(intrinsics::optionalText);
    }
    String ref = physicalName(id, intrinsics);
    if (!open.add(id + "." + attribute)) {
      return Optional.of(""); // a cycle, which Dependencies reports
    }
    try {
      return names.attribute(
          resource, attribute, ref, property -> property(resource, property, intrinsics));
    } finally {
      open.remove(id + "." + attribute);
    }
  }

  /** SAM lets {@code !Ref MyApi.Stage} name the stage that it makes. */
  private Optional<Resource> generated(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : GeneratedResources.named(resources, name.substring(0, dot), name.substring(dot + 1));
  }

  /** Returns whether what an attribute yields on AWS is not known. */
  boolean isGuessed(String id, String attribute) {
    boolean isOfSam =
        generated(id + "." + attribute).isPresent()
            || (attribute.contains(".")
                && generated(id + "." + attribute.split("\\.")[0]).isPresent());
    Resource resource = Objects.requireNonNull(resources.get(id));
    boolean isOutput = resource.isNestedStack() && attribute.startsWith("Outputs.");
    return !isOfSam && !isOutput && PhysicalNames.isPlaceholder(resource, attribute);
  }

  @Nullable Resource resource(String id) {
    return resources.get(id);
  }

  boolean isResource(String id) {
    return resources.containsKey(id);
  }

  Optional<YamlValue> mapping(List<String> keys) {
    return mappings.at(keys.toArray(String[]::new));
  }

  /** Returns {@code " Did you mean …?"} for a misspelt parameter or resource, if one is close. */
  String hint(String name) {
    Set<String> known = new TreeSet<>(parameters.keySet());
    known.addAll(resources.keySet());
    return Spelling.hint(name, known);
  }
}
