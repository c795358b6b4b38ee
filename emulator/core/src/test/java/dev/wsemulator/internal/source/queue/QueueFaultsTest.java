package dev.wsemulator.internal.source.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultyEvents;
import dev.wsemulator.internal.fault.MovableTime;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.queue.QueueMessage.Digests;
import dev.wsemulator.internal.source.queue.QueueMessage.Ids;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationAnswer.Kind;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What faults do to the batches of queues. */
class QueueFaultsTest {
  private static final String ARN = "arn:aws:sqs:us-east-2:123456789012:jobs";

  private final VirtualTime time = new VirtualTime();
  private final Journal journal = new Journal();
  private final TestFeed feed = new TestFeed(time);
  private final MovableTime clock = new MovableTime(time, journal);
  private final ActiveFaults faults = new ActiveFaults(journal, clock, id -> Optional.empty());
  private final FaultyEvents events = new FaultyEvents(faults, journal, clock);
  private final List<List<String>> batches = new ArrayList<>();
  private String answer = "null";
  private final QueueMappings mappings =
      new QueueMappings(mapping -> feed, new PolledContext(new Worker(), clock, journal, events));

  private final class Worker implements FunctionInvoker {
    @Override
    public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
      throw new AssertionError("A queue's function is not invoked asynchronously.");
    }

    @Override
    public CompletionStage<InvocationAnswer> invoke(String functionName, byte[] event) {
      batches.add(
          Json.parse(event).orElseThrow().child("Records").orElseThrow().elements().stream()
              .map(one -> one.child("messageId").flatMap(Json::string).orElseThrow())
              .toList());
      return CompletableFuture.completedFuture(
          new InvocationAnswer(Kind.SUCCESS, answer.getBytes(UTF_8)));
    }
  }

  @AfterEach
  void leavesNothingBehind() {
    mappings.close();
    events.close();
    assertThat(feed.waiting).isNull();
  }

  private void use(String sourceArn, boolean reports) {
    EventSourceMapping mapping =
        EventSourceMapping.builder("id", sourceArn, "work:live")
            .reportsItemFailures(reports)
            .build();
    mappings.use(Stack.builder().eventSourceMappings(List.of(mapping)).build());
  }

  private void put(String... ids) {
    feed.put(
        Stream.of(ids)
            .map(
                id ->
                    new QueueMessage(
                        new Ids(id, "receipt-" + id),
                        "{}",
                        Map.of("ApproximateReceiveCount", "1"),
                        Map.of(),
                        new Digests("0", Optional.empty())))
            .toArray(QueueMessage[]::new));
  }

  private static FaultRule of(Fault fault) {
    return fault.at(FaultPoint.BATCH).forSource("jobs").forFunction("work");
  }

  private List<Integer> attempts() {
    return journal.entries(EventsSent.class).stream().map(EventsSent::attempt).toList();
  }

  @Test
  void aDelayedBatchIsInvisibleMeanwhileAndComesOnce() {
    faults.add(of(Fault.delay(Duration.ofMinutes(2))));
    use(ARN, false);
    put("a");
    assertThat(feed.hidden).containsExactly("a PT2M");
    time.advance(Duration.ofMinutes(2).minusMillis(1));
    assertThat(batches).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(batches).containsExactly(List.of("a"));
    assertThat(feed.deleted).containsExactly("a");
    assertThat(journal.entries(Faulted.class))
        .containsExactly(
            new Faulted(
                time.now().minus(Duration.ofMinutes(2)),
                null,
                "fault-1",
                "BATCH",
                "delay by PT2M",
                ARN));
  }

  @Test
  void delaysOfBatchesOverlap() {
    faults.add(of(Fault.delay(Duration.ofMinutes(1))));
    use(ARN, false);
    for (int i = 0; i < 20; i++) {
      put("m" + i);
    }
    time.advance(Duration.ofMinutes(1));
    assertThat(batches).hasSize(20);
  }

  @Test
  void aDelayedBatchIsGivenBackWhenItsMappingEnds() {
    faults.add(of(Fault.delay(Duration.ofMinutes(1))));
    use(ARN, false);
    put("a");
    mappings.close();
    assertThat(feed.released).containsExactly("a");
    time.advance(Duration.ofMinutes(2));
    assertThat(batches).isEmpty();
  }

  @Aws("EQ-11")
  @Test
  void aDoubledBatchIsDoneAndComesOnceMore() {
    faults.add(of(Fault.duplicate()));
    use(ARN, false);
    put("a", "b");
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("a", "b"));
    assertThat(attempts()).containsExactly(1, 2);
    assertThat(feed.deleted).containsExactly("a", "b");
    put("c");
    assertThat(batches).hasSize(4);
  }

  @Test
  void aBatchThatFailsIsNotDeletedAndNotGivenToTheFunction() {
    faults.add(of(Fault.error()).once());
    use(ARN, true);
    put("a");
    assertThat(batches).isEmpty();
    assertThat(feed.deleted).isEmpty();
    put("b");
    assertThat(batches).containsExactly(List.of("b"));
  }

  @Test
  void aPoisonedMessageFailsItsBatchWheneverItComes() {
    faults.add(of(Fault.poison()).once());
    use(ARN, false);
    put("a", "b");
    put("c");
    put("a", "c");
    assertThat(batches).containsExactly(List.of("c"));
    assertThat(feed.deleted).containsExactly("c");
    assertThat(journal.entries(EventsDropped.class))
        .extracting(dropped -> dropped.why().code())
        .containsExactly("item-poisoned", "item-poisoned");
  }

  @Test
  void aPoisonedMessageFailsAloneIfItemFailuresAreReported() {
    faults.add(of(Fault.poison()).once());
    use(ARN, true);
    put("a", "b", "c");
    put("d", "a", "e");
    assertThat(batches).containsExactly(List.of("b", "c"), List.of("d", "e"));
    assertThat(feed.deleted).containsExactly("b", "c", "d", "e");
  }

  @Test
  void messagesBehindAPoisonedOneInAFifoQueueFailAsWell() {
    faults.add(Fault.poison().at(FaultPoint.BATCH).forSource(ARN + ".fifo").once());
    use(ARN + ".fifo", true);
    put("a");
    put("b", "a", "c");
    assertThat(batches).containsExactly(List.of("b"));
    assertThat(feed.deleted).containsExactly("b");
  }

  @Test
  void aRuleForAnotherQueueOrFunctionDoesNothing() {
    faults.add(Fault.error().at(FaultPoint.BATCH).forSource("other"));
    faults.add(Fault.error().at(FaultPoint.BATCH).forFunction("live"));
    faults.add(Fault.error().at(FaultPoint.BATCH).forService("dynamodb"));
    use(ARN, false);
    put("a");
    assertThat(batches).containsExactly(List.of("a"));
    assertThat(journal.entries(Faulted.class)).isEmpty();
  }
}
