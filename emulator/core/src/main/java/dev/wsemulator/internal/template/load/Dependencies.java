package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.References;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which resources CloudFormation makes before which: by reference, by {@code DependsOn}, and by
 * what SAM writes for them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html">DependsOn</a>
 */
final class Dependencies {
  /** SAM makes resources of their own of these; what they refer to, the function does not need. */
  private static final Set<String> BESIDE_FUNCTIONS =
      Set.of("Events", "DeploymentPreference", "EventInvokeConfig", "FunctionUrlConfig");

  private final Map<String, Set<String>> needs = new LinkedHashMap<>();
  private final Map<String, Resource> declared;
  private final References references;

  /**
   * Reads what resources need.
   *
   * @param root the template
   * @param declared its resources, with their intrinsics
   */
  Dependencies(YamlValue root, Map<String, Resource> declared, References references) {
    this.declared = declared;
    this.references = references;
    declared.keySet().forEach(id -> needs.put(id, new LinkedHashSet<>()));
    declared.values().forEach(this::read);
    root.get("Resources")
        .orElse(YamlValue.nothing(root.line()))
        .entries()
        .forEach(this::readDependsOn);
  }

  private void read(Resource resource) {
    resource
        .properties()
        .entries()
        .forEach(
            (name, value) -> {
              if (!resource.isFunction() || !BESIDE_FUNCTIONS.contains(name)) {
                references.of(value).forEach(id -> need(resource.id(), id));
              }
            });
    if (resource.isFunction() && resource.properties().get("Role").isEmpty()) {
      need(resource.id(), resource.id() + "Role");
    }
    YamlValue events =
        resource.properties().get("Events").orElse(YamlValue.nothing(resource.line()));
    events
        .entries()
        .values()
        .forEach(
            event ->
                event
                    .at("Properties", "Bucket", "Ref")
                    .filter(bucket -> event.textOf("Type").orElse("").equals("S3"))
                    .ifPresent(bucket -> need(String.valueOf(bucket.text()), resource.id())));
  }

  private void readDependsOn(String id, YamlValue resource) {
    YamlValue names = resource.get("DependsOn").orElse(YamlValue.nothing(resource.line()));
    names.texts().forEach(name -> need(id, name));
  }

  private void need(String id, String needed) {
    if (declared.containsKey(needed)) {
      needs.getOrDefault(id, new HashSet<>()).add(needed);
    }
  }

  /** Returns what is made before a resource. */
  Set<String> before(String id) {
    Set<String> before = new LinkedHashSet<>();
    List<String> open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      for (String needed : needs.getOrDefault(open.remove(open.size() - 1), Set.of())) {
        if (before.add(needed)) {
          open.add(needed);
        }
      }
    }
    return before;
  }

  /** Notes every circle of resources, of which CloudFormation can make none first. */
  void checkCircles(Problems problems) {
    Set<String> done = new HashSet<>();
    for (String id : needs.keySet()) {
      visit(id, new LinkedHashSet<>(), done, problems);
    }
  }

  private void visit(String id, Set<String> path, Set<String> done, Problems problems) {
    if (path.contains(id)) {
      List<String> circle = new ArrayList<>(path);
      circle = new ArrayList<>(circle.subList(circle.indexOf(id), circle.size()));
      circle.add(id);
      problems.error(
          Objects.requireNonNull(declared.get(id)).line(),
          "Resources.%s depends on itself: %s. Take a reference or a DependsOn out of this circle."
              .formatted(id, String.join(" -> ", circle)));
    } else if (done.add(id)) {
      path.add(id);
      needs.getOrDefault(id, Set.of()).forEach(needed -> visit(needed, path, done, problems));
      path.remove(id);
    }
  }
}
