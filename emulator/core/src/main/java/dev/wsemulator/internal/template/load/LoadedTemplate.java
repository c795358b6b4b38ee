package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Includes;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.TemplateFormat;
import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.ExternalReferences;
import dev.wsemulator.internal.template.intrinsic.Intrinsics;
import dev.wsemulator.internal.template.intrinsic.Loops;
import dev.wsemulator.internal.template.intrinsic.Parameters;
import dev.wsemulator.internal.template.intrinsic.References;
import dev.wsemulator.internal.template.intrinsic.ResourceDeclarations;
import dev.wsemulator.internal.template.intrinsic.Scope;
import dev.wsemulator.internal.template.intrinsic.SecretReference;
import dev.wsemulator.internal.template.intrinsic.TemplateRules;
import dev.wsemulator.internal.template.resource.ApiResources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One template with its nested stacks: its declarations, and their resolved values. Not
 * thread-safe.
 */
public final class LoadedTemplate implements ExternalReferences {
  private final Templates all;
  private final Origin origin;
  private final Problems problems;
  private final YamlValue root;
  private final Map<String, Resource> declared;
  private final Intrinsics intrinsics;
  private final NestedStacks nested;
  private final Set<String> open = new HashSet<>();

  /**
   * The place of a template.
   *
   * @param file the file
   * @param stackName the name of its stack
   * @param parameters the parameters that are given
   * @param depth how many stacks it is nested in
   */
  public record Origin(Path file, String stackName, Map<String, String> parameters, int depth) {
    Path folder() {
      return file.toAbsolutePath().resolveSibling("").normalize();
    }
  }

  LoadedTemplate(Templates all, Origin origin) {
    this.all = all;
    this.origin = origin;
    this.problems = all.problems();
    YamlValue included =
        new Includes(origin.folder(), problems).in(YamlFile.read(origin.file(), problems));
    Map<String, YamlValue> parameters =
        new Parameters(problems).values(section(included, "Parameters"), origin.parameters());
    Scope.TemplateEnvironment around =
        new Scope.TemplateEnvironment(all.account(origin.stackName()), this);
    Intrinsics early = intrinsics(new Scope(around, parameters, included, Map.of()), included);
    boolean isExtended =
        ResourceDeclarations.transforms(included).contains(ResourceDeclarations.EXTENSIONS);
    this.root = new Loops(early::resolve, isExtended, problems).in(included);
    TemplateFormat.check(root, problems);
    this.declared = new ResourceDeclarations(root, problems).resources();
    this.intrinsics = intrinsics(new Scope(around, parameters, root, declared), root);
    this.nested = new NestedStacks(all, origin, intrinsics);
  }

  private Intrinsics intrinsics(Scope scope, YamlValue template) {
    return new Intrinsics(scope, section(template, "Conditions"), problems);
  }

  private static YamlValue section(YamlValue template, String name) {
    return template.get(name).orElse(YamlValue.nothing(template.line()));
  }

  public String stackName() {
    return origin.stackName();
  }

  /** Returns the names of the parameters that it declares. */
  Set<String> parameterNames() {
    return section(root, "Parameters").entries().keySet();
  }

  /** Returns the line of its parameters. */
  int parametersLine() {
    return section(root, "Parameters").line();
  }

  /** Returns the resources of this template and of those that it nests, resolved. */
  public List<Resource> resources() {
    Dependencies dependencies = dependencies();
    new TemplateRules(intrinsics, problems).check(section(root, "Rules"));
    List<Resource> resources = new ArrayList<>();
    for (Resource resource : declared.values()) {
      if (isWanted(resource) && resource.kind().isRead()) {
        resources.add(deployed(resource));
      } else if (isWanted(resource)) {
        SamTypes.check(resource, problems);
        problems.ignored(
            resource.line(), "Resources.%s (%s)".formatted(resource.id(), resource.type()));
      }
    }
    DeploymentOrder.check(resources, ApiResources.webSocketIds(resources), dependencies, problems);
    for (LoadedTemplate child : children()) {
      resources.addAll(child.resources());
    }
    return resources;
  }

  private boolean isWanted(Resource resource) {
    return resource
        .condition()
        .map(name -> intrinsics.conditions().isTrue(name, resource.line()))
        .orElse(true);
  }

  private Resource deployed(Resource resource) {
    Resource.Home home = home(resource);
    return resource.deployed(properties(all.environment().into(resource, home.ref())), home);
  }

  private Resource.Home home(Resource resource) {
    String ref = intrinsics.scope().physicalName(resource.id(), intrinsics);
    return new Resource.Home(origin.stackName(), origin.folder(), ref);
  }

  private YamlValue properties(Resource resource) {
    YamlValue properties =
        intrinsics.resolve(
            resource.isNestedStack() ? NestedStacks.withoutPlace(resource) : resource.properties());
    if (properties != null && properties.isMap()) {
      return properties;
    }
    problems.error(
        resource.line(),
        "Resources.%s.Properties is an intrinsic. Write the properties out."
            .formatted(resource.id()));
    return YamlValue.map(resource.line(), Map.of());
  }

