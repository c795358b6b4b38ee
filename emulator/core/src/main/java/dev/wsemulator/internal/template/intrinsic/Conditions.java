package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a template's conditions. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html">Condition
 *     functions</a>
 */
public final class Conditions {
  private static final int MAX_DEPTH = 100;

  private final Intrinsics intrinsics;
  private final YamlValue definitions;
  private final Problems problems;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Conditions(Intrinsics intrinsics, YamlValue definitions, Problems problems) {
    this.intrinsics = intrinsics;
    this.definitions = definitions;
    this.problems = problems;
  }

  /** Notes what is wrong with conditions, used or not. */
  public void check() {
    definitions.entries().forEach((name, definition) -> isTrue(name, definition.line()));
  }

  /** Returns whether the condition with this name holds. */
  public boolean isTrue(String name, int line) {
    Boolean result = known.get(name);
    if (result != null) {
      return result;
    }
    Optional<YamlValue> definition = definitions.get(name);
    if (definition.isEmpty()) {
      problems.error(
          line,
          "There is no condition \"%s\" in Conditions. Declare it.%s"
              .formatted(name, Spelling.hint(name, definitions.entries().keySet())));
      return false;
    }
    if (open.contains(name) || open.size() >= MAX_DEPTH) {
      problems.error(
          line,
          open.contains(name)
              ? "The condition \"%s\" depends on itself. Take one reference out.".formatted(name)
              : "Conditions are nested more than %d deep. Nest fewer.".formatted(MAX_DEPTH));
      return false;
    }
    open.add(name);
    boolean holds = holds(definition.get());
    open.remove(name);
    known.put(name, holds);
    return holds;
  }

  /** Returns whether a condition expression holds. */
  boolean holds(YamlValue expression) {
    Map<String, YamlValue> entries = expression.entries();
    if (entries.size() != 1) {
      return "true".equals(intrinsics.text(expression));
    }
    Map.Entry<String, YamlValue> only = entries.entrySet().iterator().next();
    List<YamlValue> arguments = only.getValue().elements();
    return switch (only.getKey()) {
      case "Fn::Equals" -> equal(only.getValue(), arguments);
      case "Fn::And" -> takes(only, 2, 10) && arguments.stream().allMatch(this::holds);
      case "Fn::Or" -> takes(only, 2, 10) && arguments.stream().anyMatch(this::holds);
      case "Fn::Not" -> takes(only, 1, 1) && arguments.stream().noneMatch(this::holds);
      case "Fn::Contains" -> lists(only, arguments) && contains(arguments.get(0), arguments.get(1));
      case "Fn::EachMemberIn" ->
          lists(only, arguments)
              && texts(arguments.get(0)).stream().allMatch(texts(arguments.get(1))::contains);
      case "Fn::EachMemberEquals" ->
          lists(only, arguments)
              && texts(arguments.get(0)).stream()
                  .allMatch(intrinsics.text(arguments.get(1))::equals);
      case "Condition" -> isTrue(intrinsics.text(only.getValue()), expression.line());
      default -> "true".equals(intrinsics.text(expression));
    };
  }

  private boolean takes(Map.Entry<String, YamlValue> call, int least, int most) {
    YamlValue argument = call.getValue();
    int size = argument.isList() ? argument.elements().size() : 0;
    if (size < least || size > most) {
      problems.error(
          argument.line(),
          "%s takes a list of %s."
              .formatted(call.getKey(), most == 1 ? "one condition" : "two to ten conditions"));
    }
    return size >= least && size <= most;
  }

  /**
   * Functions that only rules have.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-rules.html">Rule-specific
   *     intrinsic functions</a>
   */
  private boolean lists(Map.Entry<String, YamlValue> call, List<YamlValue> arguments) {
    boolean takesTwo = call.getValue().isList() && arguments.size() == 2;
    if (!takesTwo) {
      problems.error(
          call.getValue().line(), call.getKey() + " takes a list and what is looked for in it.");
    }
    return takesTwo;
  }

  private boolean contains(YamlValue all, YamlValue one) {
    return texts(all).contains(intrinsics.text(one));
  }

  private List<String> texts(YamlValue list) {
    YamlValue resolved = intrinsics.resolve(list);
    return resolved == null ? List.of() : resolved.texts();
  }

  private boolean equal(YamlValue call, List<YamlValue> arguments) {
    if (arguments.size() != 2) {
      problems.error(call.line(), "Fn::Equals takes two values.");
      return false;
    }
    return intrinsics.text(arguments.get(0)).equals(intrinsics.text(arguments.get(1)));
  }
}
