package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.concurrent.CompletionCause;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends messages to subscriptions, and what cannot be delivered to their dead-letter queues.
 * Thread-safe.
 *
 * @param events decides about each delivery
 * @param region the region of the topics
 */
record Fanout(
    Targets targets, Journal journal, TimeSource clock, EventFilter events, String region) {

  /** Sends a message to all subscriptions of a topic that want it. */
  void send(SnsTopic topic, TopicMessage message) {
    for (Subscriber subscriber : topic.subscribers()) {
      if (!subscriber.isReached()) {
        drop(topic.arn(), subscriber.endpoint(), unreached(subscriber));
      } else if (subscriber.wants(message)) {
        deliver(subscriber, message);
      } else {
        drop(topic.arn(), subscriber.endpoint(), filtered(subscriber));
      }
    }
  }

  private void deliver(Subscriber subscriber, TopicMessage message) {
    TopicMessage.Copy copy =
        new TopicMessage.Copy(subscriber.topicArn(), subscriber.arn(), region, clock.now());
    events.send(
        FaultPoint.EVENT,
        subscriber.topicArn(),
        subscriber.endpoint(),
        () -> deliver(subscriber, message, copy));
  }

  private void deliver(Subscriber subscriber, TopicMessage message, TopicMessage.Copy copy) {
    targets
        .deliver(subscriber.endpoint(), delivery(subscriber, message, copy))
        .whenComplete(
            (delivered, failure) -> {
              if (failure == null) {
                journal.add(
                    new SourceEntry.EventsSent(
                        clock.now(), subscriber.topicArn(), subscriber.endpoint(), 1, 1));
              } else {
                failed(
                    subscriber,
                    letter(subscriber, message, copy),
                    String.valueOf(CompletionCause.of(failure).getMessage()));
              }
            });
  }

  private static TargetMessage delivery(
      Subscriber subscriber, TopicMessage message, TopicMessage.Copy copy) {
    return subscriber.protocol().equals("lambda")
        ? TargetMessage.of(message.event(copy))
        : letter(subscriber, message, copy);
  }

  /** Returns a message as a queue gets it. */
  private static TargetMessage letter(
      Subscriber subscriber, TopicMessage message, TopicMessage.Copy copy) {
    Map<String, String> system = new LinkedHashMap<>();
    TopicMessage.Fifo fifo = message.fifo();
    if (fifo != null) {
      system.put("MessageGroupId", fifo.group());
      system.put("MessageDeduplicationId", fifo.deduplicationId());
    }
    return subscriber.isRaw()
        ? new TargetMessage(message.text("sqs"), message.attributes(), system)
        : new TargetMessage(message.envelope(copy), Map.of(), system);
  }

  /**
   * What is not there is not tried again. The dead letter is what a queue would have got, and says
   * nothing of the failure.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html">Dead-letter
   *     queues</a>
   */
  private void failed(Subscriber subscriber, TargetMessage letter, String why) {
    drop(subscriber.topicArn(), subscriber.endpoint(), unreachable(subscriber.endpoint(), why));
    if (subscriber.deadLetters().isEmpty()) {
      return;
    }
    String queue = subscriber.deadLetters().get();
    targets
        .deliver(queue, letter)
        .whenComplete(
            (delivered, failure) -> {
              if (failure != null) {
                drop(
                    subscriber.topicArn(),
                    queue,
                    unreachable(queue, String.valueOf(CompletionCause.of(failure).getMessage())));
              }
            });
  }

  private void drop(String topicArn, String target, Reason why) {
    journal.add(new SourceEntry.EventsDropped(clock.now(), topicArn, target, 1, why));
  }

  private static Reason unreachable(String target, String why) {
    return Reason.of(
            "subscription-unreachable", "%s did not get a message of its topic.".formatted(target))
        .found(why)
        .advice("Check the endpoint of the subscription, and that the template has what it names.");
  }

  private static Reason unreached(Subscriber subscriber) {
    return Reason.of(
            "subscription-has-no-receiver",
            "A subscription with the protocol %s gets nothing here."
                .formatted(subscriber.protocol()))
        .advice("Subscribe a function or a queue.");
  }

  private static Reason filtered(Subscriber subscriber) {
    return Reason.of(
            "message-filtered",
            "%s did not want a message of its topic.".formatted(subscriber.endpoint()))
        .expected(
            "Its FilterPolicy is %s."
                .formatted(String.valueOf(subscriber.attributes().get("FilterPolicy"))))
        .advice(
            "FilterPolicyScope says whether the policy is about the attributes of messages or about their bodies.");
  }
}
