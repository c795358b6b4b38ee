package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.translate.model.UnsupportedLanguagePairException;

final class TranslateDocumentTest {
  private static final String JOB = "jobs/1.json";
  private static final String SOURCE = "uploads/1/a.txt";
  private static final String RESULT = "translations/1/a.de.txt";

  private final FakeS3 s3 = new FakeS3();
  private final FakeConnections connections = new FakeConnections();
  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeTranslate translate = new FakeTranslate(text -> text.toUpperCase(Locale.ROOT));

  @Test
  void documentIsTranslatedIntoTheBucketAndTheJobRemoved() {
    work("Hello,\nworld! é\n");
    assertThat(s3.text(RESULT)).isEqualTo("HELLO,\nWORLD! É\n");
    assertThat(s3.contentTypes).containsEntry(RESULT, "text/plain; charset=utf-8");
    assertThat(s3.objects).doesNotContainKey(JOB).containsKey(SOURCE);
    assertThat(translate.requests)
        .singleElement()
        .returns("en", request -> request.sourceLanguageCode())
        .returns("de", request -> request.targetLanguageCode());
    assertThat(connections.received).isEmpty();
  }

  /** TranslateText takes 10,000 bytes at most, and the fake refuses more. */
  @Test
  void longDocumentIsTranslatedInPiecesInOrderWithItsLines() {
    String document =
        IntStream.range(0, 5000)
            .mapToObj(i -> i % 7 == 0 ? "" : "Zeile " + i + " ist schön. Sie hat zwei Sätze.")
            .collect(Collectors.joining("\n", "", "\n"));
    work(document);
    assertThat(s3.text(RESULT)).isEqualTo(document.toUpperCase(Locale.ROOT));
    assertThat(translate.requests).hasSizeGreaterThan(15);
  }

  @Test
  void emptyDocumentHasAnEmptyTranslation() {
    work("");
    assertThat(s3.text(RESULT)).isEmpty();
    assertThat(translate.requests).isEmpty();
  }

  @Test
  void throttlingIsWaitedFor() {
    translate.failing(RetryTest.throttling(), RetryTest.throttling());
    work("hello");
    assertThat(s3.text(RESULT)).isEqualTo("HELLO");
  }

  @Test
  void throttlingThatDoesNotEndIsToldToTheClient() {
    translate.failing(Collections.nCopies(9, RetryTest.throttling()).toArray(new SdkException[0]));
    work("hello");
    assertFailed("Rate exceeded");
  }

  @Test
  void pairOfLanguagesThatTranslateDoesNotKnowIsToldToTheClient() {
    translate.failing(
        UnsupportedLanguagePairException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorMessage("Unsupported language pair: xx").build())
            .build());
    work("hello");
    assertFailed("Unsupported language pair: xx");
  }

  @Test
  void missingDocumentIsToldToTheClient() {
    s3.with(JOB, job().json());
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), invocation);
    assertFailed("The document is not in the bucket");
  }

  @Test
  void documentThatIsNotUtf8IsToldToTheClient() {
    s3.objects.put(SOURCE, "schön".getBytes(StandardCharsets.ISO_8859_1));
    s3.with(JOB, job().json());
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), invocation);
    assertFailed("not a text in UTF-8");
  }

  @Test
  void documentThatTakesTooLongIsToldToTheClientInTime() {
    s3.with(SOURCE, "hello").with(JOB, job().json());
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), new FakeInvocation(10_000));
    assertFailed("takes longer to translate");
  }

  @Test
  void clientThatLeftDoesNotKeepTheJobAlive() {
    connections.gone("c1=");
    s3.with(JOB, job().json());
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), invocation);
    assertThat(s3.objects).isEmpty();
    assertThat(invocation.logged).anyMatch(line -> line.contains("could not be told"));
  }

  /** S3 delivers each notification at least once. */
  @Test
  void jobThatIsDoneIsNotDoneAgain() {
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), invocation);
    assertThat(translate.requests).isEmpty();
    assertThat(connections.received).isEmpty();
  }

  private void work(String document) {
    s3.with(SOURCE, document).with(JOB, job().json());
    worker().handleRequest(Events.bucket("ObjectCreated:Put", JOB), invocation);
  }

  private void assertFailed(String reason) {
    assertThat(connections.received.get("c1="))
        .singleElement()
        .asString()
        .contains("\"type\":\"error\"", reason, "\"key\":\"" + SOURCE + "\"");
    assertThat(s3.objects).doesNotContainKeys(JOB, RESULT);
  }

  private TranslateDocument worker() {
    Retry retry =
        new Retry(
            new Retry.Patience(4, Duration.ofMillis(1), Duration.ofMillis(1)),
            duration -> {},
            () -> 1);
    return new TranslateDocument(
        new TranslateDocument.Services(
            () -> s3, () -> new DocumentTranslation(translate, retry), connections.clients()),
        () -> FakeConnections.ENDPOINT);
  }

  private static TranslationJob job() {
    return new TranslationJob(SOURCE, RESULT, "en", "de", "c1=");
  }
}
