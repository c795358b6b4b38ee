package dev.wsemulator.internal.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationAnswer.Kind;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Limits;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How batches are formed, sent, retried and given up. */
class ShardPollerTest {
  private static final String STREAM =
      "arn:aws:dynamodb:eu-west-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:lost";

  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final TestShard shard = new TestShard();
  private final TestFunction function = new TestFunction();
  private final Journal journal = new Journal();
  private final List<Json> sent = new ArrayList<>();
  private CompletionStage<Void> delivery = CompletableFuture.completedFuture(null);

  private final StreamMappings mappings =
      new StreamMappings(
          mapping -> Optional.of(shard),
          new StreamContext(function, time, journal, EventFilter.NONE, this::deliver));

  private CompletionStage<Void> deliver(String target, String body) {
    assertThat(target).isEqualTo(QUEUE);
    sent.add(Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    return delivery;
  }

  private static EventSourceMapping.Builder mapping() {
    return EventSourceMapping.builder("m", STREAM, "audit");
  }

  private void use(EventSourceMapping.Builder mapping) {
    mappings.use(Stack.builder().eventSourceMappings(List.of(mapping.build())).build());
  }

  private static StreamSettings retry(int attempts, Duration age, boolean bisects) {
    return new StreamSettings(
        StartingPosition.LATEST,
        new Retry(new Limits(attempts, Optional.ofNullable(age)), bisects, Optional.of(QUEUE)),
        Shape.DEFAULT);
  }

  private static StreamSettings parallel(int lanes) {
    return new StreamSettings(
        StartingPosition.LATEST, Retry.ENDLESSLY, new Shape(lanes, Optional.empty()));
  }

  private List<String> dropped() {
    return journal.entries().stream()
        .filter(EventsDropped.class::isInstance)
        .map(EventsDropped.class::cast)
        .map(entry -> entry.count() + "|" + entry.why().code())
        .toList();
  }

  private void failsOn(String number) {
    function.does(
        batch -> batch.contains(number) ? TestFunction.error() : TestFunction.success("null"));
  }

  private static String text(Json json, String... path) {
    Json value = json;
    for (String name : path) {
      value = value.child(name).orElseThrow();
    }
    return value.string().orElseGet(value::selectionText);
  }

  @Aws("EM-04")
  @Test
  void recordsComeInBatchesOfAHundredAtMost() {
    use(mapping());
    shard.addAll(250, time.now());
    assertThat(function.batches().stream().map(List::size)).containsExactly(100, 100, 50);
    assertThat(function.batches().get(2)).endsWith("250");
  }

  @Aws("EM-04")
  @Test
  void aBatchHasSixMegabytesAtMost() {
    use(mapping().batchSize(10_000).batchingWindow(Duration.ofSeconds(1)));
    IntStream.range(0, 20).forEach(i -> shard.add("x".repeat(400_000), time.now()));
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches().stream().map(List::size)).containsExactly(15, 5);
  }

