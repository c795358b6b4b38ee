package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.List;

/** A program whose function calls the emulator by TLS, as code for AWS does. */
final class SecureProgram {
  /** Answers the status of a call of the host that the event names. */
  static final String SOURCE =
      """
      package app;

      import com.amazonaws.services.lambda.runtime.Context;
      import com.amazonaws.services.lambda.runtime.RequestHandler;
      import java.net.HttpURLConnection;
      import java.net.URL;
      import java.util.Map;

      public class Handler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
          Map<?, ?> request = (Map<?, ?>) event.get("requestContext");
          String host = (String) request.get("domainName");
          String status;
          try {
            URL url = new URL("https://" + host + "/_emulator/health");
            status = "" + ((HttpURLConnection) url.openConnection()).getResponseCode();
          } catch (java.io.IOException e) {
            status = e.toString();
          }
          return Map.of("statusCode", 200, "body", status);
        }
      }
      """;

  private SecureProgram() {}

  static String run(String classes) {
    FunctionDefinition function =
        FunctionDefinition.of(
            "Call", new FunctionDefinition.Files("app.Handler", List.of(Path.of(classes))));
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .api(
                    WebSocketApi.builder("chat")
                        .route(Route.twoWay("call", Integration.lambdaProxy("Call")))
                        .build())
                .function(function)
                .start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"call\"}");
      return client.next();
    }
  }
}
