package dev.wsemulator.internal.aws.events;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The schedules of EventBridge Scheduler, by the emulator's clock. A flexible time window is used
 * at its beginning. Thread-safe.
 */
final class Schedules {
  private final TargetSender sender;
  private final BusEvent.Account account;

  /** By {@link Schedule#path}; guarded by {@code this}. */
  private final TreeMap<String, Schedule> schedules = new TreeMap<>();

  /** By {@link Schedule#path}; guarded by {@code this}. */
  private final Map<String, ScheduleTimer> timers = new HashMap<>();

  private boolean closed;

  Schedules(TargetSender sender, BusEvent.Account account) {
    this.sender = sender;
    this.account = account;
  }

  String arn(Schedule schedule) {
    return account.arn("scheduler", schedule.path());
  }

  Instant now() {
    return sender.clock().now();
  }

  synchronized Optional<Schedule> find(String path) {
    return Optional.ofNullable(schedules.get(path));
  }

  synchronized List<Schedule> all() {
    return List.copyOf(schedules.values());
  }

  /** Sets a schedule, which begins anew. */
  synchronized void put(Schedule schedule) {
    remove(schedule.path());
    schedules.put(schedule.path(), schedule);
    if (!schedule.isEnabled() || closed) {
      return;
    }
    ScheduleTimer.Plan plan =
        new ScheduleTimer.Plan(
            schedule.expression(),
            schedule.begin(),
            Schedule.time(schedule.members(), "EndDate").orElse(null),
            () -> completed(schedule));
    if (plan.next(now().minusNanos(1)).isEmpty()) {
      tellNeverDue(schedule);
    }
    ScheduleTimer timer = new ScheduleTimer(sender.clock(), plan, due -> fire(schedule, due));
    timers.put(schedule.path(), timer);
    timer.start();
  }

  private void tellNeverDue(Schedule schedule) {
    Reason reason =
        Reason.of(
                "schedule-never-due",
                "The schedule %s is never due: its times are past.".formatted(schedule.name()))
            .found(String.valueOf(schedule.members().get("ScheduleExpression")))
            .expected("A time after %s.".formatted(now()))
            .advice("Write a later time, or begin with an earlier virtual time.");
    sender
        .journal()
        .add(
            new SourceEntry.EventsDropped(
                now(), arn(schedule), schedule.target().arn(), 1, reason));
  }

  private synchronized void completed(Schedule schedule) {
    if (schedule.isDeletedAfterwards()) {
      schedules.remove(schedule.path(), schedule);
    }
  }

  /** Removes a schedule; returns whether it was there. */
  synchronized boolean remove(String path) {
    ScheduleTimer timer = timers.remove(path);
    if (timer != null) {
      timer.cancel();
    }
    return schedules.remove(path) != null;
  }

  private void fire(Schedule schedule, Instant due) {
    RuleTarget target = schedule.target();
    String execution = UUID.randomUUID().toString();
    String arn = arn(schedule);
    String event =
        target
            .text("Input")
            .map(input -> withContext(input, arn, due, execution))
            .orElseGet(() -> BusEvent.scheduled("aws.scheduler", due, arn, "\"{}\"").json(account));
    SchedulerTarget real = SchedulerTarget.of(target, event, account);
    sender.send(
        new TargetSender.Sending(
            FaultPoint.SCHEDULE,
            arn,
            real.arn(),
            new TargetMessage(real.body(), Map.of(), real.system()),
            target.deadLetters(),
            Map.of(
                "SCHEDULE_ARN",
                arn,
                "EXECUTION_ID",
                execution,
                "SCHEDULED_TIME",
                BusEvent.time(due),
                "IS_PAYLOAD_TRUNCATED",
                "false")));
  }

  /**
   * Fills in the attributes that an input can name.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">Context
   *     attributes</a>
   */
  private static String withContext(String input, String arn, Instant due, String execution) {
    return input
        .replace("<aws.scheduler.schedule-arn>", arn)
        .replace("<aws.scheduler.scheduled-time>", BusEvent.time(due))
        .replace("<aws.scheduler.execution-id>", execution)
        .replace("<aws.scheduler.attempt-number>", "1");
  }

  synchronized void close() {
    closed = true;
    timers.values().forEach(ScheduleTimer::cancel);
    timers.clear();
  }
}
