package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.definition.Property;
import dev.wsemulator.internal.definition.Property.Trait;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.text.Spelling;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The properties of resources that are served here: which are read, which cannot matter. */
public final class KnownProperties {
  private static final Set<String> HARMLESS =
      Set.of("Tags", "Description", "PropagateTags", "FailOnWarnings");

  private KnownProperties() {}

  /** Returns the properties that have an effect; none if all of them are read, or none is. */
  private static Set<String> names(Resource resource) {
    return ResourceType.find(resource.kind())
        .map(KnownProperties::names)
        .orElseGet(() -> ResourceTypes.of(resource.type()).reads());
  }

  /** Returns the properties that have an effect, and those that name what it is a part of. */
  private static Set<String> names(ResourceType type) {
    Set<String> names = new TreeSet<>();
    type.properties().stream()
        .filter(one -> !one.has(Trait.HTTP_API) && !one.has(Trait.INEFFECTIVE))
        .forEach(one -> names.add(one.titleName()));
    for (Optional<ResourceType> all = type.parent(); all.isPresent(); all = all.get().parent()) {
      names.add(Property.titleOf(all.get().idProperty()));
    }
    return names;
  }

  /** Warns of every property that has no effect. */
  public static void check(Resource resource, Problems problems) {
    Set<String> known = names(resource);
    if (known.isEmpty()) {
      return;
    }
    resource
        .properties()
        .entries()
        .forEach(
            (name, value) -> {
              if (known.contains(name) || HARMLESS.contains(name)) {
                return;
              }
              String hint = Spelling.hint(name, known);
              if (hint.isEmpty()) {
                problems.ignored(value.line(), resource.path(name));
              } else {
                problems.warning(
                    value.line(), "%s has no effect here.%s".formatted(resource.path(name), hint));
              }
            });
  }

  /** Reports an event source mapping whose source is not emulated. */
  public static void tellNoSource(Resource resource, String source, Problems problems) {
    problems.warning(
        resource.line(),
        "Resources.%s has no effect here: its source is \"%s\", but only queues and streams of tables invoke functions."
            .formatted(resource.id(), source));
  }
}
