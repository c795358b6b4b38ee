package dev.wsemulator.internal.source.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.queue.QueueMessage.Attribute;
import dev.wsemulator.internal.source.queue.QueueMessage.Digests;
import dev.wsemulator.internal.source.queue.QueueMessage.Ids;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationAnswer;
import dev.wsemulator.lambda.InvocationAnswer.Kind;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuePollerTest {
  private static final String ARN = "arn:aws:sqs:us-east-2:123456789012:my-queue";

  private final VirtualTime time = new VirtualTime();
  private final Journal journal = new Journal();
  private final TestFeed feed = new TestFeed(time);
  private final Functions functions = new Functions();
  private final QueueMappings mappings =
      new QueueMappings(
          mapping -> feed, new PolledContext(functions, time, journal, EventFilter.NONE));

  /** A function that answers when a test says so, or at once. */
  private static final class Functions implements FunctionInvoker {
    private final List<Json> events = new ArrayList<>();
    private final Deque<CompletableFuture<InvocationAnswer>> running = new ArrayDeque<>();
    private InvocationAnswer always;

    @Override
    public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
      throw new AssertionError("A queue's function is not invoked asynchronously.");
    }

    @Override
    public CompletionStage<InvocationAnswer> invoke(String functionName, byte[] event) {
      assertThat(functionName).isEqualTo("work:live");
      events.add(Json.parse(event).orElseThrow());
      CompletableFuture<InvocationAnswer> answer = new CompletableFuture<>();
      if (always == null) {
        running.add(answer);
      } else {
        answer.complete(always);
      }
      return answer;
    }

    List<List<String>> batches() {
      return events.stream()
          .map(
              event ->
                  event.child("Records").orElseThrow().elements().stream()
                      .map(one -> one.child("messageId").flatMap(Json::string).orElseThrow())
                      .toList())
          .toList();
    }
  }

  @AfterEach
  void leavesNothingBehind() {
    mappings.close();
    assertThat(feed.isClosed).isTrue();
    assertThat(feed.waiting).isNull();
  }

  private static EventSourceMapping.Builder mapping() {
    return EventSourceMapping.builder("id", ARN, "work:live");
  }

  private void use(EventSourceMapping.Builder mapping) {
    mappings.use(Stack.builder().eventSourceMappings(List.of(mapping.build())).build());
  }

  private static InvocationAnswer success(String payload) {
    return new InvocationAnswer(Kind.SUCCESS, payload.getBytes(UTF_8));
  }

  private static QueueMessage message(String id) {
    return message(id, "{\"n\":1}");
  }

  private static QueueMessage message(String id, String body) {
    return new QueueMessage(
        new Ids(id, "receipt-" + id),
        body,
        Map.of("ApproximateReceiveCount", "1"),
        Map.of(),
        new Digests("0", Optional.empty()));
  }

  private static QueueMessage[] messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> message("m" + i)).toArray(QueueMessage[]::new);
  }

  /** AWS's example, with an attribute. */
  @Aws("EQ-01")
  @Test
  void theEventIsThatOfAwsKeyByKey() {
    use(mapping());
    Map<String, String> system = new LinkedHashMap<>();
    system.put("ApproximateReceiveCount", "1");
    system.put("SentTimestamp", "1545082649183");
    system.put("SenderId", "AIDAIENQZJOLO23YVJ4VO");
    system.put("ApproximateFirstReceiveTimestamp", "1545082649185");
    feed.put(
        new QueueMessage(
            new Ids("059f36b4-87a3-44ab-83d2-661975830a7d", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a"),
            "Test message.",
            system,
            Map.of("myAttribute", new Attribute("String", "myValue", null)),
            new Digests("e4e68fb7bd0e697a0ae8f1bb342846b3", Optional.of("5d2"))));

    assertThat(functions.events)
        .containsExactly(
            Json.parse(
                    """
                    {"Records":[{"messageId":"059f36b4-87a3-44ab-83d2-661975830a7d",
                     "receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
                     "body":"Test message.",
                     "attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1545082649183",
                      "SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1545082649185"},
                     "messageAttributes":{"myAttribute":{"stringValue":"myValue","stringListValues":[],
                      "binaryListValues":[],"dataType":"String"}},
                     "md5OfMessageAttributes":"5d2",
                     "md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3",
                     "eventSource":"aws:sqs",
                     "eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:my-queue",
                     "awsRegion":"us-east-2"}]}
                    """
                        .getBytes(UTF_8))
                .orElseThrow());
  }

  @Aws("EQ-02")
  @Test
  void whatTheFunctionHasDoneIsDeletedAndWhatFailedStays() {
    use(mapping());
    feed.put(message("a"));
    functions.running.poll().complete(success("null"));
    feed.put(message("b"));
    functions.running.poll().complete(new InvocationAnswer(Kind.FUNCTION_ERROR, new byte[0]));

    assertThat(feed.deleted).containsExactly("a");
    assertThat(feed.released).isEmpty();
  }

  @Aws("EQ-03")
  @Test
  void onlyTheItemsThatFailedStay() {
    use(mapping().reportsItemFailures(true));
    feed.put(message("a"), message("b"), message("c"));
    assertThat(functions.batches().get(0)).containsExactly("a", "b", "c");

    functions
        .running
        .poll()
        .complete(success("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"));

    assertThat(feed.deleted).containsExactly("a", "c");
  }

  @Aws("EQ-04")
  @Test
  void anAnswerThatCannotBeUsedFailsTheBatchAndSaysSo() {
    use(mapping().reportsItemFailures(true));
    feed.put(message("a"), message("b"));

    functions.running.poll().complete(success("\"ok\""));

    assertThat(feed.deleted).isEmpty();
    assertThat(dropped().why().code()).isEqualTo("unusable-batch-response");
    assertThat(dropped().count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED,The function was throttled.",
    "FUNCTION_NOT_FOUND,There is no such function."
  })
  void aBatchThatReachesNoFunctionStaysAndSaysSo(Kind kind, String what) {
    use(mapping());
    feed.put(message("a"));

    functions.running.poll().complete(new InvocationAnswer(kind, new byte[0]));

    assertThat(feed.deleted).isEmpty();
    assertThat(dropped().why().code()).isEqualTo("batch-not-invoked");
    assertThat(dropped().why().what()).isEqualTo(what);
  }

  @Aws("EQ-05")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"body\":{\"n\":[1]}}|{\"n\":1}|{\"n\":2}",
        "{\"body\":[\"plain\"]}|plain|{\"n\":1}",
        "{\"body\":[{\"prefix\":\"ab\"}]}|abc|bc",
        "{\"body\":{\"n\":[{\"numeric\":[\">\",5]}]}}|{\"n\":6}|not JSON",
        "{\"messageId\":[\"wanted\"]}|x|x"
      })
  void messagesThatNoPatternWantsAreDeletedWithoutAnInvocation(
      String pattern, String wanted, String unwanted) {
    use(mapping().filters(List.of("{\"body\":{\"never\":[true]}}", pattern)));

    feed.put(message("wanted", wanted), message("unwanted", unwanted));

    assertThat(functions.batches()).containsExactly(List.of("wanted"));
    assertThat(feed.deleted).containsExactly("unwanted");
    assertThat(dropped().why().code()).isEqualTo("message-filtered");
  }

  @Aws("EQ-06")
  @Test
  void fiveBatchesRunAtFirstAndManyMoreAfterAMinute() {
    use(mapping().batchSize(1));
    feed.put(messages(400));

    assertThat(functions.running).hasSize(5);
    time.advance(Duration.ofSeconds(59));
    assertThat(functions.running).hasSize(5);
    time.advance(Duration.ofSeconds(1));
    assertThat(functions.running).hasSize(305);
    functions.running.poll().complete(success("null"));
    assertThat(functions.running).hasSize(305);
  }

  @Aws("EQ-07")
  @Test
  void noMoreThanTheMaximumConcurrencyRuns() {
    use(mapping().batchSize(1).maximumConcurrency(2));
    feed.put(messages(10));
    time.advance(Duration.ofMinutes(5));
    assertThat(functions.running).hasSize(2);

    functions.running.poll().complete(success("null"));

    assertThat(functions.batches()).containsExactly(List.of("m0"), List.of("m1"), List.of("m2"));
  }

  @Aws("EQ-08")
  @Test
  void aBatchIsGatheredUntilItIsFull() {
    use(mapping().batchSize(25).batchingWindow(Duration.ofSeconds(60)));
    feed.put(messages(24));
    time.advance(Duration.ofSeconds(59));
    assertThat(functions.events).isEmpty();

    feed.put(message("last"));

    assertThat(functions.batches().get(0)).hasSize(25).endsWith("last");
  }

  @Aws("EQ-08")
  @Test
  void aBatchIsSentWhenItsWindowIsOver() {
    use(mapping().batchSize(25).batchingWindow(Duration.ofSeconds(60)));
    feed.put(message("a"));
    time.advance(Duration.ofSeconds(30));
    feed.put(message("b"));
    time.advance(Duration.ofSeconds(29));
    assertThat(functions.events).isEmpty();
    time.advance(Duration.ofSeconds(1));

    assertThat(functions.batches()).containsExactly(List.of("a", "b"));
  }

  @Aws("EQ-08")
  @Test
  void anEventIsNoLargerThanLambdaTakes() {
    use(mapping());
    String megabyte = "x".repeat(1_000_000);
    feed.put(
        IntStream.range(0, 10)
            .mapToObj(i -> message("m" + i, megabyte))
            .toArray(QueueMessage[]::new));

    assertThat(functions.batches()).extracting(List::size).containsExactly(6, 4);
  }

  @Test
  void tenThousandMessagesThatAreAnsweredAtOnceAreAllDelivered() {
    functions.always = success("null");
    use(mapping());
    feed.put(messages(10_000));
    assertThat(feed.deleted).hasSize(10_000).doesNotHaveDuplicates();
  }

  @Test
  void whatNoFunctionHasGotIsReleasedAtTheEnd() {
    use(mapping().batchSize(25).batchingWindow(Duration.ofSeconds(60)));
    feed.put(message("a"));

    mappings.close();

    assertThat(feed.released).containsExactly("a");
    assertThat(functions.events).isEmpty();
  }

  @Test
  void aMappingThatIsDisabledOrGoneBringsNothing() {
    use(mapping());
    use(mapping().enabled(false));
    assertThat(feed.isClosed).isTrue();
    feed.put(message("a"));
    assertThat(functions.events).isEmpty();
  }

  @Test
  void aMappingWithAnUnusablePatternSaysSo() {
    mappings.use(
        Stack.builder()
            .eventSourceMappings(List.of(mapping().filters(List.of("{\"body\":5}")).build()))
            .build());
    assertThat(dropped().why().code()).isEqualTo("unusable-filter");
    assertThat(dropped().why().found())
        .isEqualTo("\"body\" must be an object or an array. (at body)");
    feed.close();
  }

  @Test
  void everyBatchIsInTheJournal() {
    use(mapping());
    feed.put(message("a"), message("b"));
    assertThat(journal.entries())
        .filteredOn(SourceEntry.EventsSent.class::isInstance)
        .containsExactly(
            new SourceEntry.EventsSent(
                time.now(), ARN, "arn:aws:lambda:us-east-2:123456789012:function:work:live", 2, 1));
  }

  private SourceEntry.EventsDropped dropped() {
    return journal.entries().stream()
        .filter(SourceEntry.EventsDropped.class::isInstance)
        .map(SourceEntry.EventsDropped.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
