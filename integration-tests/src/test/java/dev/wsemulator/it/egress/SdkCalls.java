package dev.wsemulator.it.egress;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.TestClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the functions of {@code sdks/template.yaml}, one for each SDK, and lets each make all calls
 * that it has. A process of its own, so that it can be one without a network: prints a line {@code
 * SDK CALL: what came of it} for each.
 */
final class SdkCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private SdkCalls() {}

  public static void main(String[] arguments) throws IOException {
    Path sdks = Path.of(arguments[0]);
    PrintStream out = System.out;
    try (WebSocketApiEmulator emulator =
            WebSocketApiEmulator.builder()
                .template(Template.of(sdks.resolve("template.yaml")))
                .backEnd(AwsEnvironment.embedded())
                .debug(true)
                .start();
        TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      for (Path sdk : sdks(sdks)) {
        for (String call : calls(sdk)) {
          out.printf("%s %s%n", sdk.getFileName(), answer(client, sdk.getFileName(), call));
        }
      }
    }
    System.exit(0);
  }

  /** Returns the folders of the SDKs that are built. */
  static List<Path> sdks(Path sdks) throws IOException {
    try (Stream<Path> folders = Files.list(sdks)) {
      return folders
          .filter(folder -> Files.isDirectory(classes(folder).resolve("lib")))
          .sorted()
          .toList();
    }
  }

  /** Returns the names of the calls that a function with an SDK has. */
  static List<String> calls(Path sdk) throws IOException {
    try (Stream<Path> files = Files.list(classes(sdk).resolve("app"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !List.of("Call", "Handler", "Nothing").contains(name))
          .sorted()
          .toList();
    }
  }

  private static Path classes(Path sdk) {
    return sdk.resolve("target/classes");
  }

  private static String answer(TestClient client, Path sdk, String call) {
    client.send("{\"sdk\":\"%s\",\"calls\":\"%s\"}".formatted(sdk, call));
    String message = client.next(PATIENCE);
    while (message.equals("posted")) {
      message = client.next(PATIENCE);
    }
    return message.strip();
  }
}
