package dev.wsemulator.internal.aws.events;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.ScheduleExpression;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The buses with their rules: sends events to the targets of the rules that want them, and fires
 * rules that have a schedule. Thread-safe.
 */
final class Buses {
  static final String DEFAULT = "default";

  private final TargetSender sender;
  private final BusEvent.Account account;

  /** The names of the buses; guarded by {@code this}. */
  private final TreeSet<String> names = new TreeSet<>(List.of(DEFAULT));

  /** By {@link Rule#path}; guarded by {@code this}. */
  private final TreeMap<String, Rule> rules = new TreeMap<>();

  /** By {@link Rule#path}; guarded by {@code this}. */
  private final Map<String, ScheduleTimer> timers = new HashMap<>();

  private boolean closed;

  Buses(TargetSender sender, BusEvent.Account account) {
    this.sender = sender;
    this.account = account;
  }

  BusEvent.Account account() {
    return account;
  }

  /** Returns the name of a bus that is given by its name or its ARN. */
  static String name(String nameOrArn) {
    return nameOrArn.isEmpty() ? DEFAULT : nameOrArn.replaceFirst("^.*:event-bus/", "");
  }

  synchronized List<String> names() {
    return List.copyOf(names);
  }

  /** Adds a bus; returns whether there was none of this name. */
  synchronized boolean add(String bus) {
    return names.add(bus);
  }

  /** Removes a bus with its rules. */
  synchronized void removeBus(String bus) {
    names.remove(bus);
    rules(bus).forEach(rule -> remove(bus, rule.name()));
  }

  /** Returns the bus, or refuses one that is not there. */
  synchronized String existing(String nameOrArn) {
    String name = name(nameOrArn);
    if (!names.contains(name)) {
      throw new ServiceError(
          400, "ResourceNotFoundException", "Event bus %s does not exist.".formatted(name));
    }
    return name;
  }

  synchronized List<Rule> rules(String bus) {
    return rules.values().stream().filter(rule -> rule.bus().equals(bus)).toList();
  }

  synchronized Optional<Rule> find(String bus, String name) {
    return Optional.ofNullable(rules.get(path(bus, name)));
  }

  private static String path(String bus, String name) {
    return new Rule(bus, name, Map.of(), null, Map.of()).path();
  }

  /**
   * Sets a rule. A schedule begins anew unless it was there already.
   *
   * @throws IllegalArgumentException if its schedule is invalid
   */
  synchronized void put(Rule rule) {
    String text = rule.schedule();
    ScheduleExpression schedule = text == null ? null : ScheduleExpression.ofRule(text);
    Rule before = rules.put(rule.path(), rule);
    boolean isSame =
        before != null
            && before.isEnabled() == rule.isEnabled()
            && String.valueOf(before.schedule()).equals(String.valueOf(text));
    if (isSame) {
      return;
    }
    stop(rule.path());
    if (schedule != null && rule.isEnabled() && !closed) {
      Instant now = sender.clock().now();
      ScheduleTimer timer =
          new ScheduleTimer(
              sender.clock(),
              new ScheduleTimer.Plan(schedule, now, null, () -> {}),
              due -> fire(rule.path(), due));
      timers.put(rule.path(), timer);
      timer.start();
    }
  }

  synchronized void remove(String bus, String name) {
    rules.remove(path(bus, name));
    stop(path(bus, name));
  }

  private void stop(String path) {
    ScheduleTimer timer = timers.remove(path);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void fire(String path, Instant due) {
    Rule rule;
    synchronized (this) {
      rule = rules.get(path);
    }
    if (rule != null && rule.isEnabled()) {
      String arn = account.arn("events", path);
      send(rule, FaultPoint.SCHEDULE, BusEvent.scheduled("aws.events", due, arn, "{}"));
    }
  }

  /** Sends an event to the targets of all rules of a bus that want it. */
  void publish(String bus, BusEvent event) {
    Json json = Json.parse(event.json(account).getBytes(StandardCharsets.UTF_8)).orElseThrow();
    for (Rule rule : rules(bus)) {
      if (rule.isEnabled() && rule.pattern() != null && rule.pattern().matches(json)) {
        send(rule, FaultPoint.EVENT, event);
      }
    }
  }

  private void send(Rule rule, FaultPoint point, BusEvent event) {
    String arn = account.arn("events", rule.path());
    String json = event.json(account);
    for (RuleTarget target : rule.targets().values()) {
      String input = target.input(json, arn, rule.name(), sender.clock().now());
      sender.send(
          new TargetSender.Sending(
              point,
              arn,
              target.arn(),
              new TargetMessage(input, Map.of(), target.system()),
              target.deadLetters(),
              Map.of("RULE_ARN", arn)));
    }
  }

  synchronized void close() {
    closed = true;
    timers.values().forEach(ScheduleTimer::cancel);
    timers.clear();
  }
}
