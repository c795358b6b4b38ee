package dev.wsemulator.it.fault;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The authority that has signed the certificates of the emulators of this JVM. Functions in child
 * processes get it, so one in Python tells it.
 */
final class Authority {
  private static final String CODE =
      """
      import os

      def handler(event, context):
          with open(os.environ["NODE_EXTRA_CA_CERTS"]) as file:
              return {"statusCode": 200, "body": file.read()}
      """;

  private Authority() {}

  /** Returns what is missing to learn it. */
  static Optional<String> missing() {
    try {
      new ProcessBuilder("python3", "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("There is no Python, whose functions know the emulator's authority.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Writes its certificate into a folder; returns the file. */
  static Path write(Path folder) throws IOException {
    Path code = Files.createDirectories(folder.resolve("code"));
    Files.writeString(code.resolve("tells.py"), CODE);
    FunctionDefinition function =
        FunctionDefinition.builder("Tells", ChildProcess.of("python3.11", "tells.handler", code))
            .build();
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .function(function)
                .api(
                    WebSocketApi.builder("authority")
                        .route(Route.twoWay("$default", Integration.lambdaProxy("Tells")))
                        .build())
                .start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("authority");
      return Files.writeString(folder.resolve("authority.pem"), client.next());
    }
  }
}
