package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.internal.source.ScheduleExpression;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.event.FunctionEvents.FunctionEvent;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.EventRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rules of EventBridge, also those that SAM makes of functions' events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html">AWS::Events::Rule</a>
 */
public final class RuleResources {
  private static final Set<String> SERVICES = Set.of("lambda", "sqs", "sns", "events");
  private static final Set<String> OF_TARGET = Set.of("Id", "Arn");
  private static final List<String> OF_EVENT =
      List.of("Input", "InputPath", "InputTransformer", "RetryPolicy");

  private final List<Resource> resources;
  private final StackLocation account;
  private final Problems problems;
  private final List<EventRule> rules = new ArrayList<>();

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   */
  public RuleResources(List<Resource> resources, StackLocation account, Problems problems) {
    this.resources = resources;
    this.account = account;
    this.problems = problems;
  }

  /** Returns the names of the buses. */
  public List<String> buses() {
    return resources.stream()
        .filter(resource -> resource.is(ResourceKind.EVENT_BUS))
        .map(Resource::ref)
        .toList();
  }

  /** Returns the rules, and the schedules of Scheduler. */
  public List<EventRule> rules() {
    resources.stream().filter(resource -> resource.is(ResourceKind.EVENT_RULE)).forEach(this::rule);
    FunctionEvents.of(resources, Set.of("Schedule", "EventBridgeRule", "CloudWatchEvent"))
        .forEach(this::event);
    rules.addAll(new ScheduleResources(resources, account, problems).schedules());
    return List.copyOf(rules);
  }

  private void rule(Resource rule) {
    List<EventRule.Target> targets = new ArrayList<>();
    YamlValue all = rule.properties().get("Targets").orElse(YamlValue.nothing(rule.line()));
    for (YamlValue target : all.elements()) {
      checkTarget(target, rule.path("Targets"), problems);
      targets.add(target(target, rule.path("Targets")));
    }
    Optional<YamlValue> pattern = rule.properties().get("EventPattern");
    Optional<YamlValue> schedule = rule.properties().get("ScheduleExpression");
    if (pattern.isEmpty() && schedule.isEmpty()) {
      problems.error(
          rule.line(),
          "Resources.%s has neither an EventPattern nor a ScheduleExpression. Write one of them."
              .formatted(rule.id()));
    }
    boolean enabled = isEnabled(rule.properties());
    String bus = rule.properties().textOf("EventBusName").orElse("default");
    String name = rule.ref();
    pattern.ifPresent(
        value -> pattern(new Named(name, enabled, rule.path("EventPattern")), bus, value, targets));
    schedule.ifPresent(
        value -> rate(new Named(name, enabled, rule.path("ScheduleExpression")), value, targets));
  }

  /** A rule's name, whether it is enabled, and how messages name the property that is read. */
  private record Named(String name, boolean enabled, String place) {}

  static boolean isEnabled(YamlValue properties) {
    return !properties.textOf("State").orElse("ENABLED").equals("DISABLED")
        && !properties.textOf("Enabled").orElse("true").equalsIgnoreCase("false");
  }

  private void pattern(Named named, String bus, YamlValue value, List<EventRule.Target> targets) {
    String json = value.isText() ? value.string() : JsonForm.of(value);
    try {
      EventPattern.parse(json);
      rules.add(
          new EventRule(named.name(), named.enabled(), new EventRule.Pattern(bus, json), targets));
    } catch (InvalidPatternException e) {
      problems.error(
          value.line(),
          "%s is a pattern that EventBridge refuses: %s".formatted(named.place(), e.getMessage()));
    }
  }

  private void rate(Named named, YamlValue value, List<EventRule.Target> targets) {
    String text = String.valueOf(value.text());
    try {
      ScheduleExpression.ofRule(text);
      rules.add(new EventRule(named.name(), named.enabled(), new EventRule.Rate(text), targets));
    } catch (IllegalArgumentException e) {
      problems.error(value.line(), "%s: %s".formatted(named.place(), e.getMessage()));
    }
  }

  /** Warns of a target that gets nothing here. */
  static void checkTarget(YamlValue target, String place, Problems problems) {
    String arn = target.textOf("Arn").orElse("");
    boolean isHere =
        Arn.parse(arn).filter(one -> SERVICES.contains(one.service())).isPresent()
            || arn.contains(":aws-sdk:");
    if (!isHere) {
      problems.warning(
          target.line(),
          "%s has the target \"%s\", which gets nothing here: functions, queues, topics and buses do."
              .formatted(place, arn));
    }
  }

  private static EventRule.Target target(YamlValue target, String place) {
    Map<String, YamlValue> rest = new LinkedHashMap<>(target.entries());
    rest.keySet().removeAll(OF_TARGET);
    return new EventRule.Target(
        target.textOf("Id").orElse(place),
        target.textOf("Arn").orElse(""),
        settings(target.line(), rest));
  }

  /** Returns properties as JSON. */
  static Optional<String> settings(int line, Map<String, YamlValue> properties) {
    return properties.isEmpty()
        ? Optional.empty()
        : Optional.of(JsonForm.of(YamlValue.map(line, properties)));
  }

  private void event(FunctionEvent event) {
    YamlValue properties = event.properties();
    Map<String, YamlValue> rest = new LinkedHashMap<>();
    OF_EVENT.forEach(name -> properties.get(name).ifPresent(value -> rest.put(name, value)));
    new GeneratedTargets(resources, account)
        .deadLetters(event)
        .ifPresent(letters -> rest.put("DeadLetterConfig", letters));
    String arn = Arn.ofFunction(account.region(), account.accountId(), event.function().ref());
    EventRule.Target target =
        new EventRule.Target(
            properties.at("Target", "Id").map(YamlValue::text).orElse(event.id() + "LambdaTarget"),
            arn,
            settings(properties.line(), rest));
    String name =
        properties.textOf("Name").or(() -> properties.textOf("RuleName")).orElse(event.name());
    boolean enabled = isEnabled(properties);
    Optional<YamlValue> schedule = properties.get("Schedule");
    Optional<YamlValue> pattern = properties.get("Pattern");
    if (schedule.isEmpty() && pattern.isEmpty()) {
      problems.error(
          properties.line(),
          "%s is missing. A Schedule event has a Schedule, an EventBridgeRule event a Pattern."
              .formatted(event.path("Schedule")));
    }
    schedule.ifPresent(
        value -> rate(new Named(name, enabled, event.path("Schedule")), value, List.of(target)));
    String bus = properties.textOf("EventBusName").orElse("default");
    pattern.ifPresent(
        value ->
            pattern(new Named(name, enabled, event.path("Pattern")), bus, value, List.of(target)));
  }
}
