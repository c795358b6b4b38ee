package dev.wsemulator.internal.function.process;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that run functions in an interpreter, as files: each language's are written when the
 * first function needs them. Thread-safe.
 */
final class Bootstraps {
  private static final String JAVA = "java";

  /** The files of each language but Java, whose jar is made of classes. */
  static final Map<String, List<String>> FILES =
      Map.of(
          "node",
          List.of(
              "bootstrap.mjs",
              "calls-home.cjs",
              "completion.cjs",
              "console.cjs",
              "context.cjs",
              "duplex-pair.cjs",
              "end-of-parent.cjs",
              "errors.cjs",
              "fetch-home.cjs",
              "handler.cjs",
              "hook.cjs",
              "http2-home.cjs",
              "invocations.cjs",
              "lambda-paths.cjs",
              "lambda-places.cjs",
              "led-hosts.cjs",
              "missing-sdk.cjs",
              "module-candidates.cjs",
              "module-path-hooks.mjs",
              "module-path.cjs",
              "response-stream.cjs",
              "response-streaming.cjs",
              "runtime-api.cjs",
              "runtime-version.cjs",
              "runtime.cjs",
              "sdk-v2.cjs",
              "streaming-invocation.cjs",
              "websocket-home.cjs"),
          "python",
          List.of(
              "after_import.py",
              "bootstrap.py",
              "console.py",
              "context.py",
              "current.py",
              "end_of_parent.py",
              "errors.py",
              "fault.py",
              "handler.py",
              "hook.py",
              "lambda_paths.py",
              "led_encryption.py",
              "led_sockets.py",
              "log.py",
              "log_settings.py",
              "missing_module.py",
              "payload.py",
              "runtime.py",
              "runtime_api.py"));

  private final Path folder;
  private final Map<String, Path> written = new ConcurrentHashMap<>();

  /**
   * Writes nothing yet.
   *
   * @param folder a folder of the emulator's own
   */
  Bootstraps(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the folder with the files of a language.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  Path folder(String language) {
    return written.computeIfAbsent(language, this::write);
  }

  private Path write(String language) {
    try {
      Path target = Files.createDirectories(folder.resolve(language));
      if (language.equals(JAVA)) {
        RuntimeJar.write(target.resolve("runtime.jar"), Bootstraps.class.getClassLoader());
      }
      for (String name : FILES.getOrDefault(language, List.of())) {
        try (InputStream source = Bootstraps.class.getResourceAsStream(language + "/" + name)) {
          if (source == null) {
            throw new FileNotFoundException(language + "/" + name);
          }
          Files.copy(source, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("The programs for functions could not be written.", e);
    }
  }
}
