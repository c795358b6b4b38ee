package dev.wsemulator.internal.template;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * The values of a template's parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
final class Parameters {
  private final Problems problems;

  Parameters(Problems problems) {
    this.problems = problems;
  }

  /** Returns every declared parameter's value: the given one, else its default. */
  Map<String, Value> values(Value declared, Map<String, String> given) {
    given.keySet().stream()
        .filter(name -> declared.get(name).isEmpty())
        .forEach(
            name ->
                problems.error(
                    declared.line(),
                    "The template has no parameter \"%s\"; it has %s."
                        .formatted(name, declared.entries().keySet())));
    Map<String, Value> values = new HashMap<>();
    declared
        .entries()
        .forEach((name, parameter) -> values.put(name, value(name, parameter, given.get(name))));
    return values;
  }

  private Value value(String name, Value parameter, String given) {
    Optional<String> text = Optional.ofNullable(given).or(() -> parameter.textOf("Default"));
    if (text.isEmpty()) {
      problems.error(
          parameter.line(),
          "The parameter %s has no value. Give one with --parameter %s=VALUE."
              .formatted(name, name));
      return Value.text(parameter.line(), "");
    }
    check(name, parameter, text.get());
    boolean isList = parameter.textOf("Type").orElse("String").contains("List");
    return isList
        ? Value.list(
            parameter.line(),
            Arrays.stream(text.get().split(","))
                .map(item -> Value.text(parameter.line(), item.strip()))
                .toList())
        : Value.text(parameter.line(), text.get());
  }

  private void check(String name, Value parameter, String value) {
    List<String> allowed = parameter.get("AllowedValues").map(Value::texts).orElse(List.of());
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      problems.error(
          parameter.line(),
          "The parameter %s is \"%s\", but may only be one of %s.".formatted(name, value, allowed));
    }
    Optional<String> pattern = parameter.textOf("AllowedPattern");
    try {
      if (pattern.isPresent() && !value.matches(pattern.get())) {
        problems.error(
            parameter.line(),
            "The parameter %s is \"%s\", which does not match %s."
                .formatted(name, value, pattern.get()));
      }
    } catch (PatternSyntaxException e) {
      problems.error(parameter.line(), "AllowedPattern of " + name + " is malformed.");
    }
  }
}
