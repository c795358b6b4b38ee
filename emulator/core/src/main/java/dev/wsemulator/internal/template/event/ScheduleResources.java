package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.source.ScheduleExpression;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.event.FunctionEvents.FunctionEvent;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.EventRule;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads schedules of EventBridge Scheduler, also those that SAM makes of functions' events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html">AWS::Scheduler::Schedule</a>
 */
final class ScheduleResources {
  private static final String EXPRESSION = "ScheduleExpression";
  private static final String ZONE = "ScheduleExpressionTimezone";
  private static final List<String> TIMES = List.of("StartDate", "EndDate");
  private static final List<String> OF_EVENT = List.of("Input", "RetryPolicy", "RoleArn");

  private final List<Resource> resources;
  private final StackLocation account;
  private final Problems problems;

  ScheduleResources(List<Resource> resources, StackLocation account, Problems problems) {
    this.resources = resources;
    this.account = account;
    this.problems = problems;
  }

  List<EventRule> schedules() {
    List<EventRule> all = new ArrayList<>();
    for (Resource resource : resources) {
      if (resource.is(ResourceKind.SCHEDULE)) {
        YamlValue target =
            resource.properties().get("Target").orElse(YamlValue.nothing(resource.line()));
        if (target.textOf("Arn").isEmpty()) {
          problems.error(
              target.line(),
              resource.path("Target.Arn") + " is missing. Write the ARN of what is to be invoked.");
          continue;
        }
        RuleResources.checkTarget(target, resource.path("Target"), problems);
        Map<String, YamlValue> rest = new LinkedHashMap<>(target.entries());
        String arn = target.textOf("Arn").orElse("");
        rest.remove("Arn");
        Declared declared = new Declared(resource.ref(), resource.properties(), resource::path);
        schedule(declared, target(arn, target, rest)).ifPresent(all::add);
      }
    }
    for (FunctionEvent event : FunctionEvents.of(resources, Set.of("ScheduleV2"))) {
      YamlValue properties = event.properties();
      Map<String, YamlValue> rest = new LinkedHashMap<>();
      OF_EVENT.forEach(name -> properties.get(name).ifPresent(value -> rest.put(name, value)));
      new GeneratedTargets(resources, account)
          .deadLetters(event)
          .ifPresent(letters -> rest.put("DeadLetterConfig", letters));
      String arn = Arn.ofFunction(account.region(), account.accountId(), event.function().ref());
      String name =
          properties.textOf("Name").orElse(event.function().id() + event.id()); // as SAM names it
      schedule(new Declared(name, properties, event::path), target(arn, properties, rest))
          .ifPresent(all::add);
    }
    return all;
  }

  private static EventRule.Target target(
      String arn, YamlValue place, Map<String, YamlValue> settings) {
    return new EventRule.Target("target", arn, RuleResources.settings(place.line(), settings));
  }

  /** A schedule's name and properties, and how messages name a property. */
  private record Declared(String name, YamlValue properties, UnaryOperator<String> path) {}

  private Optional<EventRule> schedule(Declared declared, EventRule.Target target) {
    YamlValue properties = declared.properties();
    UnaryOperator<String> path = declared.path();
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : List.of("GroupName", ZONE, "StartDate", "EndDate", "Description")) {
      properties.textOf(setting).ifPresent(text -> settings.put(setting, text));
    }
    properties
        .at("FlexibleTimeWindow", "MaximumWindowInMinutes")
        .map(YamlValue::text)
        .filter(text -> text.matches("\\d{1,4}"))
        .ifPresent(text -> settings.put("MaximumWindowInMinutes", text));
    Optional<String> expression = expression(properties, path);
    boolean hasTimes =
        TIMES.stream()
            .map(time -> isTime(properties, time, path))
            .reduce(true, Boolean::logicalAnd);
    String group = settings.getOrDefault("GroupName", "default");
    String arn =
        Arn.of(
            "scheduler",
            account.region(),
            account.accountId(),
            "schedule/%s/%s".formatted(group, declared.name()));
    return expression
        .filter(text -> hasTimes)
        .map(
            text ->
                new EventRule(
                    declared.name(),
                    RuleResources.isEnabled(properties),
                    new EventRule.Schedule(arn, text, settings),
                    List.of(target)));
  }

  private Optional<String> expression(YamlValue properties, UnaryOperator<String> path) {
    Optional<YamlValue> value = properties.get(EXPRESSION);
    String text = value.map(YamlValue::text).orElse("");
    try {
      ScheduleExpression.ofScheduler(text, zone(properties, path));
      return Optional.of(text);
    } catch (IllegalArgumentException e) {
      problems.error(
          value.map(YamlValue::line).orElse(properties.line()),
          "%s: %s".formatted(path.apply(EXPRESSION), e.getMessage()));
      return Optional.empty();
    }
  }

  private ZoneId zone(YamlValue properties, UnaryOperator<String> path) {
    Optional<YamlValue> value = properties.get(ZONE);
    try {
      return value.map(YamlValue::text).map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      problems.error(
          value.orElse(properties).line(),
          "%s is \"%s\", which is no time zone. Write, for example, Europe/Berlin."
              .formatted(path.apply(ZONE), value.map(YamlValue::text).orElse("")));
      return ZoneOffset.UTC;
    }
  }

  private boolean isTime(YamlValue properties, String name, UnaryOperator<String> path) {
    Optional<YamlValue> value = properties.get(name);
    try {
      value.map(YamlValue::text).ifPresent(OffsetDateTime::parse);
      return true;
    } catch (DateTimeException e) {
      problems.error(
          value.orElse(properties).line(),
          "%s is \"%s\", which is no time. Write, for example, 2030-01-31T08:00:00Z."
              .formatted(path.apply(name), value.map(YamlValue::text).orElse("")));
      return false;
    }
  }
}
