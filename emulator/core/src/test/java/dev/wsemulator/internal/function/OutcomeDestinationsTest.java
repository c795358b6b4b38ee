package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
 *     of asynchronous invocations</a>
 */
class OutcomeDestinationsTest {
  private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:outcomes";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:letters";
  private static final String BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/default";
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  private record Sent(String target, String message, Map<String, Object> attributes) {
    Map<String, Json> members() {
      return Json.parse(message.getBytes(StandardCharsets.UTF_8)).orElseThrow().members();
    }
  }

  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final RunningFunctions functions = new RunningFunctions(time, this::send);

  private CompletionStage<Void> send(
      String target, byte[] message, Map<String, Object> attributes) {
    if (target.endsWith("gone")) {
      return CompletableFuture.failedFuture(new IllegalStateException("There is no such queue."));
    }
    sent.add(new Sent(target, new String(message, StandardCharsets.UTF_8), attributes));
    return CompletableFuture.completedFuture(null);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  private static Destinations to(String onSuccess, String onFailure, String deadLetters) {
    return new Destinations(
        Optional.ofNullable(onSuccess),
        Optional.ofNullable(onFailure),
        Optional.ofNullable(deadLetters));
  }

  private CompletableFuture<InvocationOutcome> invoke(
      LambdaFunction code, int retries, Duration age, Destinations destinations) {
    functions.runtime.deploy(
        FunctionDefinition.of("f", code).toBuilder()
            .asynchronous(new AsyncConfig(retries, age, destinations))
            .build());
    return functions.runtime.invokeAsync("f", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fail(byte[] event) {
    throw new IllegalStateException("always");
  }

  private static Condition ended(CompletableFuture<InvocationOutcome> outcome) {
    assertThat(outcome).succeedsWithin(Duration.ofSeconds(5));
    return outcome.join().condition();
  }

  @Aws("EP-16")
  @Test
  void aDestinationHearsThatAFunctionReturnedInTheRecordThatAwsDocuments() {
    ended(invoke(event -> new byte[] {'7'}, 2, SIX_HOURS, to(QUEUE, null, null)));
    String requestId =
        sent.get(0)
            .members()
            .get("requestContext")
            .members()
            .get("requestId")
            .string()
            .orElseThrow();
    assertThat(sent)
        .containsExactly(
            new Sent(
                QUEUE,
                """
                {"version":"1.0","timestamp":"2025-01-01T12:00:00.000Z",\
                "requestContext":{"requestId":"%s",\
                "functionArn":"arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST",\
                "condition":"Success","approximateInvokeCount":1},\
                "requestPayload":{"a":1},\
                "responseContext":{"statusCode":200,"executedVersion":"$LATEST"},\
                "responsePayload":7}"""
                    .formatted(requestId)
                    .replace("us-east-1", region()),
                Map.of()));
    assertThat(requestId).isEqualTo(functions.invocations().get(0).invocationId());
  }

  private String region() {
    return functions.runtime.find("f").orElseThrow().arn().split(":")[3];
  }

  @Aws("EP-15")
  @Test
  void aDestinationHearsOfTheLastErrorAfterTwoRetries() {
    CompletableFuture<InvocationOutcome> outcome =
        invoke(OutcomeDestinationsTest::fail, 2, SIX_HOURS, to(QUEUE, QUEUE, null));
    Awaitility.await().until(() -> functions.invocations().size() == 1);
    time.advance(Duration.ofMinutes(3));
    assertThat(ended(outcome)).isEqualTo(Condition.RETRIES_EXHAUSTED);
    Map<String, Json> record = sent.get(0).members();
    Map<String, Json> context = record.get("requestContext").members();
    assertThat(sent).hasSize(1);
    assertThat(context.get("condition").string()).contains("RetriesExhausted");
    assertThat(context.get("approximateInvokeCount").integer()).contains(3);
    assertThat(record.get("timestamp").string()).contains("2025-01-01T12:03:00.000Z");
    assertThat(record.get("responseContext").child("functionError").orElseThrow().string())
        .contains("Unhandled");
    assertThat(record.get("responsePayload").child("errorMessage").orElseThrow().string())
        .contains("always");
    assertThat(functions.journal.entries(EventsSent.class)).hasSize(1);
    assertThat(functions.journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("event-retries-exhausted");
  }

  @Aws("EP-15")
  @Test
  void allAttemptsHaveTheSameRequestId() {
    CompletableFuture<InvocationOutcome> outcome =
        invoke(OutcomeDestinationsTest::fail, 1, SIX_HOURS, Destinations.NONE);
    Awaitility.await().until(() -> functions.invocations().size() == 1);
    time.advance(Duration.ofMinutes(1));
    ended(outcome);
    assertThat(functions.invocations()).extracting(one -> one.invocationId()).hasSize(2);
    assertThat(functions.invocations())
        .extracting(one -> one.invocationId())
        .containsOnly(functions.invocations().get(0).invocationId());
  }

  @Aws("EP-16")
  @Test
  void aDeadLetterIsTheEventWithItsErrorInTheAttributes() {
    ended(invoke(OutcomeDestinationsTest::fail, 0, SIX_HOURS, to(null, null, TOPIC)));
    Map<String, Object> attributes = sent.get(0).attributes();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).target()).isEqualTo(TOPIC);
    assertThat(sent.get(0).message()).isEqualTo("{\"a\":1}");
    assertThat(attributes)
        .containsEntry("ErrorCode", 200)
        .containsEntry("ErrorMessage", "always")
        .containsEntry("RequestID", functions.invocations().get(0).invocationId());
  }

  @Test
  void aBusGetsTheRecordAsTheDetailOfAnEvent() {
    ended(invoke(OutcomeDestinationsTest::fail, 0, SIX_HOURS, to(null, BUS, null)));
    Map<String, Json> entry = sent.get(0).members();
    assertThat(entry.get("source").string()).contains("lambda");
    assertThat(entry.get("detail-type").string())
        .contains("Lambda Function Invocation Result - Failure");
    assertThat(entry.get("detail").child("version").orElseThrow().string()).contains("1.0");
  }

  @Test
  void anEventIsGivenUpAsSoonAsItIsTooOld() {
    CompletableFuture<InvocationOutcome> outcome =
        invoke(OutcomeDestinationsTest::fail, 2, Duration.ofSeconds(60), to(null, QUEUE, null));
    Awaitility.await().until(() -> functions.invocations().size() == 1);
    time.advance(Duration.ofMinutes(10));
    assertThat(ended(outcome)).isEqualTo(Condition.EVENT_AGE_EXCEEDED);
    assertThat(outcome.join().attempts()).isEqualTo(1);
    assertThat(sent.get(0).message()).contains("\"condition\":\"EventAgeExceeded\"");
    assertThat(functions.journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("event-too-old");
  }

  @Test
  void aFunctionWithoutConcurrencyGetsNoRetries() {
    functions.runtime.deploy(
        FunctionDefinition.of("closed", (LambdaFunction) event -> event).toBuilder()
            .reservedConcurrency(0)
            .asynchronous(new AsyncConfig(2, SIX_HOURS, to(null, QUEUE, TOPIC)))
            .build());
    ended(functions.runtime.invokeAsync("closed", new byte[] {'1'}));
    assertThat(sent).extracting(Sent::target).containsExactlyInAnyOrder(QUEUE, TOPIC);
    assertThat(sent)
        .filteredOn(one -> one.target().equals(QUEUE))
        .first()
        .satisfies(one -> assertThat(one.members()).doesNotContainKey("responsePayload"));
  }

  @Test
  void aFunctionCanBeADestination() throws Exception {
    LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    functions.runtime.deploy(
        FunctionDefinition.of(
            "listener",
            (LambdaFunction)
                event -> {
                  heard.add(new String(event, StandardCharsets.UTF_8));
                  return event;
                }));
    String arn = functions.runtime.find("listener").orElseThrow().arn();
    ended(invoke(event -> new byte[0], 0, SIX_HOURS, to(arn, null, null)));
    assertThat(heard.poll(5, TimeUnit.SECONDS)).contains("\"responsePayload\":null");
  }

  @Test
  void theJournalHasWhatADestinationDidNotGet() {
    ended(invoke(event -> event, 0, SIX_HOURS, to(QUEUE + "gone", null, null)));
    assertThat(functions.journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("destination-unreachable");
  }
}
