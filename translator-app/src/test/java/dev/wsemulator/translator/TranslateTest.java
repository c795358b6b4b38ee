package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TranslateTest {
  private final FakeS3 s3 = new FakeS3();
  private final Translate translate = new Translate(() -> s3, () -> FakeS3.BUCKET);

  @Test
  void requestIsAcceptedAndLeavesOneJobForTheWorker() {
    Map<String, Object> answer = request("uploads/1/report.txt", "en", "de");
    assertThat(answer)
        .containsEntry("type", "accepted")
        .containsEntry("key", "uploads/1/report.txt")
        .containsEntry("sourceLanguage", "en")
        .containsEntry("targetLanguage", "de");
    String translationKey = (String) answer.get("translationKey");
    assertThat(translationKey).matches("translations/[0-9a-f-]{36}/report\\.de\\.txt");
    String jobKey = s3.objects.keySet().iterator().next();
    assertThat(s3.objects).hasSize(1);
    assertThat(jobKey).matches("jobs/[0-9a-f-]{36}\\.json");
    assertThat(TranslationJob.parse(s3.text(jobKey)))
        .contains(new TranslationJob("uploads/1/report.txt", translationKey, "en", "de", "c1="));
  }

  @Test
  void twoRequestsForOneDocumentHaveTwoResults() {
    assertThat(request("uploads/1/a.txt", "en", "de").get("translationKey"))
        .isNotEqualTo(request("uploads/1/a.txt", "en", "de").get("translationKey"));
  }

  @ParameterizedTest
  @CsvSource({"auto,de", "en,zh-TW", "es-MX,fa-AF"})
  void everyFormOfLanguageCodeIsAccepted(String source, String target) {
    assertThat(request("uploads/1/a.txt", source, target)).containsEntry("type", "accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "jobs/1.json, en, de, is not an uploaded document",
    "uploads/, en, de, is not an uploaded document",
    "uploads/../jobs/1.json, en, de, is not an uploaded document",
    ", en, de, key is missing",
    "uploads/1/a.txt, , de, sourceLanguage is missing",
    "uploads/1/a.txt, en, , targetLanguage is missing",
    "uploads/1/a.txt, english, de, sourceLanguage english is not a language code",
    "uploads/1/a.txt, en, auto, targetLanguage auto is not a language code",
    "uploads/1/a.txt, en, en, Choose two languages"
  })
  void requestThatMakesNoSenseIsRefusedWithTheReason(
      String key, String source, String target, String reason) {
    Map<String, Object> answer = request(key, source, target);
    assertThat(answer).containsEntry("type", "error").returns(key, error -> error.get("key"));
    assertThat((String) answer.get("message")).contains(reason);
    assertThat(s3.objects).isEmpty();
  }

  @Test
  void bodyThatIsNoObjectIsRefused() {
    assertThat(request("[1]")).containsEntry("message", "The request is not a JSON object.");
  }

  private Map<String, Object> request(String key, String source, String target) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("action", "translate");
    fields.put("key", key);
    fields.put("sourceLanguage", source);
    fields.put("targetLanguage", target);
    return request(Json.text(fields));
  }

  private Map<String, Object> request(String body) {
    String answer =
        translate.handleRequest(Events.message("c1=", body), new FakeInvocation()).getBody();
    return Json.object(answer).orElseThrow();
  }
}
