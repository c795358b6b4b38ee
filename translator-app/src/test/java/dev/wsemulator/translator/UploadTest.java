package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UploadTest {
  private final Upload upload = new Upload(new UploadLinks(Presigners::local, () -> FakeS3.BUCKET));

  @Test
  void answerHoldsAUrlToPutTheDocumentToForFifteenMinutes() {
    Map<String, Object> answer = request("{\"action\":\"upload\",\"fileName\":\"report.txt\"}");
    assertThat(answer)
        .containsEntry("type", "upload")
        .containsEntry("fileName", "report.txt")
        .containsEntry("headers", Map.of("Content-Type", "text/plain;charset=UTF-8"));
    assertThat((String) answer.get("key")).matches("uploads/[0-9a-f-]{36}/report\\.txt");
    URI url = URI.create((String) answer.get("url"));
    assertThat(url.getPath()).isEqualTo("/" + answer.get("key"));
    assertThat(url.getQuery()).contains("X-Amz-Expires=900");
  }

  /** A browser sends no header that it was not told of, so none but the host may be signed. */
  @Test
  void nothingIsSignedThatABrowserDoesNotSend() {
    String url = (String) request("{\"fileName\":\"a.txt\"}").get("url");
    assertThat(URI.create(url).getQuery())
        .contains("X-Amz-SignedHeaders=host&")
        .doesNotContainIgnoringCase("checksum");
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\texts\\a b.txt, a_b.txt",
    ".., document.txt",
    "Überblick 漢字.txt, Überblick_漢字.txt",
    "a?b#c%.txt, a_b_c_.txt"
  })
  void fileNameBecomesASafeKey(String fileName, String expected) {
    String body = Json.text(Map.of("fileName", fileName));
    assertThat((String) request(body).get("key")).endsWith("/" + expected);
  }

  @Test
  void longFileNameKeepsItsEnd() {
    String body = Json.text(Map.of("fileName", "x".repeat(5000) + ".txt"));
    assertThat((String) request(body).get("key")).hasSizeLessThan(200).endsWith("x.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"action\":\"upload\"}", "{\"fileName\":7}", "{\"fileName\":\" \"}", "["})
  void requestWithoutAFileNameIsAnsweredWithAnError(String body) {
    assertThat(request(body)).containsEntry("type", "error").containsKey("message");
  }

  private Map<String, Object> request(String body) {
    String answer =
        upload.handleRequest(Events.message("c1=", body), new FakeInvocation()).getBody();
    return Json.object(answer).orElseThrow();
  }
}
