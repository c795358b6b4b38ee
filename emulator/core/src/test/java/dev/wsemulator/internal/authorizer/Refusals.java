package dev.wsemulator.internal.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;

/** The service's answer to a client that is not let in, byte for byte. */
final class Refusals {
  static final String DENIED =
      "User is not authorized to access this resource with an explicit deny in an identity-based"
          + " policy";
  static final String NOT_ALLOWED =
      "User is not authorized to access this resource because no identity-based policy allows the"
          + " execute-api:Invoke action";

  private Refusals() {}

  /** Checks all that was answered; returns the ids that are named. */
  static Ids assertRefused(Answer answer, int status, String message) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    Json body = Json.parse(Rig.bytes(answer.body())).orElseThrow();
    Ids ids = new Ids(Rig.at(body, "connectionId"), Rig.at(body, "requestId"));
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
                .formatted(message, ids.connection(), ids.request()));
    assertThat(ids.connection()).matches("[A-Za-z0-9_-]{18}==");
    assertThat(ids.request()).matches("[A-Za-z0-9_-]{15}=");
    assertThat(answer.lines()).hasSize(5);
    assertThat(answer.lines().get(0)).startsWith("Date: ");
    assertThat(answer.lines().subList(1, 5))
        .containsExactly(
            "Content-Type: application/json; charset=UTF-8",
            "Content-Length: " + (86 + message.length()),
            "Connection: keep-alive",
            "x-amz-apigw-id: " + ids.request());
    return ids;
  }

  record Ids(String connection, String request) {}
}
