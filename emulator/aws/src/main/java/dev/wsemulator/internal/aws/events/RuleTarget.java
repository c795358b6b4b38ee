package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.json.JsonText;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A target of a rule or of a schedule. Immutable.
 *
 * @param id its id
 * @param arn its ARN
 * @param members its properties in EventBridge's names, {@code Id} and {@code Arn} included
 */
record RuleTarget(String id, String arn, Map<String, Object> members) {
  RuleTarget {
    members = new LinkedHashMap<>(members);
  }

  /** Returns the target that a call describes. */
  static RuleTarget of(Map<String, Object> members) {
    return new RuleTarget(
        String.valueOf(members.getOrDefault("Id", "")),
        String.valueOf(members.getOrDefault("Arn", "")),
        members);
  }

  /** Returns what the target gets of an event. */
  String input(String event, String ruleArn, String ruleName, Instant now) {
    Optional<String> fixed = text("Input");
    if (fixed.isPresent()) {
      return fixed.get();
    }
    Optional<String> path = text("InputPath");
    if (path.isPresent()) {
      return InputTemplate.part(event, path.get());
    }
    Map<String, Object> transformer = object("InputTransformer");
    if (!(transformer.get("InputTemplate") instanceof String template)) {
      return event;
    }
    Map<String, String> paths = new HashMap<>();
    if (transformer.get("InputPathsMap") instanceof Map<?, ?> map) {
      map.forEach((name, value) -> paths.put(String.valueOf(name), String.valueOf(value)));
    }
    return InputTemplate.filled(template, paths, reserved(event, ruleArn, ruleName, now), event);
  }

  private static Map<String, String> reserved(
      String event, String ruleArn, String ruleName, Instant now) {
    return Map.of(
        "aws.events.rule-arn", JsonText.quoted(ruleArn),
        "aws.events.rule-name", JsonText.quoted(ruleName),
        "aws.events.event.ingestion-time", JsonText.quoted(BusEvent.time(now)),
        "aws.events.event.json", event,
        "aws.events.event", event);
  }

  /** Returns what SQS and SNS get beside the message. */
  Map<String, String> system() {
    Object group = object("SqsParameters").get("MessageGroupId");
    return group == null ? Map.of() : Map.of("MessageGroupId", String.valueOf(group));
  }

  /** Returns the ARN of the queue that gets what the target did not get. */
  Optional<String> deadLetters() {
    return Optional.ofNullable(object("DeadLetterConfig").get("Arn")).map(String::valueOf);
  }

  Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Map<String, Object> object(String name) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (members.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> object.put(String.valueOf(key), value));
    }
    return object;
  }
}
