package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The values of a template's parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
public final class Parameters {
  private static final Pattern TYPE =
      Pattern.compile("String|Number|List<Number>|CommaDelimitedList|(List<)?AWS::[\\w:<>]+");

  /** The longest value, in bytes, that CloudFormation takes. */
  private static final int MAX_LENGTH = 4096;

  /**
   * Before CDK 2, {@code cdk deploy} passed the location of an asset in such parameters.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/cdk/v2/guide/configure-synth.html#bootstrapping-synthesizers">Stack
   *     synthesizers</a>
   */
  private static final Pattern ASSET =
      Pattern.compile(
          "AssetParameters([0-9a-f]{64})(S3Bucket|S3VersionKey|ArtifactHash)[0-9A-F]{8}");

  private static final String NUMBER = "-?\\d+(\\.\\d+)?";

  private final Problems problems;

  public Parameters(Problems problems) {
    this.problems = problems;
  }

  /** Reports that the parameter does not exist. */
  public void unknown(int line, String name, Set<String> known) {
    problems.error(
        line,
        "The template has no parameter \"%s\"; it has %s.%s"
            .formatted(name, known, Spelling.hint(name, known)));
  }

  /** Returns what is wrong if Parameter Store keeps a value. */
  static String isKept(String name) {
    return "The parameter %s has no value here: its default is kept in SSM. Give one with --parameter %s=VALUE, or declare it in a template as an AWS::SSM::Parameter."
        .formatted(name, name);
  }

  /** Returns the values of a list in one text. */
  static YamlValue list(int line, String text) {
    return YamlValue.list(
        line,
        Arrays.stream(text.split(","))
            .map(String::strip)
            .map(one -> YamlValue.text(line, one))
            .toList());
  }

  /**
   * Returns every declared parameter's value: the given one, else its default; null if that is kept
   * in Parameter Store.
   */
  public Map<String, YamlValue> values(YamlValue declared, Map<String, String> given) {
    Map<String, YamlValue> values = new HashMap<>();
    declared
        .entries()
        .forEach((name, parameter) -> values.put(name, value(name, parameter, given.get(name))));
    return values;
  }

  private YamlValue value(String name, YamlValue parameter, @Nullable String given) {
    String type = parameter.textOf("Type").orElse("");
    if (!TYPE.matcher(type).matches() && !parameter.isNull()) {
      problems.error(
          parameter.line(),
          "The parameter %s has %s. Write, for example: Type: String"
              .formatted(name, type.isEmpty() ? "no Type" : "the unknown Type \"" + type + "\""));
    }
    boolean isStored = type.startsWith("AWS::SSM::Parameter::Value");
    Optional<String> text =
        Optional.ofNullable(given)
            .or(() -> isStored ? Optional.empty() : parameter.textOf("Default"))
            .or(() -> asset(name));
    if (text.isEmpty() && isStored) {
      return YamlValue.nothing(parameter.line());
    }
    if (text.isEmpty()) {
      problems.error(
          parameter.line(),
          "The parameter %s has no value. Give one with --parameter %s=VALUE."
              .formatted(name, name));
      return YamlValue.text(parameter.line(), "");
    }
    boolean isList = type.contains("List");
    List<String> values =
        isList
            ? Arrays.stream(text.get().split(",")).map(String::strip).toList()
            : List.of(text.get());
    values.forEach(value -> check(name, type, parameter, value));
    List<YamlValue> items =
        values.stream().map(one -> YamlValue.text(parameter.line(), one)).toList();
    return isList ? YamlValue.list(parameter.line(), items) : items.get(0);
  }

  private static Optional<String> asset(String name) {
    Matcher asset = ASSET.matcher(name);
    if (!asset.matches()) {
      return Optional.empty();
    }
    String hash = asset.group(1);
    return Optional.of(
        switch (asset.group(2)) {
          case "S3Bucket" -> "cdk-assets";
          case "S3VersionKey" -> "assets/||" + hash + ".zip";
          default -> hash;
        });
  }

  private void check(String name, String type, YamlValue parameter, String value) {
    if (value.length() > MAX_LENGTH) {
      problems.error(
          parameter.line(),
          "The parameter %s has a value of %d characters, but %d are the most. Shorten it."
              .formatted(name, value.length(), MAX_LENGTH));
      return;
    }
    List<String> allowed = parameter.get("AllowedValues").map(YamlValue::texts).orElse(List.of());
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      wrong(name, parameter, value, "but may only be one of " + allowed);
    }
    boolean isNumber = type.equals("Number") || type.equals("List<Number>");
    if (isNumber && !value.matches(NUMBER)) {
      wrong(name, parameter, value, "but must be a number");
    } else {
      bound(name, parameter, value, isNumber);
    }
    pattern(name, parameter, value);
  }

  private void bound(String name, YamlValue parameter, String value, boolean isNumber) {
    BigDecimal size = isNumber ? new BigDecimal(value) : BigDecimal.valueOf(value.length());
    String what = isNumber ? "but must be " : "but must have a length of ";
    parameter
        .textOf(isNumber ? "MinValue" : "MinLength")
        .filter(least -> least.matches(NUMBER) && size.compareTo(new BigDecimal(least)) < 0)
        .ifPresent(least -> wrong(name, parameter, value, what + least + " or more"));
    parameter
        .textOf(isNumber ? "MaxValue" : "MaxLength")
        .filter(most -> most.matches(NUMBER) && size.compareTo(new BigDecimal(most)) > 0)
        .ifPresent(most -> wrong(name, parameter, value, what + most + " or less"));
  }

  private void pattern(String name, YamlValue parameter, String value) {
    Optional<String> pattern = parameter.textOf("AllowedPattern");
    try {
      if (pattern.isPresent() && !value.matches(pattern.get())) {
        wrong(name, parameter, value, "which does not match " + pattern.get());
      }
    } catch (PatternSyntaxException | StackOverflowError e) {
      problems.error(parameter.line(), "AllowedPattern of " + name + " is malformed. Correct it.");
    }
  }

  private void wrong(String name, YamlValue parameter, String value, String rule) {
    String explained =
        parameter.textOf("ConstraintDescription").map(text -> " (" + text + ")").orElse("");
    problems.error(
        parameter.line(),
        "The parameter %s is \"%s\", %s%s.".formatted(name, value, rule, explained));
  }
}
