package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.Waiting.Received;
import dev.wsemulator.internal.aws.sqs.protocol.Digest;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.internal.source.queue.MessageFeed;
import dev.wsemulator.internal.source.queue.QueueMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A queue in this process, for a function. Thread-safe. */
final class EmbeddedFeed implements MessageFeed {
  private final Queues queues;
  private final String queueName;
  private @Nullable CompletableFuture<List<Received>> waiting; // guarded by this
  private boolean isClosed; // guarded by this

  EmbeddedFeed(Queues queues, String queueName) {
    this.queues = queues;
    this.queueName = queueName;
  }

  @Override
  public CompletionStage<List<QueueMessage>> receive(int most, Optional<Duration> wait) {
    CompletableFuture<List<QueueMessage>> messages = new CompletableFuture<>();
    queues.whenThere(queueName, entry -> receive(entry.queue(), most, wait, messages));
    return messages;
  }

  private void receive(
      MessageQueue queue,
      int most,
      Optional<Duration> wait,
      CompletableFuture<List<QueueMessage>> messages) {
    CompletableFuture<List<Received>> answer;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      answer = queue.receive(most, Optional.empty(), wait);
      waiting = answer;
    }
    answer.thenAccept(
        all -> {
          queue.handed(all);
          messages.complete(all.stream().map(EmbeddedFeed::message).toList());
        });
  }

  @Override
  public void delete(List<QueueMessage> messages) {
    queues
        .find(queueName)
        .ifPresent(
            entry -> {
              for (QueueMessage message : messages) {
                delete(entry.queue(), message.ids().receipt());
              }
            });
  }

  private static void delete(MessageQueue queue, String handle) {
    try {
      queue.delete(handle);
    } catch (SqsException e) {
      // its visibility timeout is over: it comes again, as on AWS
    }
  }

  @Override
  public void release(List<QueueMessage> messages) {
    List<String> handles = messages.stream().map(one -> one.ids().receipt()).toList();
    queues.find(queueName).ifPresent(entry -> entry.queue().release(handles));
  }

  @Override
  public void repeat(List<QueueMessage> messages) {
    queues.find(queueName).ifPresent(entry -> hide(entry.queue(), messages, Duration.ZERO));
  }

  @Override
  public void hide(List<QueueMessage> messages, Duration longer) {
    queues
        .find(queueName)
        .ifPresent(
            entry -> {
              QueueAttributes attributes = entry.queue().attributes();
              Duration timeout = attributes.seconds(QueueAttributes.VISIBILITY);
              hide(entry.queue(), messages, timeout.plus(longer));
            });
  }

  private static void hide(MessageQueue queue, List<QueueMessage> messages, Duration timeout) {
    for (QueueMessage message : messages) {
      try {
        queue.changeVisibility(message.ids().receipt(), timeout);
      } catch (SqsException e) {
        // its visibility timeout is over: it comes again, as on AWS
      }
    }
  }

  @Override
  public void close() {
    CompletableFuture<List<Received>> answer;
    synchronized (this) {
      isClosed = true;
      answer = waiting;
    }
    if (answer != null) {
      queues.find(queueName).ifPresent(entry -> entry.queue().giveUp(answer));
    }
  }

  private static QueueMessage message(Received received) {
    StoredMessage message = received.message();
    Map<String, QueueMessage.Attribute> attributes = new LinkedHashMap<>();
    message
        .content
        .attributes()
        .forEach(
            (name, one) ->
                attributes.put(
                    name, new QueueMessage.Attribute(one.type(), one.text(), one.binary())));
    String digest = Digest.of(message.content.attributes());
    return new QueueMessage(
        new QueueMessage.Ids(message.id, received.handle()),
        message.content.body(),
        received.system(),
        attributes,
        new QueueMessage.Digests(
            message.content.digest(), digest.isEmpty() ? Optional.empty() : Optional.of(digest)));
  }
}
