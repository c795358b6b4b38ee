package dev.wsemulator.it.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.LambdaFunction;

/** Without a test framework. */
public final class PlainJava {
  private static final LambdaFunction GREET =
      event -> "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);

  private PlainJava() {}

  /** Greets and prints what is answered. */
  public static void main(String... arguments) {
    WebSocketApi api =
        WebSocketApi.builder("greetings")
            .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
            .build();
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder().api(api).function("Greet", GREET).start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"greet\"}");
      System.out.println(client.next());
    }
  }
}
