package dev.wsemulator.it.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The program of the functions in Go; built once, and only where Go can load its library. */
final class GoProgram {
  private static final Path FOLDER = Path.of("target/runtime/go").toAbsolutePath();

  private static Optional<String> problem;

  private GoProgram() {}

  /** Returns why it cannot be built. */
  static synchronized Optional<String> missing() {
    if (problem == null) {
      try {
        problem = build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return problem;
  }

  static Path built() {
    return FOLDER.resolve("bootstrap");
  }

  private static Optional<String> build() throws IOException {
    new GoLanguage().copy(FOLDER, "main.go", "go.mod", "go.sum");
    Path output = FOLDER.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("go", "build", "-trimpath", "-o", "bootstrap", ".")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=readonly"));
    try {
      if (builder.start().waitFor() == 0) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    String words = Files.readString(output, UTF_8).strip();
    if (!words.contains("aws-lambda-go@") && !words.contains("requires go")) {
      throw new AssertionError("The functions in Go do not compile: " + words);
    }
    return Optional.of("Go cannot load the library for functions: " + words);
  }
}