  private Dependencies dependencies() {
    intrinsics.conditions().check();
    References references = new References(intrinsics.conditions());
    section(root, "Conditions")
        .entries()
        .forEach(
            (name, condition) ->
                references.of(condition).stream()
                    .filter(declared::containsKey)
                    .forEach(
                        id ->
                            problems.error(
                                condition.line(),
                                "Conditions.%s refers to the resource %s, which is not made yet. Refer to parameters only."
                                    .formatted(name, id))));
    Dependencies dependencies = new Dependencies(root, declared, references);
    dependencies.checkCircles(problems);
    return dependencies;
  }

  /** Returns its outputs by name. */
  public Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    section(root, "Outputs")
        .entries()
        .forEach(
            (name, output) -> {
              if (output.get("Condition").filter(condition -> !condition.isText()).isPresent()) {
                problems.error(
                    output.line(),
                    "Outputs.%s.Condition is not a string. Write a condition's name."
                        .formatted(name));
              }
              if (output.get("Value").isEmpty()) {
                problems.error(output.line(), "Outputs.%s has no Value. Add one.".formatted(name));
              } else {
                value(output).ifPresent(value -> outputs.put(name, value));
              }
            });
    return outputs;
  }

  private Optional<String> value(YamlValue output) {
    boolean isWanted =
        output
            .textOf("Condition")
            .map(condition -> intrinsics.conditions().isTrue(condition, output.line()))
            .orElse(true);
    return isWanted ? output.get("Value").map(intrinsics::text) : Optional.empty();
  }

  /** Returns an output. */
  Optional<String> output(String name) {
    Optional<YamlValue> output = section(root, "Outputs").get(name);
    if (output.isEmpty() || !open.add(name)) {
      return Optional.empty();
    }
    Optional<String> value = value(output.get());
    open.remove(name);
    return value;
  }

  /** Returns the stacks that it nests. */
  List<LoadedTemplate> children() {
    return declared.values().stream()
        .filter(Resource::isNestedStack)
        .filter(this::isWanted)
        .flatMap(resource -> nested.of(resource).stream())
        .toList();
  }

  /** Returns what this template itself exports by this name. */
  Optional<String> exported(String name) {
    for (Map.Entry<String, YamlValue> output : section(root, "Outputs").entries().entrySet()) {
      Optional<YamlValue> export = output.getValue().at("Export", "Name");
      if (export.isPresent() && intrinsics.text(export.get()).equals(name)) {
        return output(output.getKey());
      }
    }
    return Optional.empty();
  }

  /** Returns the value of the {@code AWS::SSM::Parameter} of this name, if it is here. */
  Optional<String> kept(String name) {
    for (Resource resource : declared.values()) {
      if (resource.is(ResourceKind.PARAMETER)
          && isWanted(resource)
          && intrinsics.scope().physicalName(resource.id(), intrinsics).equals(name)
          && open.add("ssm:" + resource.id())) {
        Optional<String> value =
            resource.properties().get("Value").flatMap(intrinsics::optionalText);
        open.remove("ssm:" + resource.id());
        return value;
      }
    }
    return Optional.empty();
  }

  /** Returns what is in the {@code AWS::SecretsManager::Secret} of a reference, if it is here. */
  Optional<String> secret(SecretReference reference) {
    for (Resource resource : declared.values()) {
      if (resource.is(ResourceKind.SECRET)
          && isWanted(resource)
          && reference.isTo(intrinsics.scope().physicalName(resource.id(), intrinsics))
          && open.add("secret:" + resource.id())) {
        Optional<String> text =
            resource
                .properties()
                .get("SecretString")
                .flatMap(intrinsics::optionalText)
                .or(() -> generated(resource));
        open.remove("secret:" + resource.id());
        return text.flatMap(reference::in);
      }
    }
    return Optional.empty();
  }

  private Optional<String> generated(Resource secret) {
    Optional<YamlValue> how =
        secret.properties().get("GenerateSecretString").map(intrinsics::resolve);
    String arn = intrinsics.scope().physicalName(secret.id(), intrinsics);
    String password = SecretReference.password(arn);
    how.ifPresent(
        any ->
            problems.warning(
                secret.line(),
                "Resources.%s generates a password; here it is %s at every start."
                    .formatted(secret.id(), password)));
    return how.map(value -> SecretReference.generated(value, password));
  }

  @Override
  public Optional<String> export(String name) {
    return all.export(name);
  }

  @Override
  public Optional<String> stored(String reference) {
    return all.stored(reference);
  }

  @Override
  public Optional<String> output(String nestedStack, String name) {
    Resource resource = declared.get(nestedStack);
    if (resource == null) {
      return Optional.empty();
    }
    // Problems of the nested stack are reported once, and not again for each output.
    return nested
        .of(resource)
        .map(child -> child.output(name))
        .orElseGet(() -> nested.isKnownWrong(resource) ? Optional.of("") : Optional.empty());
  }
}
