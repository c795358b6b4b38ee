package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of EventBridge.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html">Actions</a>
 */
final class RuleCalls {
  private static final int MOST_TARGETS = 5;

  private final Buses buses;
  private final Map<String, Function<Map<String, Object>, Map<String, Object>>> operations;

  /**
   * Creates it.
   *
   * @param now returns the time of events that have none
   */
  RuleCalls(Buses buses, java.util.function.Supplier<Instant> now) {
    this.buses = buses;
    PutEvents events = new PutEvents(buses);
    this.operations =
        Map.ofEntries(
            Map.entry("PutEvents", request -> events.answer(request, now.get())),
            Map.entry("PutRule", this::putRule),
            Map.entry("DeleteRule", this::deleteRule),
            Map.entry("DescribeRule", request -> described(rule(request))),
            Map.entry("ListRules", this::listRules),
            Map.entry("EnableRule", request -> state(request, "ENABLED")),
            Map.entry("DisableRule", request -> state(request, "DISABLED")),
            Map.entry("PutTargets", this::putTargets),
            Map.entry("RemoveTargets", this::removeTargets),
            Map.entry("ListTargetsByRule", this::listTargets),
            Map.entry("ListRuleNamesByTarget", this::listRuleNames),
            Map.entry("TestEventPattern", RuleCalls::test),
            Map.entry("CreateEventBus", this::createBus),
            Map.entry("DeleteEventBus", this::deleteBus),
            Map.entry("DescribeEventBus", this::describeBus),
            Map.entry("ListEventBuses", this::listBuses),
            Map.entry("TagResource", request -> Map.of()),
            Map.entry("UntagResource", request -> Map.of()),
            Map.entry("ListTagsForResource", request -> Map.of("Tags", List.of())));
  }

  /** Returns the answer to a call, or refuses it. */
  Map<String, Object> answer(String operation, Map<String, Object> request) {
    Function<Map<String, Object>, Map<String, Object>> called = operations.get(operation);
    if (called == null) {
      throw new ServiceError(
          400,
          "UnknownOperationException",
          "The operation %s of EventBridge is not emulated.".formatted(operation));
    }
    return called.apply(request);
  }

  private static String required(Map<String, Object> request, String name) {
    return Requests.text(request, name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> invalid("Parameter %s is not valid.".formatted(name)));
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(400, "ValidationException", message);
  }

  private String bus(Map<String, Object> request) {
    return buses.existing(Requests.text(request, "EventBusName").orElse(""));
  }

  private Rule rule(Map<String, Object> request, String member) {
    String bus = bus(request);
    String name = required(request, member);
    return buses
        .find(bus, name)
        .orElseThrow(
            () ->
                new ServiceError(
                    400,
                    "ResourceNotFoundException",
                    "Rule %s does not exist on EventBus %s.".formatted(name, bus)));
  }

  private Rule rule(Map<String, Object> request) {
    return rule(request, "Name");
  }

  private Map<String, Object> putRule(Map<String, Object> request) {
    String bus = bus(request);
    String name = required(request, "Name");
    if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
      throw invalid("Parameter Name is not valid.");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    for (String property :
        List.of("EventPattern", "ScheduleExpression", "State", "Description", "RoleArn")) {
      Requests.text(request, property)
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> properties.put(property, text));
    }
    properties.putIfAbsent("State", "ENABLED");
    if (!properties.containsKey("EventPattern") && !properties.containsKey("ScheduleExpression")) {
      throw invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (properties.containsKey("ScheduleExpression") && !bus.equals(Buses.DEFAULT)) {
      throw invalid("ScheduleExpression is supported only on the default event bus.");
    }
    Map<String, RuleTarget> targets = buses.find(bus, name).map(Rule::targets).orElse(Map.of());
    Rule rule = new Rule(bus, name, properties, pattern(properties.get("EventPattern")), targets);
    try {
      buses.put(rule);
    } catch (IllegalArgumentException e) {
      throw invalid("Parameter ScheduleExpression is not valid.");
    }
    return Map.of("RuleArn", arn(rule));
  }

  private String arn(Rule rule) {
    return buses.account().arn("events", rule.path());
  }

  /** Returns the pattern that a text is, or refuses it. */
  static @Nullable EventPattern pattern(@Nullable String text) {
    try {
      return text == null ? null : EventPattern.parse(text);
    } catch (InvalidPatternException e) {
      throw new ServiceError(
          400,
          "InvalidEventPatternException",
          "Event pattern is not valid. Reason: " + e.getMessage());
    }
  }

  private Map<String, Object> deleteRule(Map<String, Object> request) {
    String bus = bus(request);
    String name = required(request, "Name");
    boolean hasTargets =
        buses.find(bus, name).filter(rule -> !rule.targets().isEmpty()).isPresent();
    if (hasTargets) {
      throw invalid("Rule can't be deleted since it has targets.");
    }
    buses.remove(bus, name);
    return Map.of();
  }

