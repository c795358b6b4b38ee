package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Compares answers with those that AWS was recorded to give. */
final class Recorded {
  private Recorded() {}

  /** Asserts a status and the exact body; of ids and times, only the shape is compared. */
  static void assertAnswer(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(
            answer
                .body()
                .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"", "\"TIME\"")
                .replaceAll("\"authorizerId\":\"[a-z0-9]{6}\"", "\"authorizerId\":\"ID\"")
                .replaceAll("\"deploymentId\":\"[a-z0-9]{6}\"", "\"deploymentId\":\"ID\"")
                .replaceAll("\"routeResponseId\":\"[a-z0-9]{6}\"", "\"routeResponseId\":\"ID\"")
                .replaceAll("\"(route|integration)Id\":\"[a-z0-9]{7}\"", "\"$1Id\":\"ID\""))
        .isEqualTo(body.replace('\'', '"'));
  }

  /** Asserts a refusal in AWS's words. */
  static void assertRefused(HttpResponse<String> answer, int status, String type, String message) {
    assertThat(answer.body()).isEqualTo("{\"message\":\"%s\"}".formatted(message));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
  }

  static void assertBadRequest(HttpResponse<String> answer, String message) {
    assertRefused(answer, 400, "BadRequestException", message);
  }

  static void assertNotFound(HttpResponse<String> answer, String message) {
    assertRefused(answer, 404, "NotFoundException", message);
  }
}
