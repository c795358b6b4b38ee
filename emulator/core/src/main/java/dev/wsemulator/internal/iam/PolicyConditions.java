package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Condition} of a policy statement. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
final class PolicyConditions {
  private static final String IF_EXISTS = "IfExists";

  private record Condition(String operator, String key, List<String> values) {}

  private final List<Condition> conditions;

  private PolicyConditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** Returns the conditions, or empty if they are malformed. */
  static Optional<PolicyConditions> parse(Optional<Json> json) {
    if (json.isEmpty()) {
      return Optional.of(new PolicyConditions(List.of()));
    }
    if (!json.get().isObject()) {
      return Optional.empty();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, Json> operator : json.get().members().entrySet()) {
      if (!operator.getValue().isObject()) {
        return Optional.empty();
      }
      for (Map.Entry<String, Json> key : operator.getValue().members().entrySet()) {
        List<Json> values = values(key.getValue());
        if (!values.stream().allMatch(value -> value.isScalar() && !value.isNull())) {
          return Optional.empty();
        }
        List<String> texts = values.stream().map(Json::selectionText).toList();
        String lower = key.getKey().toLowerCase(Locale.ROOT);
        conditions.add(new Condition(operator.getKey(), lower, texts));
      }
    }
    return Optional.of(new PolicyConditions(List.copyOf(conditions)));
  }

  private static List<Json> values(Json json) {
    return json.isScalar() || json.isObject() ? List.of(json) : json.elements();
  }

  /**
   * Returns whether all conditions hold.
   *
   * @param keys the request's condition keys, in lower case
   * @param unknown what a condition counts as whose operator or value is not understood here
   */
  boolean hold(Map<String, String> keys, boolean unknown) {
    return conditions.stream().allMatch(condition -> holds(condition, keys).orElse(unknown));
  }

  /** Returns whether a condition holds, or empty if it is not understood. */
  private static Optional<Boolean> holds(Condition condition, Map<String, String> keys) {
    String actual = keys.get(condition.key());
    if (condition.operator().equals("Null")) {
      String isAbsent = Boolean.toString(actual == null);
      return Optional.of(condition.values().stream().anyMatch(isAbsent::equalsIgnoreCase));
    }
    boolean ifExists = condition.operator().endsWith(IF_EXISTS);
    String name = condition.operator();
    Optional<ConditionOperator> operator =
        ConditionOperator.named(
            ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name);
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    return actual == null
        ? Optional.of(ifExists || operator.get().isNegated())
        : operator.get().holds(actual, condition.values());
  }
}
