package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.junit.jupiter.api.Test;

final class HttpUploadTest {
  private final HttpUpload upload =
      new HttpUpload(new UploadLinks(Presigners::local, () -> FakeS3.BUCKET));

  private APIGatewayV2HTTPResponse post(String body) {
    return upload.handleRequest(
        APIGatewayV2HTTPEvent.builder().withBody(body).build(), new FakeInvocation());
  }

  @Test
  void aFileNameIsAnsweredWithAUrlForIt() {
    APIGatewayV2HTTPResponse answer = post("{\"fileName\":\"report.txt\"}");
    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(answer.getHeaders()).containsEntry("content-type", "application/json");
    assertThat(Json.object(answer.getBody()).orElseThrow())
        .containsEntry("type", "upload")
        .containsEntry("fileName", "report.txt")
        .containsKeys("url", "key", "headers");
  }

  @Test
  void aBodyWithoutAFileNameIsRefused() {
    APIGatewayV2HTTPResponse answer = post(null);
    assertThat(answer.getStatusCode()).isEqualTo(400);
    assertThat(answer.getBody()).contains("fileName");
  }
}
