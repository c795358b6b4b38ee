package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The worker behind a queue, to which the bucket sends its events. What fails goes back to the
 * queue, and what fails again and again to the queue of dead letters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Partial
 *     batch responses</a>
 */
public final class TranslateQueued implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final TranslateDocument worker;

  /** Used by Lambda. */
  public TranslateQueued() {
    this(new TranslateDocument());
  }

  TranslateQueued(TranslateDocument worker) {
    this.worker = worker;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        work(message.getBody(), context);
      } catch (InterruptedException timeout) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("The translation was interrupted.", timeout);
      } catch (RuntimeException failure) {
        context
            .getLogger()
            .log("ERROR Message " + message.getMessageId() + " failed: " + failure + "\n");
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  /** S3 also sends a test message when the notification is configured. */
  private void work(String event, Context context) throws InterruptedException {
    Object records = Json.object(event).orElse(Map.of()).get("Records");
    if (records instanceof List<?> list) {
      for (Object one : list) {
        Object s3 = member(one, "s3");
        String bucket = (String) member(member(s3, "bucket"), "name");
        String key = (String) member(member(s3, "object"), "key");
        worker.work(bucket, URLDecoder.decode(key, StandardCharsets.UTF_8), context);
      }
    }
  }

  private static Object member(Object object, String name) {
    return Objects.requireNonNull(((Map<?, ?>) object).get(name), name);
  }
}
