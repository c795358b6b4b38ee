package dev.wsemulator.it.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.testng.Assert.assertEquals;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** With TestNG. */
public class GreetingTestNgIT {
  private static final LambdaFunction GREET =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  private WebSocketApiEmulator emulator;

  @BeforeClass
  public void start() {
    emulator =
        WebSocketApiEmulator.builder()
            .api(
                WebSocketApi.builder("greetings")
                    .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
                    .build())
            .function("Greet", GREET)
            .start();
  }

  @AfterClass(alwaysRun = true)
  public void stop() {
    emulator.close();
  }

  @Test
  public void aGreetingIsAnswered() {
    try (TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"greet\"}");
      assertEquals(client.next(), "hello");
    }
  }
}
