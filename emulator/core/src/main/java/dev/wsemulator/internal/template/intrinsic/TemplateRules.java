package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks parameters by a template's rules. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html">Rules</a>
 */
public final class TemplateRules {
  /** What these yield is kept on AWS: VPCs, subnets, zones and their tags. */
  private static final Set<String> ELSEWHERE =
      Set.of("Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll");

  private final Intrinsics intrinsics;
  private final Problems problems;

  public TemplateRules(Intrinsics intrinsics, Problems problems) {
    this.intrinsics = intrinsics;
    this.problems = problems;
  }

  /** Notes every assertion that does not hold. */
  public void check(YamlValue rules) {
    rules.entries().forEach(this::check);
  }

  private void check(String name, YamlValue rule) {
    if (isElsewhere(rule)) {
      problems.warning(
          rule.line(),
          "Rules.%s is not checked here: it asks for what is kept on AWS.".formatted(name));
      return;
    }
    if (new References(intrinsics.conditions())
        .of(rule).stream().anyMatch(intrinsics.scope()::isKeptElsewhere)) {
      problems.ignored(rule.line(), "Rules." + name);
      return;
    }
    Optional<YamlValue> condition = rule.get("RuleCondition");
    if (condition.isPresent() && !intrinsics.conditions().holds(condition.get())) {
      return;
    }
    List<YamlValue> assertions = rule.get("Assertions").map(YamlValue::elements).orElse(List.of());
    if (assertions.isEmpty()) {
      problems.error(
          rule.line(), "Rules.%s has no Assertions. Add some, or remove it.".formatted(name));
    }
    assertions.forEach(assertion -> assertHolds(name, assertion));
  }

  private void assertHolds(String name, YamlValue assertion) {
    Optional<YamlValue> asserted = assertion.get("Assert");
    if (asserted.isEmpty()) {
      problems.error(
          assertion.line(),
          "Rules.%s.Assertions has one without an Assert. Add it.".formatted(name));
    } else if (!intrinsics.conditions().holds(asserted.get())) {
      problems.error(
          assertion.line(),
          "Rules.%s does not hold: %s. Give other parameters."
              .formatted(
                  name,
                  assertion.textOf("AssertDescription").orElse("it has no AssertDescription")));
    }
  }

  private static boolean isElsewhere(YamlValue value) {
    return value.entries().entrySet().stream()
            .anyMatch(one -> ELSEWHERE.contains(one.getKey()) || isElsewhere(one.getValue()))
        || value.isList() && value.elements().stream().anyMatch(TemplateRules::isElsewhere);
  }
}
