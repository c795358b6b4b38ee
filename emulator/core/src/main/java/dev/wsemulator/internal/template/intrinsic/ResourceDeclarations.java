package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the resources that a template declares, with SAM's globals and macros written out, but with
 * their intrinsics.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html">Resources</a>
 */
public final class ResourceDeclarations {
  public static final String EXTENSIONS = "AWS::LanguageExtensions";
  private static final String SAM = "AWS::Serverless-2016-10-31";

  private final YamlValue root;
  private final Problems problems;
  private final Globals globals;

  public ResourceDeclarations(YamlValue root, Problems problems) {
    this.root = root;
    this.problems = problems;
    this.globals =
        new Globals(root.get("Globals").orElse(YamlValue.nothing(root.line())), problems);
  }

  /** Returns the resources by logical id, in the order of the file. */
  public Map<String, Resource> resources() {
    Map<String, Resource> declared = new LinkedHashMap<>();
    YamlValue all = root.get("Resources").orElse(YamlValue.map(root.line(), Map.of()));
    if (all.isMap() && all.entries().isEmpty()) {
      problems.error(
          all.line(), "The template has no Resources, so there is nothing to start. Declare some.");
    }
    root.entries().values().forEach(section -> problems.begins(section.line(), ""));
    all.entries().forEach((id, value) -> problems.begins(value.line(), id));
    all.entries().forEach((id, value) -> declare(id, value, declared));
    checkTransforms();
    all.entries().forEach((id, value) -> dependencies(id, value, declared));
    return declared;
  }

  private void declare(String id, YamlValue value, Map<String, Resource> declared) {
    if (value.isNull() || id.startsWith("Fn::")) {
      return;
    }
    Optional<String> type = value.textOf("Type");
    if (type.isEmpty()) {
      problems.error(
          value.line(),
          "Resources.%s has no Type. Write one, for example AWS::S3::Bucket.".formatted(id));
      return;
    }
    new ResourceAttributes(problems).check(id, value);
    YamlValue properties = globals.merge(type.get(), properties(id, value), value);
    Resource resource =
        new Resource(id, type.get(), properties, value.line())
            .on(value.textOf("Condition"))
            .with(value.get("Metadata").orElse(YamlValue.nothing(value.line())));
    if (ResourceKind.of(type.get()) == ResourceKind.SAM_WEB_SOCKET_API) {
      new ServerlessApi(resource, problems)
          .resources()
          .forEach(part -> declared.putIfAbsent(part.id(), part));
    } else {
      declared.put(id, resource);
      new GeneratedResources(declared, this::withGlobals).addOf(resource);
    }
  }

  /** Returns a resource that SAM makes, with the properties that all of its type have. */
  private Resource withGlobals(Resource made) {
    YamlValue nothing = YamlValue.nothing(made.line());
    YamlValue properties = globals.merge(made.type(), made.properties(), nothing);
    return new Resource(made.id(), made.type(), properties, made.line());
  }

  private YamlValue properties(String id, YamlValue resource) {
    YamlValue none = YamlValue.map(resource.line(), Map.of());
    YamlValue own = resource.get("Properties").orElse(none);
    if (!own.isMap() && !own.isNull()) {
      problems.error(
          own.line(),
          "Resources.%s.Properties is not a map. Write names with values.".formatted(id));
    }
    return own.isMap() ? own : none;
  }

  /**
   * Without its transform, CloudFormation knows nothing of SAM.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-serverless.html">AWS::Serverless
   *     transform</a>
   */
  private void checkTransforms() {
    List<String> names = transforms(root);
    int line = root.get("Transform").map(YamlValue::line).orElse(root.line());
    names.stream()
        .filter(name -> !Set.of(SAM, EXTENSIONS, "AWS::Include").contains(name))
        .forEach(
            name ->
                problems.warning(line, "The transform %s is not applied here.".formatted(name)));
    if (!names.contains(SAM)) {
      root.get("Resources").orElse(YamlValue.nothing(root.line())).entries().entrySet().stream()
          .filter(one -> one.getValue().textOf("Type").orElse("").startsWith(ResourceKind.SAM))
          .findFirst()
          .ifPresent(
              one ->
                  problems.error(
                      one.getValue().line(),
                      "Resources.%s is of SAM, which CloudFormation does not know by itself. Add at the top: Transform: %s"
                          .formatted(one.getKey(), SAM)));
    }
  }

  /** Returns the names of a template's transforms. */
  public static List<String> transforms(YamlValue root) {
    return root.get("Transform").map(YamlValue::elements).orElse(List.of()).stream()
        .map(one -> one.isText() ? one.text() : one.textOf("Name").orElse(""))
        .map(String::valueOf)
        .toList();
  }

  private void dependencies(String id, YamlValue value, Map<String, Resource> declared) {
    YamlValue dependencies = value.get("DependsOn").orElse(YamlValue.nothing(value.line()));
    for (YamlValue dependency : dependencies.elements()) {
      String name = dependency.isText() ? dependency.string() : "";
      if (!declared.containsKey(name)) {
        problems.error(
            dependency.line(),
            "Resources.%s.DependsOn names \"%s\", which is not a resource of this template.%s"
                .formatted(id, name, Spelling.hint(name, declared.keySet())));
      }
    }
  }
}
