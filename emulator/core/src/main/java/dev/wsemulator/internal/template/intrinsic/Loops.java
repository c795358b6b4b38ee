package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code Fn::ForEach} loops out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html">Fn::ForEach</a>
 */
public final class Loops {
  private static final String CALL = "Fn::ForEach::";
  private static final int MAX_VALUES = 200_000;

  private final UnaryOperator<@Nullable YamlValue> resolver;
  private final boolean isAllowed;
  private final Problems problems;
  private int values;

  /**
   * Creates a writer.
   *
   * @param resolver resolves the intrinsics of a collection
   * @param isAllowed whether the template has the transform that knows loops
   */
  public Loops(UnaryOperator<@Nullable YamlValue> resolver, boolean isAllowed, Problems problems) {
    this.resolver = resolver;
    this.isAllowed = isAllowed;
    this.problems = problems;
  }

  /** Returns the value without loops. */
  public YamlValue in(YamlValue value) {
    if (value.isList()) {
      return YamlValue.list(value.line(), value.elements().stream().map(this::in).toList());
    }
    if (!value.isMap()) {
      return value;
    }
    Map<String, YamlValue> members = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, member) -> {
              if (name.startsWith(CALL)) {
                loop(name, member, members);
              } else {
                put(name, in(member), members);
              }
            });
    return YamlValue.map(value.line(), members);
  }

  private void put(String name, YamlValue member, Map<String, YamlValue> to) {
    if (to.put(name, member) != null) {
      problems.error(
          member.line(),
          "\"%s\" is made twice by Fn::ForEach. Use the loop's variable in the name."
              .formatted(name));
    }
  }

  private void loop(String name, YamlValue loop, Map<String, YamlValue> to) {
    List<YamlValue> parts = loop.elements();
    if (!isAllowed) {
      problems.error(
          loop.line(),
          name + " needs a transform. Add at the top: Transform: " + "AWS::LanguageExtensions");
      return;
    }
    if (parts.size() != 3 || !parts.get(0).isText() || !parts.get(2).isMap()) {
      problems.error(
          loop.line(), name + " takes a variable's name, a list and a map with one entry.");
      return;
    }
    for (String item : items(name, parts.get(1))) {
      if (values < MAX_VALUES) {
        in(replaced(parts.get(2), parts.get(0).string(), item))
            .entries()
            .forEach((key, member) -> put(key, member, to));
      }
    }
    if (values >= MAX_VALUES) {
      problems.error(
          loop.line(), name + " makes more than " + MAX_VALUES + " values. Loop less often.");
    }
  }

  private List<String> items(String name, YamlValue collection) {
    YamlValue resolved = resolver.apply(collection);
    List<String> items = new ArrayList<>();
    if (resolved != null) {
      resolved.elements().forEach(item -> items.addAll(item.texts()));
    }
    if (items.isEmpty()) {
      problems.error(
          collection.line(), name + " has nothing to loop over. Give it a list of texts.");
    }
    return items;
  }

  /** {@code ${Name}} is the item, {@code &{Name}} its letters and digits. */
  private YamlValue replaced(YamlValue value, String variable, String item) {
    values++;
    if (value.isList()) {
      return YamlValue.list(
          value.line(),
          value.elements().stream().map(one -> replaced(one, variable, item)).toList());
    }
    if (value.isMap()) {
      if (value.entries().size() == 1 && value.textOf("Ref").filter(variable::equals).isPresent()) {
        return YamlValue.text(value.line(), item);
      }
      Map<String, YamlValue> members = new LinkedHashMap<>();
      value
          .entries()
          .forEach(
              (name, member) ->
                  members.put(text(name, variable, item), replaced(member, variable, item)));
      return YamlValue.map(value.line(), members);
    }
    String text = value.text();
    return text == null || !text.contains("{" + variable + "}")
        ? value
        : YamlValue.text(value.line(), text(text, variable, item));
  }

  private static String text(String text, String variable, String item) {
    return text.replace("${" + variable + "}", item)
        .replace("&{" + variable + "}", item.replaceAll("[^A-Za-z0-9]", ""));
  }
}
