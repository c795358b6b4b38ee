package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.source.BatchFault;
import dev.wsemulator.internal.source.BatchResponse;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Leads the messages of one queue to one function. Has no thread: it runs on those that bring
 * messages and answers. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
final class QueuePoller implements AutoCloseable {
  private static final int DEFAULT_BATCH = 10;
  private static final int MOST_AT_ONCE = 10;

  /** The largest event that Lambda takes. */
  private static final long MOST_BYTES = 6L * 1024 * 1024;

  private final EventSourceMapping mapping;
  private final MessageFeed feed;
  private final FunctionInvoker functions;
  private final TimeSource time;
  private final Journal journal;
  private final QueueEvent event;
  private final MessageFilter filter;
  private final QueueFaults faults;
  private final AtomicInteger turns = new AtomicInteger();

  /** Batches that are complete and not sent yet. Guarded by {@code this}, as all below. */
  private final Deque<Ready> complete = new ArrayDeque<>();

  /** Batches that a fault keeps back. */
  private final Map<Ready, TimeSource.Timer> held = new HashMap<>();

  private final BatchConcurrency concurrency;
  private List<QueueMessage> gathered = new ArrayList<>();
  private long gatheringSince;
  private boolean isReceiving;
  private boolean isClosed;

  /**
   * A batch that can be sent.
   *
   * @param wasHeld whether a fault has kept it back until now
   */
  private record Ready(List<QueueMessage> messages, boolean wasHeld) {}

  /**
   * Creates it; {@link #start} begins.
   *
   * @throws InvalidPatternException if a filter of the mapping cannot be used
   */
  QueuePoller(EventSourceMapping mapping, MessageFeed feed, BackEndContext around)
      throws InvalidPatternException {
    this.mapping = mapping;
    this.feed = feed;
    this.functions = around.functions();
    this.time = around.clock();
    this.journal = around.journal();
    this.event = new QueueEvent(mapping.sourceArn());
    this.filter = new MessageFilter(mapping.filters(), event);
    this.faults = new QueueFaults(mapping, around.events());
    this.concurrency = new BatchConcurrency(mapping, time, this::grow);
  }

  void start() {
    turn();
  }

  private void grow() {
    synchronized (this) {
      concurrency.grow();
    }
    turn();
  }

