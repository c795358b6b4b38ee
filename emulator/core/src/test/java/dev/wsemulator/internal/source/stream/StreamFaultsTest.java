package dev.wsemulator.internal.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultyEvents;
import dev.wsemulator.internal.fault.MovableTime;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What faults do to the batches of streams. */
class StreamFaultsTest {
  private static final String STREAM =
      "arn:aws:dynamodb:eu-west-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  private final VirtualTime time = new VirtualTime();
  private final TestShard shard = new TestShard();
  private final TestFunction function = new TestFunction();
  private final Journal journal = new Journal();
  private final MovableTime clock = new MovableTime(time, journal);
  private final ActiveFaults faults = new ActiveFaults(journal, clock, id -> Optional.empty());
  private final FaultyEvents events = new FaultyEvents(faults, journal, clock);
  private final StreamMappings mappings =
      new StreamMappings(
          mapping -> Optional.of(shard),
          new StreamContext(
              function,
              clock,
              journal,
              events,
              (target, body) -> CompletableFuture.completedFuture(null)));

  @AfterEach
  void closes() {
    mappings.close();
    events.close();
  }

  private void use(EventSourceMapping.Builder mapping) {
    mappings.use(Stack.builder().eventSourceMappings(List.of(mapping.build())).build());
  }

  private static EventSourceMapping.Builder mapping() {
    return EventSourceMapping.builder("m", STREAM, "audit");
  }

  private static StreamSettings retries(int attempts, boolean bisects) {
    return new StreamSettings(
        StartingPosition.LATEST,
        new Retry(new Limits(attempts, Optional.empty()), bisects, Optional.empty()),
        Shape.DEFAULT);
  }

  private static FaultRule of(Fault fault) {
    return fault.at(FaultPoint.BATCH).forSource("rooms").forFunction("audit");
  }

  private List<String> dropped() {
    return journal.entries(EventsDropped.class).stream().map(one -> one.why().code()).toList();
  }

  @Aws("EM-12")
  @Test
  void aStreamThatLagsIsAlwaysEquallyFarBehind() {
    faults.add(of(Fault.delay(Duration.ofSeconds(30))));
    use(mapping());
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(20));
    shard.add("b", time.now());
    time.advance(Duration.ofSeconds(10).minusMillis(1));
    assertThat(function.batches()).isEmpty();
    time.advance(Duration.ofMillis(1));
    assertThat(function.batches()).containsExactly(List.of("1"));
    time.advance(Duration.ofSeconds(20));
    assertThat(function.batches()).containsExactly(List.of("1"), List.of("2"));
    assertThat(journal.entries(Faulted.class))
        .hasSize(2)
        .extracting(Faulted::source)
        .containsOnly(STREAM);
  }

  @Aws("EM-15")
  @Test
  void aDoubledBatchComesTwiceBeforeTheNext() {
    faults.add(of(Fault.duplicate()));
    use(mapping().batchSize(2));
    shard.addAll(3, time.now());
    assertThat(function.batches())
        .containsExactly(List.of("1", "2"), List.of("1", "2"), List.of("3"), List.of("3"));
    assertThat(journal.entries(EventsSent.class))
        .extracting(EventsSent::attempt)
        .containsExactly(1, 2, 1, 2);
  }

  @Test
  void aBatchThatFailsIsTriedAgain() {
    faults.add(of(Fault.error()).times(2));
    use(mapping());
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(3));
    assertThat(function.batches()).containsExactly(List.of("1"));
    assertThat(journal.entries(EventsSent.class)).hasSize(3);
  }

  @Test
  void aPoisonedRecordBlocksItsShard() {
    faults.add(of(Fault.poison()).once());
    use(mapping());
    shard.addAll(3, time.now());
    time.advance(Duration.ofHours(23));
    assertThat(function.batches()).isEmpty();
    assertThat(dropped()).hasSizeGreaterThan(1_000).containsOnly("item-poisoned");
  }

  @Aws("EM-07")
  @Test
  void aPoisonedRecordIsAloneInTheEndIfItsBatchIsHalved() {
    faults.add(of(Fault.poison()).once());
    use(mapping().stream(retries(0, true)));
    shard.addAll(4, time.now());
    assertThat(function.batches()).containsExactly(List.of("2"), List.of("3", "4"));
    assertThat(dropped()).endsWith("record-retries-exhausted");
  }

  @Test
  void recordsBeforeAPoisonedOneAreDoneIfItemFailuresAreReported() {
    faults.add(of(Fault.poison()).fromNth(2).once());
    use(mapping().batchSize(3).reportsItemFailures(true).stream(retries(1, false)));
    function.hold();
    shard.add("a", time.now());
    shard.addAll(2, time.now());
    function.release();
    function.does(batch -> TestFunction.success("null"));
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches()).containsExactly(List.of("1"));
    assertThat(dropped()).endsWith("item-poisoned", "record-retries-exhausted");
  }

  @Test
  void theFunctionGetsWhatIsBeforeAPoisonedRecordAndTheRestIsTriedAgain() {
    function.does(
        batch ->
            batch.contains("1")
                ? TestFunction.success("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}")
                : TestFunction.success("null"));
    faults.add(of(Fault.poison()).fromNth(2).once());
    use(mapping().reportsItemFailures(true).stream(retries(5, false)));
    shard.addAll(3, time.now());
    time.advance(Duration.ofSeconds(100));
    assertThat(function.batches()).containsExactly(List.of("1", "2", "3"));
    assertThat(dropped()).endsWith("record-retries-exhausted");
  }

  @Test
  void aLaggingBatchIsReadAgainWhenItsMappingChanges() {
    faults.add(of(Fault.delay(Duration.ofSeconds(30))).once());
    use(mapping());
    shard.add("a", time.now());
    use(mapping().batchSize(7));
    assertThat(function.batches()).containsExactly(List.of("1"));
  }
}
