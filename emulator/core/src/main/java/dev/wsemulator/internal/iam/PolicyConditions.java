package dev.wsemulator.internal.iam;

import dev.wsemulator.internal.json.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
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

  private record Condition(String operator, String key, List<String> values) {}

  private final List<Condition> conditions;

  private PolicyConditions(List<Condition> conditions) {
    this.conditions = conditions;
  }

  /** Returns the conditions, or empty if they are malformed. */
  static Optional<PolicyConditions> parse(Optional<Json> json) {
    if (json.isEmpty()) {
      return Optional.of(new PolicyConditions(List.of()));
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, Json> operator : json.get().members().entrySet()) {
      for (Map.Entry<String, Json> key : operator.getValue().members().entrySet()) {
        List<String> values = values(key.getValue());
        if (values.isEmpty()) {
          return Optional.empty();
        }
        conditions.add(
            new Condition(operator.getKey(), key.getKey().toLowerCase(Locale.ROOT), values));
      }
    }
    return json.get().isObject()
        ? Optional.of(new PolicyConditions(List.copyOf(conditions)))
        : Optional.empty();
  }

  private static List<String> values(Json json) {
    List<Json> elements = json.elements();
    return (elements.isEmpty() ? List.of(json) : elements)
        .stream().map(Json::selectionText).toList();
  }

  /**
   * Returns whether all conditions hold.
   *
   * @param keys the request's condition keys, in lower case
   * @param unknown what an operator that is not known here counts as
   */
  boolean hold(Map<String, String> keys, boolean unknown) {
    return conditions.stream().allMatch(condition -> holds(condition, keys, unknown));
  }

  private static boolean holds(Condition condition, Map<String, String> keys, boolean unknown) {
    String operator = condition.operator();
    boolean ifExists = operator.endsWith("IfExists");
    if (ifExists) {
      operator = operator.substring(0, operator.length() - "IfExists".length());
    }
    String actual = keys.get(condition.key());
    if (operator.equals("Null")) {
      return condition.values().contains(Boolean.toString(actual == null));
    }
    boolean negated = operator.contains("Not");
    if (actual == null) {
      return ifExists || negated;
    }
    String positive = operator.replace("Not", "");
    boolean any = false;
    for (String value : condition.values()) {
      Optional<Boolean> fits = compare(positive, actual, value);
      if (fits.isEmpty()) {
        return unknown;
      }
      any |= fits.get();
    }
    return any != negated;
  }

  /** Returns whether a value fits, or empty if the operator is not known. */
  private static Optional<Boolean> compare(String operator, String actual, String value) {
    return switch (operator) {
      case "StringEquals", "ArnEquals" ->
          Optional.of(
              operator.startsWith("Arn") ? Policies.matches(value, actual) : actual.equals(value));
      case "StringEqualsIgnoreCase", "Bool" -> Optional.of(actual.equalsIgnoreCase(value));
      case "StringLike", "ArnLike" -> Optional.of(Policies.matches(value, actual));
      case "IpAddress" -> Optional.of(isInRange(actual, value));
      default -> ordered(operator, actual, value);
    };
  }

  private static Optional<Boolean> ordered(String operator, String actual, String value) {
    try {
      if (operator.startsWith("Numeric")) {
        int order = Double.compare(Double.parseDouble(actual), Double.parseDouble(value));
        return order(operator.substring("Numeric".length()), order);
      }
      if (operator.startsWith("Date")) {
        return order(
            operator.substring("Date".length()), instant(actual).compareTo(instant(value)));
      }
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.of(false);
    }
    return Optional.empty();
  }

  private static Instant instant(String text) {
    return text.chars().allMatch(Character::isDigit)
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : Instant.parse(text);
  }

  private static Optional<Boolean> order(String relation, int order) {
    return switch (relation) {
      case "Equals" -> Optional.of(order == 0);
      case "LessThan" -> Optional.of(order < 0);
      case "LessThanEquals" -> Optional.of(order <= 0);
      case "GreaterThan" -> Optional.of(order > 0);
      case "GreaterThanEquals" -> Optional.of(order >= 0);
      default -> Optional.empty();
    };
  }

  private static boolean isInRange(String address, String range) {
    int slash = range.indexOf('/');
    try {
      byte[] actual = literal(address);
      byte[] network = literal(slash < 0 ? range : range.substring(0, slash));
      int bits = slash < 0 ? network.length * 8 : Integer.parseInt(range.substring(slash + 1));
      if (actual.length != network.length || bits < 0 || bits > network.length * 8) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> i % 8;
        if ((actual[i / 8] & mask) != (network[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException | NumberFormatException e) {
      return false;
    }
  }

  /** Looks nothing up: only digits, dots, colons and hexadecimal digits are taken. */
  private static byte[] literal(String address) throws UnknownHostException {
    if (!address.matches("[0-9a-fA-F.:]+") || address.matches("[0-9a-fA-F]+")) {
      throw new UnknownHostException(address);
    }
    return InetAddress.getByName(address).getAddress();
  }
}
