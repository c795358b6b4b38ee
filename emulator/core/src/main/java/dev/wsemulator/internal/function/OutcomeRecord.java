package dev.wsemulator.internal.function;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Throttled;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an asynchronous invocation has ended, as destinations and dead-letter queues hear of it.
 *
 * @param event the event
 * @param condition why there are no further attempts
 * @param result the result of the last attempt
 * @param at when it ended
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing
 *     records of Lambda asynchronous invocations</a>
 */
record OutcomeRecord(QueuedEvent event, Condition condition, InvocationResult result, Instant at) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Map<Condition, String> CONDITIONS =
      Map.of(
          Condition.SUCCESS, "Success",
          Condition.RETRIES_EXHAUSTED, "RetriesExhausted",
          Condition.EVENT_AGE_EXCEEDED, "EventAgeExceeded");

  /** The part of a message that a dead letter has of an error: one kilobyte. */
  private static final int LONGEST_ERROR = 1024;

  boolean isSuccess() {
    return condition == Condition.SUCCESS;
  }

  /** Returns the ARN of the function with its qualifier. */
  String functionArn() {
    String qualifier = event.request().qualifier();
    return event.function().arn() + ":" + (qualifier == null ? "$LATEST" : qualifier);
  }

  /**
   * Returns the message for a destination. An event bus gets the record as the detail of an event.
   */
  byte[] message(String destinationArn) {
    boolean isBus =
        Arn.parse(destinationArn).filter(arn -> arn.service().equals("events")).isPresent();
    return (isBus ? entry(destinationArn) : text()).getBytes(StandardCharsets.UTF_8);
  }

  private String entry(String busArn) {
    return new JsonText()
        .open()
        .string("source", "lambda")
        .string(
            "detail-type",
            "Lambda Function Invocation Result - " + (isSuccess() ? "Success" : "Failure"))
        .strings("resources", List.of(busArn, functionArn()))
        .name("detail")
        .raw(text())
        .close()
        .toString();
  }

  private String text() {
    JsonText record =
        new JsonText()
            .open()
            .string("version", "1.0")
            .string("timestamp", TIME.format(at))
            .name("requestContext")
            .open()
            .string("requestId", event.request().id())
            .string("functionArn", functionArn())
            .string("condition", CONDITIONS.getOrDefault(condition, condition.name()))
            .number("approximateInvokeCount", event.attempts())
            .close()
            .name("requestPayload")
            .raw(json(event.request().event()));
    return (result instanceof Throttled ? record : response(record)).close().toString();
  }

  /** Adds what the function answered; one that was not run has not answered. */
  private JsonText response(JsonText record) {
    record
        .name("responseContext")
        .open()
        .number("statusCode", 200)
        .string(
            "executedVersion",
            event.function().version(event.request().qualifier()).orElse("$LATEST"));
    if (!isSuccess()) {
      record.string("functionError", "Unhandled");
    }
    byte[] payload = result.accept(new AnswerPayload(event.request().id())).payload();
    return record.close().name("responsePayload").raw(json(payload));
  }

  /** A handler that writes a stream need not write JSON. */
  private static String json(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return "null";
    }
    return Json.parse(payload).isPresent() ? text : JsonText.quoted(text);
  }

  /**
   * Returns the attributes of a dead letter, whose body is the event.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq">Dead-letter
   *     queues</a>
   */
  Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("RequestID", event.request().id());
    attributes.put("ErrorCode", result instanceof Throttled ? 429 : 200);
    String message = String.valueOf(result.message());
    if (!message.isEmpty()) { // an attribute has no empty value
      attributes.put(
          "ErrorMessage",
          message.length() > LONGEST_ERROR ? message.substring(0, LONGEST_ERROR) : message);
    }
    return attributes;
  }
}