  /** Does what can be done; a call during a call makes that one go on. */
  private void turn() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      sendComplete();
      receive();
      seen = turns.addAndGet(-seen);
    } while (seen != 0);
  }

  private void sendComplete() {
    for (Ready batch = next(); batch != null; batch = next()) {
      send(batch);
    }
  }

  private synchronized @Nullable Ready next() {
    if (isClosed || complete.isEmpty() || !concurrency.isFree()) {
      return null;
    }
    concurrency.begin();
    return complete.poll();
  }

  private void receive() {
    int most;
    Optional<Duration> wait;
    synchronized (this) {
      if (isClosed || isReceiving || !complete.isEmpty() || !concurrency.isFree()) {
        return;
      }
      isReceiving = true;
      most = Math.min(MOST_AT_ONCE, batchSize() - gathered.size());
      wait = gathered.isEmpty() ? Optional.empty() : Optional.of(left());
    }
    feed.receive(most, wait).thenAccept(this::received);
  }

  private int batchSize() {
    return mapping.batchSize().orElse(DEFAULT_BATCH);
  }

  private Duration left() {
    Duration passed = Duration.ofNanos(time.nanos() - gatheringSince);
    Duration left = mapping.batchingWindow().minus(passed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void received(List<QueueMessage> messages) {
    List<QueueMessage> wanted = wanted(messages);
    boolean isLate;
    synchronized (this) {
      isReceiving = false;
      isLate = isClosed;
      if (!isLate) {
        gather(wanted);
      }
    }
    if (isLate) {
      feed.release(wanted);
    } else {
      turn();
    }
  }

  private List<QueueMessage> wanted(List<QueueMessage> messages) {
    List<QueueMessage> wanted = new ArrayList<>();
    List<QueueMessage> unwanted = new ArrayList<>();
    messages.forEach(one -> (filter.wants(one) ? wanted : unwanted).add(one));
    if (!unwanted.isEmpty()) {
      feed.delete(unwanted);
      dropped(unwanted.size(), QueueReasons.unwanted(String.join(" or ", mapping.filters())));
    }
    return wanted;
  }

  private void gather(List<QueueMessage> messages) {
    if (gathered.isEmpty()) {
      gatheringSince = time.nanos();
    }
    for (QueueMessage message : messages) {
      if (!gathered.isEmpty() && size(gathered) + message.size() > MOST_BYTES) {
        completeBatch();
      }
      gathered.add(message);
    }
    boolean isFull = gathered.size() >= batchSize();
    if (!gathered.isEmpty() && (isFull || left().isZero())) {
      completeBatch();
    }
  }

  private static long size(List<QueueMessage> messages) {
    return messages.stream().mapToLong(QueueMessage::size).sum();
  }

  private void completeBatch() {
    complete.add(new Ready(gathered, false));
    gathered = new ArrayList<>();
  }

  private void send(Ready ready) {
    List<QueueMessage> batch = ready.messages();
    BatchFault fault = new BatchFault(by -> hold(batch, by));
    if (!ready.wasHeld()) {
      faults.strike(batch, fault);
    }
    if (!fault.isHeld()) {
      send(batch, fault);
    }
  }

  /** Sends a batch later, which then is as young as now. */
  private boolean hold(List<QueueMessage> batch, Duration by) {
    if (by.isZero()) {
      return false;
    }
    Ready late = new Ready(batch, true);
    feed.hide(batch, by);
    synchronized (this) {
      concurrency.end();
      held.put(late, time.after(by, () -> release(late)));
    }
    return true;
  }

  private void release(Ready late) {
    synchronized (this) {
      if (held.remove(late) == null) {
        return;
      }
      complete.addFirst(late);
    }
    turn();
  }

  private void send(List<QueueMessage> batch, BatchFault fault) {
    journal.add(
        new SourceEntry.EventsSent(
            time.now(), mapping.sourceArn(), functionArn(), batch.size(), batch.get(0).attempt()));
    List<QueueMessage> failing = fault.fails() ? batch : faults.failing(batch);
    if (!fault.fails() && !failing.isEmpty()) {
      dropped(failing.size(), BatchFault.poisoned(failing.get(0).ids().message()));
    }
    boolean isWhole = failing.isEmpty() || mapping.reportsItemFailures() && !fault.fails();
    List<QueueMessage> sent =
        isWhole ? batch.stream().filter(one -> !failing.contains(one)).toList() : List.of();
    if (sent.isEmpty()) {
      end();
    } else {
      functions
          .invoke(mapping.functionName(), event.of(sent))
          .thenAccept(answer -> answered(sent, fault, answer));
    }
  }

  private void answered(List<QueueMessage> batch, BatchFault fault, InvocationAnswer answer) {
    if (answer.isSuccess()) {
      succeeded(batch, fault, answer.payload());
    } else if (answer.kind() != InvocationAnswer.Kind.FUNCTION_ERROR) { // those have an entry
      dropped(batch.size(), QueueReasons.notInvoked(answer.kind()));
    }
    end();
  }

  private void end() {
    synchronized (this) {
      concurrency.end();
    }
    turn();
  }

  private void succeeded(List<QueueMessage> batch, BatchFault fault, byte[] payload) {
    if (!mapping.reportsItemFailures()) {
      faults.done(batch, fault.comesAgain(), feed);
      return;
    }
    List<String> ids = batch.stream().map(one -> one.ids().message()).toList();
    BatchResponse response = BatchResponse.parse(payload, ids);
    List<QueueMessage> done =
        batch.stream().filter(one -> !response.failed().contains(one.ids().message())).toList();
    if (!done.isEmpty()) {
      faults.done(done, fault.comesAgain(), feed);
    }
    response
        .problem()
        .ifPresent(problem -> dropped(batch.size(), QueueReasons.unusableAnswer(problem)));
  }

  private void dropped(int count, Reason why) {
    journal.add(
        new SourceEntry.EventsDropped(time.now(), mapping.sourceArn(), functionArn(), count, why));
  }

  private String functionArn() {
    return functionArn(mapping);
  }

  /** Returns the ARN of a mapping's function, in the region and account of its queue. */
  static String functionArn(EventSourceMapping mapping) {
    String[] queue = mapping.sourceArn().split(":", 6);
    return "arn:%s:lambda:%s:%s:function:%s"
        .formatted(queue[1], queue[3], queue[4], mapping.functionName());
  }

  /** Stops; messages that no function has got are visible again at once. */
  @Override
  public void close() {
    List<QueueMessage> unsent = new ArrayList<>();
    synchronized (this) {
      isClosed = true;
      concurrency.stopTimer();
      held.values().forEach(TimeSource.Timer::cancel);
      held.keySet().forEach(one -> unsent.addAll(one.messages()));
      held.clear();
      complete.forEach(one -> unsent.addAll(one.messages()));
      unsent.addAll(gathered);
      complete.clear();
      gathered.clear();
    }
    if (!unsent.isEmpty()) {
      feed.release(unsent);
    }
    feed.close();
  }
}
