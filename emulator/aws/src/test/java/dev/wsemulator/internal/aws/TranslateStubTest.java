package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.translate.TranslateClient;
import software.amazon.awssdk.services.translate.model.InternalServerException;
import software.amazon.awssdk.services.translate.model.TextSizeLimitExceededException;
import software.amazon.awssdk.services.translate.model.TranslateException;
import software.amazon.awssdk.services.translate.model.TranslateTextResponse;
import software.amazon.awssdk.services.translate.model.UnsupportedLanguagePairException;

/**
 * The stub through the real client.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/translate/latest/APIReference/API_TranslateText.html">TranslateText</a>
 */
class TranslateStubTest {
  private final AwsEnvironment aws =
      AwsEnvironment.embedded(TranslateOptions.defaults().withGlossary(Map.of("Lambda", "λ")));
  private TranslateClient client;

  @BeforeEach
  void start() {
    aws.start(TestStack.context(Stack.of(List.of(), List.of())));
    client =
        TranslateClient.builder()
            .endpointOverride(aws.endpoint("translate"))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(TestClients.credentials(AccessKey.OWNER))
            .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
            .build();
  }

  @AfterEach
  void close() {
    client.close();
    aws.close();
  }

  @Test
  void eachLineIsMarkedAndKeepsItsPlace() {
    assertThat(translate("Hello\n\n  world\r\n", "en", "de").translatedText())
        .isEqualTo("[de] Hello\n\n  [de] world\r\n");
  }

  @Test
  void glossaryReplacesWholeWords() {
    assertThat(translate("Lambda, not Lambdas", "en", "fr").translatedText())
        .isEqualTo("[fr] λ, not Lambdas");
  }

  @Test
  void glossaryIsReadFromAFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(folder.resolve("terms.tsv"), "# terms\n\ncloud\tWolke\nS3 = Eimer\n");
    assertThat(TranslateOptions.defaults().withGlossary(file).glossary())
        .isEqualTo(Map.of("cloud", "Wolke", "S3", "Eimer"));
    Path broken = Files.writeString(folder.resolve("broken.tsv"), "\nnothing\n");
    assertThatThrownBy(() -> TranslateOptions.defaults().withGlossary(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.tsv:2");
  }

  @Test
  void sourceLanguageIsDetected() {
    assertThat(translate("Ich bin nicht da", "auto", "en").sourceLanguageCode()).isEqualTo("de");
    assertThat(translate("こんにちは", "auto", "en").sourceLanguageCode()).isEqualTo("ja");
    assertThat(translate("zzz", "auto", "de").sourceLanguageCode()).isEqualTo("en");
  }

  @Test
  void textOfTenThousandBytesIsTheLongest() {
    assertThat(translate("ü".repeat(5_000), "en", "de").translatedText()).startsWith("[de] ü");
    assertThatThrownBy(() -> translate("ü".repeat(5_000) + "x", "en", "de"))
        .isInstanceOf(TextSizeLimitExceededException.class)
        .hasMessageContaining("10001 bytes");
  }

  @Test
  void emptyTextIsInvalid() {
    assertThatThrownBy(() -> translate("", "en", "de"))
        .isInstanceOfSatisfying(
            TranslateException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.statusCode()).isEqualTo(400);
            });
  }

  @Test
  void unknownLanguageIsUnsupported() {
    assertThatThrownBy(() -> translate("Hello", "en", "tlh"))
        .isInstanceOf(UnsupportedLanguagePairException.class);
  }

  @Test
  void failsAsOftenAsTold() {
    aws.translate().failNext(1, "ThrottlingException");
    assertThatThrownBy(() -> translate("Hello", "en", "de"))
        .isInstanceOfSatisfying(
            TranslateException.class,
            e -> {
              assertThat(e.isThrottlingException()).isTrue();
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
            });
    aws.translate().failNext(1, "InternalServerException");
    assertThatThrownBy(() -> translate("Hello", "en", "de"))
        .isInstanceOfSatisfying(
            InternalServerException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    assertThat(translate("Hello", "en", "de").translatedText()).isEqualTo("[de] Hello");
  }

  @Test
  void isAsSlowAsTold() {
    translate("Hello", "en", "de");
    aws.translate().delayBy(Duration.ofMillis(300));
    long start = System.nanoTime();
    translate("Hello", "en", "de");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void languagesAreListed() {
    assertThat(client.listLanguages(request -> {}).languages())
        .extracting("languageCode")
        .contains("de", "zh-TW");
  }

  private TranslateTextResponse translate(String text, String source, String target) {
    return client.translateText(
        request -> request.text(text).sourceLanguageCode(source).targetLanguageCode(target));
  }
}
