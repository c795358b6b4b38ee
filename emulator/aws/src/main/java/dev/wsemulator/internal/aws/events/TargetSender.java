package dev.wsemulator.internal.aws.events;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.time.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends to targets, and what a target did not get to its dead-letter queue. A target that is there
 * takes every message, and one that is not is not tried again, as on AWS: a retry policy has no
 * occasion. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html">Dead-letter
 *     queues</a>
 */
record TargetSender(Targets targets, Journal journal, TimeSource clock, EventFilter events) {

  /**
   * Something to send.
   *
   * @param point whether it is an event or that of a schedule
   * @param sourceArn the rule or the schedule
   * @param targetArn where to
   * @param delivery the message
   * @param deadLetters the queue that gets it if the target does not
   * @param notes what the dead letter says of it
   */
  record Sending(
      FaultPoint point,
      String sourceArn,
      String targetArn,
      TargetMessage delivery,
      Optional<String> deadLetters,
      Map<String, String> notes) {}

  void send(Sending sending) {
    events.send(sending.point(), sending.sourceArn(), sending.targetArn(), () -> deliver(sending));
  }

  private void deliver(Sending sending) {
    targets
        .deliver(sending.targetArn(), sending.delivery())
        .whenComplete(
            (delivered, failure) -> {
              if (failure == null) {
                journal.add(
                    new SourceEntry.EventsSent(
                        clock.now(), sending.sourceArn(), sending.targetArn(), 1, 1));
              } else {
                failed(sending, String.valueOf(CompletionCause.of(failure).getMessage()));
              }
            });
  }

  private void failed(Sending sending, String why) {
    drop(sending, sending.targetArn(), why);
    if (sending.deadLetters().isEmpty()) {
      return;
    }
    Map<String, TargetMessage.Attribute> attributes = new HashMap<>();
    sending.notes().forEach((name, value) -> attributes.put(name, text(value)));
    attributes.put("TARGET_ARN", text(sending.targetArn()));
    attributes.put("ERROR_CODE", text("NO_RESOURCE"));
    attributes.put("RETRY_ATTEMPTS", text("0"));
    attributes.put("ERROR_MESSAGE", text(why));
    String queue = sending.deadLetters().get();
    targets
        .deliver(queue, new TargetMessage(sending.delivery().body(), attributes, Map.of()))
        .whenComplete(
            (delivered, failure) -> {
              if (failure != null) {
                drop(sending, queue, String.valueOf(CompletionCause.of(failure).getMessage()));
              }
            });
  }

  private static TargetMessage.Attribute text(String value) {
    return new TargetMessage.Attribute("String", value);
  }

  private void drop(Sending sending, String target, String why) {
    Reason reason =
        Reason.of("target-unreachable", "%s did not get an event.".formatted(target))
            .found(why)
            .advice("Check the ARN of the target, and that the template has what it names.");
    journal.add(new SourceEntry.EventsDropped(clock.now(), sending.sourceArn(), target, 1, reason));
  }
}
