package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.source.ScheduleExpression;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule of EventBridge Scheduler. Immutable.
 *
 * @param group its group
 * @param name its name
 * @param members its properties, as {@code GetSchedule} shows them
 * @param expression when it is due
 * @param begin when it begins to count
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html">CreateSchedule</a>
 */
record Schedule(
    String group,
    String name,
    Map<String, Object> members,
    ScheduleExpression expression,
    Instant begin) {
  static final String DEFAULT_GROUP = "default";

  Schedule {
    members = new LinkedHashMap<>(members);
  }

  /**
   * Returns the schedule that a call describes, or refuses it.
   *
   * @param now when it begins, unless it has a later {@code StartDate}
   */
  static Schedule of(String name, Map<String, Object> members, Instant now) {
    String text = required(members, "ScheduleExpression");
    ScheduleExpression expression;
    try {
      expression = ScheduleExpression.ofScheduler(text, zone(members));
    } catch (IllegalArgumentException e) {
      throw invalid("Invalid Schedule Expression %s.".formatted(text));
    }
    checkWindow(Requests.object(members.get("FlexibleTimeWindow")));
    Map<String, Object> target = Requests.object(members.get("Target"));
    String arn = required(target, "Arn");
    required(target, "RoleArn");
    if (!arn.startsWith("arn:")) {
      throw invalid("Provided Arn is not in correct format.");
    }
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.remove("ClientToken");
    all.putIfAbsent("State", "ENABLED");
    all.putIfAbsent("GroupName", DEFAULT_GROUP);
    all.putIfAbsent("ScheduleExpressionTimezone", "UTC");
    all.putIfAbsent("ActionAfterCompletion", "NONE");
    Instant start = time(members, "StartDate").filter(now::isBefore).orElse(now);
    return new Schedule(String.valueOf(all.get("GroupName")), name, all, expression, start);
  }

  /** Refuses a schedule that a call makes when it is over. */
  Schedule notOver(Instant now) {
    if (time(members, "EndDate").filter(end -> !end.isAfter(now)).isPresent()) {
      throw invalid("The EndDate you specify must come after the current time.");
    }
    return this;
  }

  private static String required(Map<String, Object> members, String name) {
    return Requests.text(members, name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                invalid(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(Character.toLowerCase(name.charAt(0)) + name.substring(1))));
  }

  private static ZoneId zone(Map<String, Object> members) {
    String name = Requests.text(members, "ScheduleExpressionTimezone").orElse("UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw invalid("Invalid Timezone %s.".formatted(name));
    }
  }

  private static void checkWindow(Map<String, Object> window) {
    String mode = required(window, "Mode");
    boolean isFlexible = mode.equals("FLEXIBLE");
    boolean hasLength =
        window.get("MaximumWindowInMinutes") instanceof Number minutes
            && minutes.intValue() >= 1
            && minutes.intValue() <= 1440;
    if (!isFlexible && !mode.equals("OFF") || isFlexible != hasLength) {
      throw invalid(
          isFlexible
              ? "MaximumWindowInMinutes must be provided when FlexibleTimeWindow Mode is FLEXIBLE."
              : "MaximumWindowInMinutes must not be provided when FlexibleTimeWindow Mode is OFF.");
    }
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(400, "ValidationException", message);
  }

  /** Returns a time, which calls give in seconds, and templates as a text. */
  static Optional<Instant> time(Map<String, Object> members, String name) {
    Object value = members.get(name);
    if (value instanceof Number seconds) {
      return Optional.of(Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000)));
    }
    try {
      return value == null
          ? Optional.empty()
          : Optional.of(java.time.OffsetDateTime.parse(String.valueOf(value)).toInstant());
    } catch (DateTimeException e) {
      throw invalid("Invalid %s %s.".formatted(name, value));
    }
  }

  boolean isEnabled() {
    return "ENABLED".equals(members.get("State"));
  }

  boolean isDeletedAfterwards() {
    return "DELETE".equals(members.get("ActionAfterCompletion"));
  }

  String path() {
    return "schedule/" + group + "/" + name;
  }

  RuleTarget target() {
    return RuleTarget.of(Requests.object(members.get("Target")));
  }
}
