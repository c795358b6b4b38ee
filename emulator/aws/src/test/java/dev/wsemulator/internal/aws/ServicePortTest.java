package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.BackEnd.Calls;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServicePortTest {

  @Test
  void whoeverCallsAServiceThatCannotStartIsToldWhyInAnAnswerThatIsNotTriedAgain()
      throws Exception {
    String why = "DynamoDB Local cannot be had: there is no network.";
    try (ServicePort port =
        new ServicePort(
            "127.0.0.1",
            0,
            Map.of(
                "dynamodb",
                () -> {
                  throw new IllegalStateException(why);
                }),
            Calls.PASS)) {
      port.open();
      HttpRequest call =
          HttpRequest.newBuilder(port.uri())
              .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(501);
      assertThat(answer.body()).contains(why);
    }
  }
}
