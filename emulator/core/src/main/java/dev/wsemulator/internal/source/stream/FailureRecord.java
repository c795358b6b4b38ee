package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.lambda.InvocationAnswer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * What the destination for failures hears of abandoned records.
 *
 * @param mapping the mapping
 * @param shardId the shard
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retaining
 *     discarded records</a>
 */
record FailureRecord(Mapping mapping, String shardId) {
  private static final int THROTTLED = 429;

  /** Why records are abandoned, in Lambda's words. */
  enum Condition {
    RETRIES("RetryAttemptsExhausted"),
    AGE("RecordAgeExceeded");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  /**
   * Returns the text.
   *
   * @param last how the last invocation ended, if there was one
   */
  String of(RecordBatch batch, Condition why, Optional<InvocationAnswer.Kind> last, Instant now) {
    JsonText record = new JsonText().open();
    record
        .name("requestContext")
        .open()
        .string("requestId", UUID.randomUUID().toString())
        .string("functionArn", mapping.functionArn())
        .string("condition", why.text)
        .number("approximateInvokeCount", batch.invocations())
        .close();
    addResponse(record, last);
    record
        .string("version", "1.0")
        .string("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    addBatch(record, batch);
    return record.close().toString();
  }

  private void addResponse(JsonText record, Optional<InvocationAnswer.Kind> last) {
    boolean isThrottled = last.filter(InvocationAnswer.Kind.THROTTLED::equals).isPresent();
    String function = mapping.settings().functionName();
    String qualifier = function.replaceFirst("^[^:]*:?", "");
    record
        .name("responseContext")
        .open()
        .number("statusCode", isThrottled ? THROTTLED : 200)
        .string("executedVersion", qualifier.matches("[0-9]+") ? qualifier : "$LATEST");
    if (last.filter(InvocationAnswer.Kind.FUNCTION_ERROR::equals).isPresent()) {
      record.string("functionError", "Unhandled");
    }
    record.close();
  }

  private void addBatch(JsonText record, RecordBatch batch) {
    record
        .name("DDBStreamBatchInfo")
        .open()
        .string("shardId", shardId)
        .string("startSequenceNumber", batch.first().sequenceNumber())
        .string("endSequenceNumber", batch.last().sequenceNumber())
        .string("approximateArrivalOfFirstRecord", seconds(batch.first()))
        .string("approximateArrivalOfLastRecord", seconds(batch.last()))
        .number("batchSize", batch.records().size())
        .string("streamArn", mapping.streamArn())
        .close();
  }

  private static String seconds(StreamRecord record) {
    return record.createdAt().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
