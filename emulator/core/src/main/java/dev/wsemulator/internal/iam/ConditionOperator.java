package dev.wsemulator.internal.iam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * An operator of a policy's conditions. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
final class ConditionOperator {
  private static final Map<String, ConditionOperator> BY_NAME = byName();

  private final Test test;
  private final boolean negated;

  private ConditionOperator(Test test, boolean negated) {
    this.test = test;
    this.negated = negated;
  }

  /** Compares the request's value with one of the policy's. */
  @FunctionalInterface
  private interface Test {
    /**
     * Returns whether the value fits.
     *
     * @throws NumberFormatException if one of them is not a number
     * @throws DateTimeException if one of them is not a time
     * @throws UnknownHostException if one of them is not an address
     */
    boolean fits(String actual, String wanted) throws UnknownHostException;
  }

  /** Returns the operator with this name, or empty if none is known. */
  static Optional<ConditionOperator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * Returns whether it holds when none of the values fits, and when there is nothing to compare.
   */
  boolean isNegated() {
    return negated;
  }

  /** Returns whether it holds, or empty if a value cannot be read. */
  Optional<Boolean> holds(String actual, List<String> values) {
    boolean any = false;
    try {
      for (String value : values) {
        any |= test.fits(actual, value);
      }
    } catch (NumberFormatException | DateTimeException | UnknownHostException e) {
      return Optional.empty();
    }
    return Optional.of(any != negated);
  }

  private static Map<String, ConditionOperator> byName() {
    Map<String, ConditionOperator> all = new HashMap<>();
    pair(all, "StringEquals", "StringNotEquals", String::equals);
    pair(all, "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", String::equalsIgnoreCase);
    Test like = (actual, wanted) -> Policies.matches(wanted, actual);
    pair(all, "StringLike", "StringNotLike", like);
    pair(all, "ArnLike", "ArnNotLike", like);
    pair(all, "ArnEquals", "ArnNotEquals", like);
    pair(all, "IpAddress", "NotIpAddress", ConditionOperator::isInRange);
    all.put("Bool", new ConditionOperator(String::equalsIgnoreCase, false));
    ordered(all, "", order -> order == 0);
    ordered(all, "LessThan", order -> order < 0);
    ordered(all, "LessThanEquals", order -> order <= 0);
    ordered(all, "GreaterThan", order -> order > 0);
    ordered(all, "GreaterThanEquals", order -> order >= 0);
    return Map.copyOf(all);
  }

  private static void pair(
      Map<String, ConditionOperator> all, String name, String opposite, Test test) {
    all.put(name, new ConditionOperator(test, false));
    all.put(opposite, new ConditionOperator(test, true));
  }

  private static void ordered(
      Map<String, ConditionOperator> all, String relation, IntPredicate fits) {
    Test numeric = (actual, wanted) -> fits.test(number(actual, wanted));
    Test date = (actual, wanted) -> fits.test(instant(actual).compareTo(instant(wanted)));
    if (relation.isEmpty()) {
      pair(all, "NumericEquals", "NumericNotEquals", numeric);
      pair(all, "DateEquals", "DateNotEquals", date);
    } else {
      all.put("Numeric" + relation, new ConditionOperator(numeric, false));
      all.put("Date" + relation, new ConditionOperator(date, false));
    }
  }

  private static int number(String actual, String wanted) {
    return Double.compare(Double.parseDouble(actual), Double.parseDouble(wanted));
  }

  /** A time is a date, with or without a time of day, or seconds since 1970. */
  private static Instant instant(String text) {
    if (text.chars().allMatch(Character::isDigit)) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  private static boolean isInRange(String address, String range) throws UnknownHostException {
    int slash = range.indexOf('/');
    byte[] actual = literal(address);
    byte[] network = literal(slash < 0 ? range : range.substring(0, slash));
    int max = network.length * 8;
    int bits = slash < 0 ? max : Integer.parseInt(range.substring(slash + 1));
    if (bits < 0 || bits > max) {
      throw new UnknownHostException(range);
    }
    if (actual.length != network.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % 8;
      if ((actual[i / 8] & mask) != (network[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Looks nothing up: only addresses are taken, and no names. */
  private static byte[] literal(String address) throws UnknownHostException {
    boolean isFour = address.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    boolean isSix = address.indexOf(':') >= 0 && address.matches("[0-9a-fA-F:.]+");
    if (!isFour && !isSix) {
      throw new UnknownHostException(address);
    }
    return InetAddress.getByName(address).getAddress();
  }
}
