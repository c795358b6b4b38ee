package dev.wsemulator.internal.aws.sqs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from a change of a queue, and happens once the queue's lock is free. */
final class QueueEffects {
  final List<Runnable> actions = new ArrayList<>();
  int expired;

  /** What goes to the dead-letter queue, and its ARN. */
  private final List<StoredMessage> dead = new ArrayList<>();

  private @Nullable String target;

  /** Returns whether a message goes to the dead-letter queue, and takes note of it if so. */
  boolean isDead(StoredMessage message, QueueAttributes attributes, DeadLetters deadLetters) {
    QueueAttributes.Redrive redrive = attributes.redrive().orElse(null);
    if (redrive == null
        || message.receivesHere < redrive.mostReceives()
        || !deadLetters.canTake(redrive.targetArn())) {
      return false;
    }
    target = redrive.targetArn();
    dead.add(message);
    return true;
  }

  /** Does all of it, for a queue. */
  void run(MessageQueue queue, DeadLetters deadLetters) {
    if (target != null && !dead.isEmpty()) {
      deadLetters.take(queue, target, dead);
      queue.moved(dead);
    }
    if (expired > 0) {
      deadLetters.expired(queue, expired);
    }
    actions.forEach(Runnable::run);
  }
}
