package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.SubVariables;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the names that the intrinsics of a value refer to. */
public final class References {
  private final Conditions conditions;

  /**
   * Creates a finder.
   *
   * @param conditions decide which side of an {@code Fn::If} counts
   */
  public References(Conditions conditions) {
    this.conditions = conditions;
  }

  /** Returns the names of parameters and resources that a value refers to. */
  public Set<String> of(YamlValue value) {
    Set<String> names = new LinkedHashSet<>();
    collect(value, names);
    return names;
  }

  private void collect(YamlValue value, Set<String> to) {
    if (value.isList()) {
      value.elements().forEach(item -> collect(item, to));
    }
    value.entries().forEach((name, member) -> collect(name, member, to));
  }

  private void collect(String name, YamlValue argument, Set<String> to) {
    switch (name) {
      case "Ref", "Fn::GetAtt" ->
          argument.texts().stream().limit(1).forEach(text -> to.add(firstPart(text)));
      case "Fn::Sub" -> {
        List<YamlValue> parts = argument.elements();
        Map<String, YamlValue> own = parts.size() > 1 ? parts.get(1).entries() : Map.of();
        own.values().forEach(value -> collect(value, to));
        argument.texts().stream().limit(1).forEach(text -> variables(text, own, to));
      }
      case "Fn::If" -> {
        List<YamlValue> parts = argument.elements();
        if (parts.size() == 3 && parts.get(0).text() != null) {
          boolean holds = conditions.isTrue(parts.get(0).text(), argument.line());
          collect(parts.get(holds ? 1 : 2), to);
        }
      }
      default -> collect(argument, to);
    }
  }

  private static void variables(String text, Map<String, YamlValue> own, Set<String> to) {
    SubVariables.replaced(
        text,
        (name, isKept) -> {
          if (!isKept && !own.containsKey(name)) {
            to.add(firstPart(name));
          }
          return "";
        });
  }

  private static String firstPart(String name) {
    return name.split("\\.", 2)[0];
  }
}
