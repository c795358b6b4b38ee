package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.Waiting.Received;
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

  EmbeddedFeed(Queues queues, String queueName) {
    this.queues = queues;
    this.queueName = queueName;
  }

  @Override
  public CompletionStage<List<QueueMessage>> receive(int most, Optional<Duration> wait) {
    Optional<QueueEntry> entry = queues.find(queueName);
    if (entry.isEmpty()) { // it never comes: the poller waits for nothing
      return new CompletableFuture<>();
    }
    CompletableFuture<List<Received>> answer =
        entry.get().queue().receive(most, Optional.empty(), wait);
    synchronized (this) {
      waiting = answer;
    }
    return answer.thenApply(all -> all.stream().map(EmbeddedFeed::message).toList());
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
  public void close() {
    CompletableFuture<List<Received>> answer;
    synchronized (this) {
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
