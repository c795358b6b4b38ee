package dev.wsemulator.internal.source.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A queue that gives what a test puts into it. */
final class TestFeed implements MessageFeed {
  private final TimeSource time;
  private final Deque<QueueMessage> messages = new ArrayDeque<>();
  final List<String> deleted = new ArrayList<>();
  final List<String> released = new ArrayList<>();
  final List<String> hidden = new ArrayList<>();
  CompletableFuture<List<QueueMessage>> waiting;
  private int most;
  boolean isClosed;

  TestFeed(TimeSource time) {
    this.time = time;
  }

  void put(QueueMessage... all) {
    messages.addAll(List.of(all));
    serve();
  }

  private void serve() {
    if (waiting != null && !messages.isEmpty()) {
      List<QueueMessage> taken = new ArrayList<>();
      while (taken.size() < most && !messages.isEmpty()) {
        taken.add(messages.poll());
      }
      CompletableFuture<List<QueueMessage>> answer = waiting;
      waiting = null;
      answer.complete(taken);
    }
  }

  @Override
  public CompletionStage<List<QueueMessage>> receive(int wanted, Optional<Duration> wait) {
    assertThat(waiting).as("one call at a time").isNull();
    assertThat(wanted).isBetween(1, 10);
    CompletableFuture<List<QueueMessage>> answer = new CompletableFuture<>();
    waiting = answer;
    most = wanted;
    wait.ifPresent(length -> time.after(length, () -> end(answer)));
    serve();
    return answer;
  }

  private void end(CompletableFuture<List<QueueMessage>> answer) {
    if (waiting == answer) {
      waiting = null;
      answer.complete(List.of());
    }
  }

  @Override
  public void delete(List<QueueMessage> done) {
    done.forEach(one -> deleted.add(one.ids().message()));
  }

  @Override
  public void release(List<QueueMessage> unsent) {
    unsent.forEach(one -> released.add(one.ids().message()));
  }

  @Override
  public void repeat(List<QueueMessage> received) {
    put(received.stream().map(TestFeed::again).toArray(QueueMessage[]::new));
  }

  private static QueueMessage again(QueueMessage message) {
    Map<String, String> system = new HashMap<>(message.system());
    system.put("ApproximateReceiveCount", String.valueOf(message.attempt() + 1));
    return new QueueMessage(
        message.ids(), message.body(), system, message.attributes(), message.digests());
  }

  @Override
  public void hide(List<QueueMessage> received, Duration longer) {
    received.forEach(one -> hidden.add(one.ids().message() + " " + longer));
  }

  @Override
  public void close() {
    isClosed = true;
    if (waiting != null) {
      end(waiting);
    }
  }
}