  private Map<String, Object> described(Rule rule) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("Name", rule.name());
    description.put("Arn", arn(rule));
    description.putAll(rule.properties());
    description.put("EventBusName", rule.bus());
    return description;
  }

  private Map<String, Object> listRules(Map<String, Object> request) {
    String prefix = Requests.text(request, "NamePrefix").orElse("");
    return Map.of(
        "Rules",
        buses.rules(bus(request)).stream()
            .filter(rule -> rule.name().startsWith(prefix))
            .map(this::described)
            .toList());
  }

  private Map<String, Object> listRuleNames(Map<String, Object> request) {
    String target = required(request, "TargetArn");
    return Map.of(
        "RuleNames",
        buses.rules(bus(request)).stream()
            .filter(rule -> rule.targets().values().stream().anyMatch(t -> t.arn().equals(target)))
            .map(Rule::name)
            .toList());
  }

  private Map<String, Object> state(Map<String, Object> request, String state) {
    buses.put(rule(request).withState(state));
    return Map.of();
  }

  private Map<String, Object> putTargets(Map<String, Object> request) {
    Rule rule = rule(request, "Rule");
    List<Map<String, Object>> failed = new ArrayList<>();
    for (Map<String, Object> members : Requests.objects(request, "Targets")) {
      RuleTarget target = RuleTarget.of(members);
      boolean isNew = !rule.targets().containsKey(target.id());
      if (isNew && rule.targets().size() >= MOST_TARGETS) {
        throw new ServiceError(
            400,
            "LimitExceededException",
            "The requested resource exceeds the maximum number allowed.");
      }
      if (target.id().isEmpty() || !target.arn().startsWith("arn:")) {
        failed.add(failure(target));
      } else {
        rule = rule.with(target);
      }
    }
    buses.put(rule);
    return entries(failed);
  }

  private static Map<String, Object> failure(RuleTarget target) {
    Map<String, Object> failure = new LinkedHashMap<>();
    failure.put("TargetId", target.id());
    failure.put("ErrorCode", "ValidationException");
    failure.put(
        "ErrorMessage",
        "Parameter %s is not valid. Reason: Provided Arn is not in correct format."
            .formatted(target.arn()));
    return failure;
  }

  private static Map<String, Object> entries(List<Map<String, Object>> failed) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("FailedEntryCount", failed.size());
    answer.put("FailedEntries", failed);
    return answer;
  }

  private Map<String, Object> removeTargets(Map<String, Object> request) {
    Rule rule = rule(request, "Rule");
    for (String id : Requests.texts(request, "Ids")) {
      rule = rule.without(id);
    }
    buses.put(rule);
    return entries(List.of());
  }

  private Map<String, Object> listTargets(Map<String, Object> request) {
    return Map.of(
        "Targets",
        rule(request, "Rule").targets().values().stream().map(RuleTarget::members).toList());
  }

  private static Map<String, Object> test(Map<String, Object> request) {
    EventPattern pattern = pattern(required(request, "EventPattern"));
    Json event =
        Json.parse(required(request, "Event").getBytes(StandardCharsets.UTF_8))
            .orElseThrow(() -> invalid("Parameter Event is not valid."));
    return Map.of("Result", pattern != null && pattern.matches(event));
  }

  private Map<String, Object> createBus(Map<String, Object> request) {
    String name = required(request, "Name");
    if (!name.matches("[/.\\-_A-Za-z0-9]{1,256}")) {
      throw invalid("Parameter Name is not valid.");
    }
    if (!buses.add(name)) {
      throw new ServiceError(
          400, "ResourceAlreadyExistsException", "Event bus %s already exists.".formatted(name));
    }
    return Map.of("EventBusArn", busArn(name));
  }

  private String busArn(String name) {
    return buses.account().arn("events", "event-bus/" + name);
  }

  private Map<String, Object> deleteBus(Map<String, Object> request) {
    String name = required(request, "Name");
    if (Buses.name(name).equals(Buses.DEFAULT)) {
      throw invalid("Cannot delete event bus default.");
    }
    buses.removeBus(Buses.name(name));
    return Map.of();
  }

  private Map<String, Object> describeBus(Map<String, Object> request) {
    return bus(buses.existing(Requests.text(request, "Name").orElse("")));
  }

  private Map<String, Object> bus(String name) {
    return Map.of("Name", name, "Arn", busArn(name));
  }

  private Map<String, Object> listBuses(Map<String, Object> request) {
    String prefix = Requests.text(request, "NamePrefix").orElse("");
    return Map.of(
        "EventBuses",
        buses.names().stream().filter(name -> name.startsWith(prefix)).map(this::bus).toList());
  }
}