  @Aws("EM-04")
  @Test
  void aBatchIsGatheredForAsLongAsItsWindow() {
    use(mapping().batchSize(3).batchingWindow(Duration.ofSeconds(5)));
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(4));
    shard.add("b", time.now());
    assertThat(function.batches()).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches()).containsExactly(List.of("1", "2"));
    shard.addAll(3, time.now());
    assertThat(function.batches()).hasSize(2).last().isEqualTo(List.of("3", "4", "5"));
  }

  @Aws("EM-05")
  @Test
  void aFunctionThatAlwaysFailsBlocksItsShardUntilTheRecordsExpire() {
    failsOn("1");
    use(mapping());
    shard.add("a", time.now());
    shard.add("b", time.now());
    time.advance(Duration.ofHours(23));
    assertThat(function.batches()).allSatisfy(batch -> assertThat(batch).isEqualTo(List.of("1")));
    assertThat(function.batches()).hasSizeGreaterThan(1_000);
    time.advance(Duration.ofHours(1).plusMinutes(1));
    assertThat(dropped()).contains("1|record-too-old");
  }

  @Aws("EM-05")
  @Test
  void retriesWaitLongerAndLonger() {
    failsOn("1");
    use(mapping());
    shard.add("a", time.now());
    for (int seconds : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      int before = function.batches().size();
      time.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(function.batches()).hasSize(before);
      time.advance(Duration.ofMillis(1));
      assertThat(function.batches()).hasSize(before + 1);
    }
  }

  @Aws("EM-06")
  @Test
  void aBatchIsGivenUpAfterItsRetries() {
    failsOn("2");
    use(mapping().stream(retry(2, null, false)));
    shard.addAll(3, time.now());
    shard.add("later", time.now());
    time.advance(Duration.ofSeconds(3));
    assertThat(function.batches())
        .containsExactly(
            List.of("1", "2", "3"), List.of("1", "2", "3"), List.of("1", "2", "3"), List.of("4"));
    assertThat(dropped()).containsExactly("3|record-retries-exhausted");
    Json record = sent.get(0);
    assertThat(record.members().keySet())
        .containsExactly(
            "requestContext", "responseContext", "version", "timestamp", "DDBStreamBatchInfo");
    assertThat(record.child("requestContext").orElseThrow().members().keySet())
        .containsExactly("requestId", "functionArn", "condition", "approximateInvokeCount");
    assertThat(text(record, "requestContext", "functionArn"))
        .isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:audit");
    assertThat(text(record, "requestContext", "condition")).isEqualTo("RetryAttemptsExhausted");
    assertThat(text(record, "requestContext", "approximateInvokeCount")).isEqualTo("3");
    assertThat(record.child("responseContext").orElseThrow().value())
        .hasToString("{statusCode=200, executedVersion=$LATEST, functionError=Unhandled}");
    assertThat(text(record, "version")).isEqualTo("1.0");
    assertThat(text(record, "timestamp")).isEqualTo("2025-01-01T12:00:03Z");
    assertThat(record.child("DDBStreamBatchInfo").orElseThrow().value())
        .hasToString(
            "{shardId=shardId-1, startSequenceNumber=1, endSequenceNumber=3,"
                + " approximateArrivalOfFirstRecord=2025-01-01T12:00:00Z,"
                + " approximateArrivalOfLastRecord=2025-01-01T12:00:00Z, batchSize=3, streamArn="
                + STREAM
                + "}");
  }

  @Aws("EM-07")
  @Test
  void bisectingFindsThePoisonedRecordAndLosesNoOther() {
    failsOn("6");
    use(mapping().stream(retry(1, null, true)));
    shard.addAll(8, time.now());
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches())
        .containsExactly(
            List.of("1", "2", "3", "4", "5", "6", "7", "8"),
            List.of("1", "2", "3", "4"),
            List.of("5", "6", "7", "8"),
            List.of("5", "6"),
            List.of("5"),
            List.of("6"),
            List.of("6"),
            List.of("7", "8"));
    assertThat(dropped()).containsExactly("1|record-retries-exhausted");
    assertThat(text(sent.get(0), "DDBStreamBatchInfo", "startSequenceNumber")).isEqualTo("6");
  }

  @Aws("EM-08")
  @Test
  void onlyTheRecordsFromTheFirstFailureOnAreTriedAgain() {
    List<InvocationAnswer> answers =
        new ArrayList<>(
            List.of(
                TestFunction.success(
                    "{\"batchItemFailures\":[{\"itemIdentifier\":\"4\"},{\"itemIdentifier\":\"3\"}]}"),
                TestFunction.success("{\"batchItemFailures\":[]}")));
    function.does(batch -> answers.remove(0));
    use(mapping().reportsItemFailures(true));
    shard.addAll(5, time.now());
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches())
        .containsExactly(List.of("1", "2", "3", "4", "5"), List.of("3", "4", "5"));
  }

  @Test
  void anAnswerThatCannotBeUsedFailsTheWholeBatch() {
    function.does(batch -> TestFunction.success("{\"batchItemFailures\":[{}]}"));
    use(mapping().reportsItemFailures(true).stream(retry(0, null, false)));
    shard.addAll(2, time.now());
    assertThat(dropped())
        .containsExactly("0|unusable-stream-response", "2|record-retries-exhausted");
  }

  @Aws("EM-06")
  @Test
  void recordsThatAreTooOldAreGivenUp() {
    failsOn("1");
    use(mapping().stream(retry(EventSourceMapping.ENDLESS, Duration.ofMinutes(1), false)));
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(30));
    shard.add("b", time.now());
    time.advance(Duration.ofSeconds(40));
    assertThat(dropped()).containsExactly("1|record-too-old");
    assertThat(text(sent.get(0), "requestContext", "condition")).isEqualTo("RecordAgeExceeded");
    assertThat(function.batches()).last().isEqualTo(List.of("2"));
  }

  @Test
  void aThrottledFunctionGetsItsBatchLaterAndNothingIsLost() {
    List<InvocationAnswer> answers =
        new ArrayList<>(
            List.of(
                TestFunction.throttled(), TestFunction.throttled(), TestFunction.success("null")));
    function.does(batch -> answers.remove(0));
    use(mapping().stream(retry(0, null, false)));
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(3));
    assertThat(function.batches()).hasSize(3);
    assertThat(answers).isEmpty();
    assertThat(dropped()).containsExactly("0|stream-throttled");
  }

  @Test
  void aFunctionThatIsMissingGetsItsBatchWhenItIsThere() {
    List<InvocationAnswer> answers =
        new ArrayList<>(
            List.of(
                new InvocationAnswer(Kind.FUNCTION_NOT_FOUND, new byte[0]),
                TestFunction.success("null")));
    function.does(batch -> answers.remove(0));
    use(mapping());
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(1));
    assertThat(answers).isEmpty();
    assertThat(dropped()).containsExactly("0|stream-function-missing");
  }

  @Aws("EM-09")
  @Test
  void batchesOfAShardRunAtTheSameTimeAndThoseOfAKeyDoNot() {
    function.hold();
    use(mapping().batchSize(1).stream(parallel(10)));
    for (int i = 0; i < 2; i++) {
      shard.add("a", time.now());
      shard.add("b", time.now());
    }
    assertThat(function.batches()).containsExactly(List.of("1"), List.of("2"));
    function.release();
    assertThat(function.batches()).last().isEqualTo(List.of("3"));
    function.release();
    assertThat(function.batches()).last().isEqualTo(List.of("4"));
  }

  @Aws("EM-13")
  @Test
  void recordsThatTheFilterDoesNotWantArePassedOver() {
    use(mapping().filters(List.of("{\"key\":[\"k1\"]}", "{\"key\":[{\"prefix\":\"k3\"}]}")));
    shard.addAll(5, time.now());
    assertThat(function.batches()).containsExactly(List.of("2", "4"));
    assertThat(dropped()).containsExactly("3|record-filtered");
  }

  @Test
  void aFilterThatIsNoPatternPutsTheMappingOutOfUse() {
    use(mapping().filters(List.of("{\"key\":\"k1\"}")));
    shard.addAll(1, time.now());
    assertThat(function.batches()).isEmpty();
    assertThat(dropped()).containsExactly("0|unusable-stream-filter");
    assertThat(shard.isClosed()).isTrue();
  }

  @Test
  void aMappingOfNoStreamIsOutOfUse() {
    StreamMappings none =
        new StreamMappings(
            mapping -> Optional.empty(),
            new StreamContext(function, time, journal, EventFilter.NONE, this::deliver));
    none.use(Stack.builder().eventSourceMappings(List.of(mapping().build())).build());
    assertThat(dropped()).containsExactly("0|no-stream");
  }

  @Test
  void aDestinationThatTakesNothingIsTold() {
    delivery = CompletableFuture.failedFuture(new IllegalStateException("There is no queue."));
    failsOn("1");
    use(mapping().stream(retry(0, null, false)));
    shard.add("a", time.now());
    assertThat(dropped()).containsExactly("1|record-retries-exhausted", "1|failure-not-delivered");
  }

  @Test
  void aMappingThatChangesGoesOnWithWhatIsNotDone() {
    function.hold();
    use(mapping().batchSize(1));
    shard.addAll(3, time.now());
    use(mapping().batchSize(10));
    function.does(batch -> TestFunction.success("null"));
    assertThat(function.batches()).containsExactly(List.of("1"), List.of("1", "2", "3"));
    function.release();
    function.release();
    shard.addAll(1, time.now());
    assertThat(function.batches()).last().isEqualTo(List.of("4"));
  }

  @Test
  void aMappingThatIsGoneOrDisabledSendsNothingMore() {
    failsOn("1");
    use(mapping());
    shard.add("a", time.now());
    use(mapping().enabled(false));
    time.advance(Duration.ofHours(1));
    assertThat(function.batches()).hasSize(1);
    assertThat(shard.isClosed()).isTrue();
    assertThat(time.pending()).isZero();
  }
}
