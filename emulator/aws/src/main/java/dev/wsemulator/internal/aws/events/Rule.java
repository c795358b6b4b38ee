package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.source.EventPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a bus. Immutable.
 *
 * @param bus the bus
 * @param name the name
 * @param properties {@code EventPattern}, {@code ScheduleExpression}, {@code State} and others, as
 *     {@code DescribeRule} shows them
 * @param pattern the events that it wants, if any
 * @param targets by their ids
 */
record Rule(
    String bus,
    String name,
    Map<String, String> properties,
    @Nullable EventPattern pattern,
    Map<String, RuleTarget> targets) {
  Rule {
    properties = Map.copyOf(properties);
    targets = new LinkedHashMap<>(targets);
  }

  boolean isEnabled() {
    return properties.getOrDefault("State", "ENABLED").startsWith("ENABLED");
  }

  String path() {
    return "rule/" + (bus.equals(Buses.DEFAULT) ? "" : bus + "/") + name;
  }

  @Nullable String schedule() {
    return properties.get("ScheduleExpression");
  }

  Rule withState(String state) {
    Map<String, String> changed = new LinkedHashMap<>(properties);
    changed.put("State", state);
    return new Rule(bus, name, changed, pattern, targets);
  }

  Rule with(RuleTarget target) {
    Map<String, RuleTarget> changed = new LinkedHashMap<>(targets);
    changed.put(target.id(), target);
    return new Rule(bus, name, properties, pattern, changed);
  }

  Rule without(String targetId) {
    Map<String, RuleTarget> changed = new LinkedHashMap<>(targets);
    changed.remove(targetId);
    return new Rule(bus, name, properties, pattern, changed);
  }
}
