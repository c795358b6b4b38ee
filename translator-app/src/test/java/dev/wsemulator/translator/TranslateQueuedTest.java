package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class TranslateQueuedTest {
  private static final String EVENT =
      "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"%s\"},\"object\":{\"key\":\"%s\"}}}]}";

  private final FakeS3 s3 = new FakeS3();
  private final FakeInvocation invocation = new FakeInvocation();
  private final TranslateQueued worker =
      new TranslateQueued(
          new TranslateDocument(
              new TranslateDocument.Services(
                  () -> s3,
                  () ->
                      new DocumentTranslation(
                          new FakeTranslate(text -> text.toUpperCase(Locale.ROOT)),
                          new Retry(new Retry.Patience(1, Duration.ZERO, Duration.ZERO))),
                  new FakeConnections().clients()),
              () -> URI.create("https://api.example.org/dev")));

  private List<String> failed(String... bodies) {
    List<SQSMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      SQSMessage message = new SQSMessage();
      message.setMessageId("m" + messages.size());
      message.setBody(body);
      messages.add(message);
    }
    SQSEvent event = new SQSEvent();
    event.setRecords(messages);
    return worker.handleRequest(event, invocation).getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  @Test
  void theJobOfAMessageIsDone() {
    s3.objects.put("uploads/1/a b.txt", "hello".getBytes());
    TranslationJob job =
        new TranslationJob("uploads/1/a b.txt", "translations/1/a.txt", "en", "de", "c1=");
    s3.objects.put("jobs/1 2.json", job.json().getBytes());
    assertThat(failed(EVENT.formatted(FakeS3.BUCKET, "jobs/1+2.json"))).isEmpty();
    assertThat(s3.text("translations/1/a.txt")).isEqualTo("HELLO");
  }

  @Test
  void theTestMessageOfS3AndAJobThatIsDoneAreNoFailures() {
    assertThat(
            failed(
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}",
                EVENT.formatted(FakeS3.BUCKET, "jobs/done.json")))
        .isEmpty();
  }

  @Test
  void onlyTheMessageThatFailsGoesBack() {
    assertThat(failed("{\"Records\":[{}]}", EVENT.formatted(FakeS3.BUCKET, "jobs/done.json")))
        .containsExactly("m0");
    assertThat(invocation.logged).anyMatch(line -> line.startsWith("ERROR Message m0 failed"));
  }
}
