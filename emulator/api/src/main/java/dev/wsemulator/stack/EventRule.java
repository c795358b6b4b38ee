package dev.wsemulator.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of EventBridge, or a schedule of EventBridge Scheduler: events or times that lead to
 * targets. Immutable.
 *
 * @param name its name
 * @param enabled whether it fires at all
 * @param trigger when it fires
 * @param targets what it sends its events to
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html">Rules</a>
 */
public record EventRule(String name, boolean enabled, Trigger trigger, List<Target> targets) {
  /** Copies the targets. */
  public EventRule {
    targets = List.copyOf(targets);
  }

  /** When a rule fires. */
  public sealed interface Trigger {}

  /**
   * Events of a bus that match a pattern.
   *
   * @param busName the bus, such as {@code default}
   * @param pattern the pattern, as JSON
   */
  public record Pattern(String busName, String pattern) implements Trigger {}

  /**
   * A schedule of a rule.
   *
   * @param expression {@code rate(…)} or {@code cron(…)}, in UTC
   */
  public record Rate(String expression) implements Trigger {}

  /**
   * A schedule of EventBridge Scheduler.
   *
   * @param arn its ARN
   * @param expression {@code rate(…)}, {@code cron(…)} or {@code at(…)}
   * @param settings its other properties as Scheduler names them, such as {@code
   *     ScheduleExpressionTimezone}, {@code StartDate} and {@code EndDate}
   */
  public record Schedule(String arn, String expression, Map<String, String> settings)
      implements Trigger {
    /** Copies the settings. */
    public Schedule {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * What a rule sends its events to.
   *
   * @param id its id
   * @param arn the ARN of a function, a queue, a topic or a bus
   * @param settings the rest of its properties, as JSON in EventBridge's names, such as {@code
   *     {"Input": "…"}}
   */
  public record Target(String id, String arn, Optional<String> settings) {}
}
