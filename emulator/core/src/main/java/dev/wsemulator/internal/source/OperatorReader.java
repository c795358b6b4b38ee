package dev.wsemulator.internal.source;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.ContentComparison.Exists;
import dev.wsemulator.internal.source.ContentComparison.Test;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the operators of patterns, such as <code>{"prefix": "us-"}</code>. */
final class OperatorReader {
  private static final Set<String> OPERATORS =
      Set.of(
          "prefix",
          "suffix",
          "anything-but",
          "numeric",
          "exists",
          "equals-ignore-case",
          "wildcard",
          "cidr");
  private static final Set<String> INSIDE_ANYTHING_BUT =
      Set.of("prefix", "suffix", "equals-ignore-case", "wildcard");
  private static final BigDecimal MOST = new BigDecimal("5.0e9");

  private OperatorReader() {}

  static boolean isOperator(String name) {
    return OPERATORS.contains(name);
  }

  /** Reads an object that stands in place of a value. */
  static ContentComparison comparison(String place, Map<String, Json> members)
      throws InvalidPatternException {
    Map.Entry<String, Json> operator = only(place, members);
    Json operand = operator.getValue();
    return switch (operator.getKey()) {
      case "exists" -> exists(place, operand);
      case "numeric" -> numeric(place, operand.elements());
      case "anything-but" -> anythingBut(place, operand).negated();
      case "cidr" -> cidr(place, text(place, "cidr", operand));
      default -> textual(place, operator.getKey(), operand);
    };
  }

  private static Map.Entry<String, Json> only(String place, Map<String, Json> members)
      throws InvalidPatternException {
    if (members.size() != 1) {
      throw new InvalidPatternException(place, "Only one key allowed in match expression.");
    }
    return members.entrySet().iterator().next();
  }

  private static Test textual(String place, String operator, Json operand)
      throws InvalidPatternException {
    switch (operator) {
      case "prefix", "suffix":
        return affix(place, operator, operand);
      case "equals-ignore-case":
        String wanted = text(place, operator, operand);
        return Test.string(wanted::equalsIgnoreCase);
      case "wildcard":
        return Test.string(Wildcard.parse(place, text(place, operator, operand)));
      default:
        throw new InvalidPatternException(place, "Unrecognized match type " + operator + ".");
    }
  }

  private static Test affix(String place, String operator, Json operand)
      throws InvalidPatternException {
    boolean ignoresCase = operand.isObject();
    if (ignoresCase && !only(place, operand.members()).getKey().equals("equals-ignore-case")) {
      throw new InvalidPatternException(
          place, "An object behind %s can have equals-ignore-case only.".formatted(operator));
    }
    Json given = ignoresCase ? operand.members().values().iterator().next() : operand;
    String part = text(place, operator, given);
    boolean isPrefix = operator.equals("prefix");
    int length = part.length();
    return Test.string(
        value ->
            value.regionMatches(
                ignoresCase, isPrefix ? 0 : value.length() - length, part, 0, length));
  }

  private static String text(String place, String operator, Json operand)
      throws InvalidPatternException {
    return operand
        .string()
        .orElseThrow(
            () ->
                new InvalidPatternException(place, operator + " match pattern must be a string."));
  }

  private static Exists exists(String place, Json operand) throws InvalidPatternException {
    if (!(operand.value() instanceof Boolean isWanted)) {
      throw new InvalidPatternException(
          place, "exists match pattern must be either true or false.");
    }
    return new Exists(isWanted);
  }

  /** Reads what must not be there. */
  private static Test anythingBut(String place, Json operand) throws InvalidPatternException {
    if (!operand.isObject()) {
      return oneOf(place, operand);
    }
    Map.Entry<String, Json> operator = only(place, operand.members());
    if (!INSIDE_ANYTHING_BUT.contains(operator.getKey())) {
      throw new InvalidPatternException(
          place, "Unsupported anything-but pattern: " + operator.getKey() + ".");
    }
    List<Test> tests = new ArrayList<>();
    for (Json one : list(place, operator.getValue())) {
      tests.add(textual(place, operator.getKey(), one));
    }
    return Test.either(tests);
  }

  private static Test oneOf(String place, Json operand) throws InvalidPatternException {
    List<Json> values = list(place, operand);
    boolean allStrings = values.stream().allMatch(value -> value.string().isPresent());
    boolean allNumbers = values.stream().allMatch(value -> value.number().isPresent());
    if (!allStrings && !allNumbers) {
      throw new InvalidPatternException(
          place, "Value of anything-but must be strings or numbers, in a list all of one type.");
    }
    return Test.either(values.stream().map(Test::same).toList());
  }

  private static List<Json> list(String place, Json operand) throws InvalidPatternException {
    List<Json> values = operand.isScalar() ? List.of(operand) : operand.elements();
    if (values.isEmpty()) {
      throw new InvalidPatternException(place, "Empty arrays are not allowed.");
    }
    return values;
  }

  private static Test numeric(String place, List<Json> terms) throws InvalidPatternException {
    if (terms.size() != 2 && terms.size() != 4) {
      throw new InvalidPatternException(
          place, "numeric must be an array of one or two operators, each with its number.");
    }
    Predicate<BigDecimal> first = bound(place, terms.get(0), terms.get(1));
    if (terms.size() == 2) {
      return Test.number(first);
    }
    checkRange(place, terms);
    return Test.number(first.and(bound(place, terms.get(2), terms.get(3))));
  }

  private static void checkRange(String place, List<Json> terms) throws InvalidPatternException {
    boolean isRange =
        terms.get(0).string().orElse("").startsWith(">")
            && terms.get(2).string().orElse("").startsWith("<");
    if (!isRange) {
      throw new InvalidPatternException(
          place, "A numeric range begins with > or >= and ends with < or <=.");
    }
    BigDecimal bottom = number(place, terms.get(1));
    if (bottom.compareTo(number(place, terms.get(3))) >= 0) {
      throw new InvalidPatternException(place, "Bottom must be less than top.");
    }
  }

  private static Predicate<BigDecimal> bound(String place, Json operator, Json operand)
      throws InvalidPatternException {
    BigDecimal limit = number(place, operand);
    return switch (operator.string().orElse("")) {
      case "=" -> value -> value.compareTo(limit) == 0;
      case "<" -> value -> value.compareTo(limit) < 0;
      case "<=" -> value -> value.compareTo(limit) <= 0;
      case ">" -> value -> value.compareTo(limit) > 0;
      case ">=" -> value -> value.compareTo(limit) >= 0;
      default ->
          throw new InvalidPatternException(
              place, "Unrecognized numeric range operator: " + operator.selectionText() + ".");
    };
  }

  private static BigDecimal number(String place, Json operand) throws InvalidPatternException {
    BigDecimal number =
        operand
            .number()
            .orElseThrow(
                () ->
                    new InvalidPatternException(
                        place, "Value of numeric operator must be numeric."));
    if (number.abs().compareTo(MOST) > 0) {
      throw new InvalidPatternException(
          place, "A number must be between -5.0e9 and 5.0e9: " + operand.selectionText() + ".");
    }
    return number;
  }

  private static Test cidr(String place, String block) throws InvalidPatternException {
    return Test.string(AddressBlock.parse(place, block));
  }
}
