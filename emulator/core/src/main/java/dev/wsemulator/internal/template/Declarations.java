package dev.wsemulator.internal.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a template declares: its sections, and its resources with SAM's globals and macros
 * written out, but with their intrinsics.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">Template
 *     sections</a>
 */
final class Declarations {
  private static final String SAM = "AWS::Serverless-2016-10-31";
  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Description",
          "Metadata",
          "Parameters",
          "Rules",
          "Mappings",
          "Conditions",
          "Transform",
          "Globals",
          "Resources",
          "Outputs",
          "Hooks");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "Metadata",
          "CreationPolicy",
          "DeletionPolicy",
          "UpdatePolicy",
          "UpdateReplacePolicy",
          "Connectors");

  private final Value root;
  private final Problems problems;

  Declarations(Value root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Returns the resources by logical id, in the order of the file. */
  Map<String, Resource> resources() {
    sections();
    Map<String, Resource> declared = new LinkedHashMap<>();
    Value all = root.get("Resources").orElse(Value.nothing(1));
    if (all.entries().isEmpty()) {
      problems.error(all.line(), "The template has no Resources, so there is nothing to start.");
    }
    all.entries().forEach((id, value) -> declare(id, value, declared));
    transforms();
    all.entries().forEach((id, value) -> dependencies(id, value, declared));
    return declared;
  }

  private void sections() {
    root.entries()
        .forEach(
            (name, section) -> {
              if (!SECTIONS.contains(name)) {
                problems.warning(
                    section.line(),
                    "\"%s\" is no section of a template and has no effect.%s"
                        .formatted(name, Spelling.hint(name, SECTIONS)));
              }
            });
  }

  private void declare(String id, Value value, Map<String, Resource> declared) {
    Optional<String> type = value.textOf("Type");
    if (type.isEmpty()) {
      problems.error(
          value.line(),
          "Resources.%s has no Type. Write one, for example AWS::S3::Bucket.".formatted(id));
      return;
    }
    attributes(id, value);
    Value own =
        value.get("Properties").filter(Value::isMap).orElse(Value.map(value.line(), Map.of()));
    Value properties = Globals.merge(root, type.get(), own);
    Resource resource =
        new Resource(id, type.get(), properties, value.line(), value.textOf("Condition"));
    if (type.get().equals(ServerlessApi.TYPE)) {
      new ServerlessApi(resource, root, problems)
          .resources()
          .forEach(part -> declared.putIfAbsent(part.id(), part));
    } else {
      declared.put(id, resource);
      generatedRole(resource, declared);
    }
  }

  private void attributes(String id, Value resource) {
    resource
        .entries()
        .forEach(
            (name, value) -> {
              if (!ATTRIBUTES.contains(name)) {
                problems.warning(
                    value.line(),
                    "Resources.%s.%s has no effect. Does it belong under Properties?"
                        .formatted(id, name));
              }
            });
  }

  /** SAM gives a function without a role one whose logical id ends in Role. */
  private static void generatedRole(Resource function, Map<String, Resource> declared) {
    boolean needsRole =
        function.type().equals("AWS::Serverless::Function")
            && function.properties().get("Role").isEmpty();
    if (needsRole) {
      String id = function.id() + "Role";
      Value nothing = Value.map(function.line(), Map.of());
      declared.putIfAbsent(
          id, new Resource(id, "AWS::IAM::Role", nothing, function.line(), function.condition()));
    }
  }

  private void transforms() {
    Value transform = root.get("Transform").orElse(Value.nothing(1));
    for (String name : transform.texts()) {
      if (!name.equals(SAM)) {
        problems.warning(transform.line(), "The transform %s is not applied here.".formatted(name));
      }
    }
  }

  private void dependencies(String id, Value value, Map<String, Resource> declared) {
    Value dependencies = value.get("DependsOn").orElse(Value.nothing(value.line()));
    for (Value dependency : dependencies.elements()) {
      String name = dependency.isText() ? dependency.text() : "";
      if (!declared.containsKey(name)) {
        problems.error(
            dependency.line(),
            "Resources.%s.DependsOn names \"%s\", which is no resource of this template.%s"
                .formatted(id, name, Spelling.hint(name, declared.keySet())));
      }
    }
  }
}
