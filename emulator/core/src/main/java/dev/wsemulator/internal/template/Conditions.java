package dev.wsemulator.internal.template;

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
final class Conditions {
  private final Intrinsics intrinsics;
  private final Value definitions;
  private final Problems problems;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  Conditions(Intrinsics intrinsics, Value definitions, Problems problems) {
    this.intrinsics = intrinsics;
    this.definitions = definitions;
    this.problems = problems;
  }

  /** Returns whether the condition with this name holds. */
  boolean isTrue(String name, int line) {
    Boolean result = known.get(name);
    if (result != null) {
      return result;
    }
    Optional<Value> definition = definitions.get(name);
    if (definition.isEmpty()) {
      problems.error(line, "There is no condition \"%s\" in Conditions.".formatted(name));
      return false;
    }
    if (!open.add(name)) {
      problems.error(line, "The condition \"%s\" depends on itself.".formatted(name));
      return false;
    }
    boolean holds = holds(definition.get());
    open.remove(name);
    known.put(name, holds);
    return holds;
  }

  /** Returns whether a condition expression holds. */
  boolean holds(Value expression) {
    Map<String, Value> entries = expression.entries();
    if (entries.size() != 1) {
      return "true".equals(intrinsics.text(expression));
    }
    Map.Entry<String, Value> only = entries.entrySet().iterator().next();
    List<Value> arguments = only.getValue().elements();
    return switch (only.getKey()) {
      case "Fn::Equals" -> equal(only.getValue(), arguments);
      case "Fn::And" -> arguments.stream().allMatch(this::holds);
      case "Fn::Or" -> arguments.stream().anyMatch(this::holds);
      case "Fn::Not" -> arguments.stream().noneMatch(this::holds);
      case "Condition" -> isTrue(intrinsics.text(only.getValue()), expression.line());
      default -> "true".equals(intrinsics.text(expression));
    };
  }

  private boolean equal(Value call, List<Value> arguments) {
    if (arguments.size() != 2) {
      problems.error(call.line(), "Fn::Equals takes two values.");
      return false;
    }
    return intrinsics.text(arguments.get(0)).equals(intrinsics.text(arguments.get(1)));
  }
}
