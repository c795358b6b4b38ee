package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test outside Quarkus' class loaders, so the JVM has the emulator's classes twice. */
class SecondTest {
  private static final LambdaFunction GREET =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.of(
          builder ->
              builder
                  .api(
                      WebSocketApi.builder("greetings")
                          .route(Route.of("greet", Integration.lambdaProxy("Greet")).twoWay())
                          .build())
                  .function("Greet", GREET));

  @Test
  void whoeverGreetsIsGreeted(TestClient client) {
    client.send("{\"action\":\"greet\"}");
    assertEquals("hello", client.next());
  }
}
