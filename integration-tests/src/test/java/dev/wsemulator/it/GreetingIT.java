package dev.wsemulator.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GreetingIT {
  private static final LambdaFunction GREET =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("greetings")
                          .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
                          .build())
                  .function("Greet", GREET));

  @Test
  void aGreetingIsAnswered(TestClient client) {
    client.send("{\"action\":\"greet\"}");
    assertThat(client.next()).isEqualTo("hello");
  }
}
