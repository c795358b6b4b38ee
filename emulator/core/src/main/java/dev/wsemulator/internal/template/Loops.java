package dev.wsemulator.internal.template;

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
final class Loops {
  private static final String CALL = "Fn::ForEach::";
  private static final int MAX_VALUES = 200_000;

  private final UnaryOperator<@Nullable Value> resolver;
  private final boolean isAllowed;
  private final Problems problems;
  private int values;

  /**
   * Creates a writer.
   *
   * @param resolver resolves the intrinsics of a collection
   * @param isAllowed whether the template has the transform that knows loops
   */
  Loops(UnaryOperator<@Nullable Value> resolver, boolean isAllowed, Problems problems) {
    this.resolver = resolver;
    this.isAllowed = isAllowed;
    this.problems = problems;
  }

  /** Returns the value without loops. */
  Value in(Value value) {
    if (value.isList()) {
      return Value.list(value.line(), value.elements().stream().map(this::in).toList());
    }
    if (!value.isMap()) {
      return value;
    }
    Map<String, Value> members = new LinkedHashMap<>();
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
    return Value.map(value.line(), members);
  }

  private void put(String name, Value member, Map<String, Value> to) {
    if (to.put(name, member) != null) {
      problems.error(
          member.line(),
          "\"%s\" is made twice by Fn::ForEach. Use the loop's variable in the name."
              .formatted(name));
    }
  }

  private void loop(String name, Value loop, Map<String, Value> to) {
    List<Value> parts = loop.elements();
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
        in(replaced(parts.get(2), parts.get(0).text(), item))
            .entries()
            .forEach((key, member) -> put(key, member, to));
      }
    }
    if (values >= MAX_VALUES) {
      problems.error(
          loop.line(), name + " makes more than " + MAX_VALUES + " values. Loop less often.");
    }
  }

  private List<String> items(String name, Value collection) {
    Value resolved = resolver.apply(collection);
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
  private Value replaced(Value value, String variable, String item) {
    values++;
    if (value.isList()) {
      return Value.list(
          value.line(),
          value.elements().stream().map(one -> replaced(one, variable, item)).toList());
    }
    if (value.isMap()) {
      if (value.entries().size() == 1 && value.textOf("Ref").filter(variable::equals).isPresent()) {
        return Value.text(value.line(), item);
      }
      Map<String, Value> members = new LinkedHashMap<>();
      value
          .entries()
          .forEach(
              (name, member) ->
                  members.put(text(name, variable, item), replaced(member, variable, item)));
      return Value.map(value.line(), members);
    }
    String text = value.text();
    return text == null || !text.contains("{" + variable + "}")
        ? value
        : Value.text(value.line(), text(text, variable, item));
  }

  private static String text(String text, String variable, String item) {
    return text.replace("${" + variable + "}", item)
        .replace("&{" + variable + "}", item.replaceAll("[^A-Za-z0-9]", ""));
  }
}
