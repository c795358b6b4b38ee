package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.List;

/** A program that a debugger is attached to: runs a function of a folder once. */
final class DebuggedProgram {
  private DebuggedProgram() {}

  public static void main(String[] arguments) {
    FunctionDefinition function =
        FunctionDefinition.of(
            "Greet", new FunctionDefinition.Files("app.Handler", List.of(Path.of(arguments[0]))));
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .api(
                    WebSocketApi.builder("chat")
                        .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
                        .build())
                .function(function)
                .debug(true)
                .start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"greet\"}");
      System.out.println("answered: " + client.next());
    }
  }
}
