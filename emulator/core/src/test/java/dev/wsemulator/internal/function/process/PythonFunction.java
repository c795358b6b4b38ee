package dev.wsemulator.internal.function.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A function for Python in a folder of its own, run by the bootstrap from the class path. */
final class PythonFunction implements AutoCloseable {
  private static final int MAJOR = BootstrapProcess.majorVersion("python3", "--version");

  private final Path root;
  private final Path bootstrap;
  private final ScriptedRuntimeApi api = ScriptedRuntimeApi.start();
  private final Map<String, String> environment = new HashMap<>();
  private BootstrapProcess process;

  private PythonFunction(Path folder) {
    this.root = folder.resolve("task");
    this.bootstrap = folder.resolve("bootstrap");
    environment.put("LANG", "C");
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_python3.12");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "chat");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/chat");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]1");
  }

  /** A function without files yet; the test is skipped if this machine has no Python. */
  static PythonFunction in(Path folder) {
    assumeTrue(MAJOR > 0, "This test needs the command \"python3\" on the PATH.");
    PythonFunction function = new PythonFunction(folder);
    copyBootstrap(function.bootstrap);
    return function;
  }

  PythonFunction with(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PythonFunction withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  PythonFunction start(String handler) {
    environment.put("_HANDLER", handler);
    String command = bootstrap.resolve("bootstrap.py").toString();
    process = BootstrapProcess.start(root, environment, List.of("python3", "-X", "utf8", command));
    return this;
  }

  ScriptedRuntimeApi api() {
    return api;
  }

  BootstrapProcess process() {
    return process;
  }

  Path root() {
    return root;
  }

  /** Calls the function that the event names, in functions that choose by {@code event["do"]}. */
  ScriptedRuntimeApi.Report invoke(String name) {
    return api.invoke("{\"do\":\"" + name + "\"}");
  }

  @Override
  public void close() {
    try {
      if (process != null) {
        process.close();
      }
    } finally {
      api.close();
    }
  }

  /** Copies it, as Python leaves compiled files beside it. */
  private static void copyBootstrap(Path target) {
    URL url = PythonFunction.class.getResource("python/bootstrap.py");
    try (Stream<Path> files = Files.list(Path.of(url.toURI()).getParent())) {
      Files.createDirectories(target);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
