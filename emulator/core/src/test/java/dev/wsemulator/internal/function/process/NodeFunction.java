package dev.wsemulator.internal.function.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function for Node.js that a test writes into a folder and starts with the bootstrap against a
 * {@link ScriptedRuntimeApi} of its own. Closing it ends both.
 */
final class NodeFunction implements AutoCloseable {
  private static final int MAJOR = BootstrapProcess.majorVersion("node", "--version");

  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final ScriptedRuntimeApi api = ScriptedRuntimeApi.start();
  private BootstrapProcess process;

  /** A function whose task root is this folder; skips the test where there is no Node.js. */
  NodeFunction(Path folder) {
    assumeTrue(MAJOR > 0, "This test needs the command \"node\" on the PATH.");
    this.folder = folder;
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("LAMBDA_TASK_ROOT", folder.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "chat");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/chat");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]0");
    runtime("nodejs20.x");
  }

  /** Skips the test on an older Node.js. */
  void assumeNode(int major) {
    assumeTrue(MAJOR >= major, "This test needs Node.js " + major + " or newer.");
  }

  /** Writes a file of the function. */
  NodeFunction file(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  NodeFunction variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The runtime the function is deployed for, such as {@code nodejs22.x}. */
  NodeFunction runtime(String id) {
    return variable("AWS_EXECUTION_ENV", "AWS_Lambda_" + id);
  }

  /** Starts the process with this handler, such as {@code index.handler}. */
  NodeFunction start(String handler) {
    variable("_HANDLER", handler);
    Path bootstrap = bootstrapFolder();
    List<String> command = new ArrayList<>(List.of("node", "--require"));
    command.add(bootstrap.resolve("hook.cjs").toString());
    command.add(bootstrap.resolve("bootstrap.mjs").toString());
    process = BootstrapProcess.start(folder, environment, command);
    return this;
  }

  ScriptedRuntimeApi api() {
    return api;
  }

  BootstrapProcess process() {
    return process;
  }

  /** The body of the answer to an event. */
  String answer(String event) {
    ScriptedRuntimeApi.Report report = api.invoke(event);
    if (report.kind() != ScriptedRuntimeApi.Kind.RESPONSE) {
      throw new AssertionError("The function failed: " + report.body());
    }
    return report.body();
  }

  /** The next report, which must be of this kind. */
  ScriptedRuntimeApi.Report take(ScriptedRuntimeApi.Kind kind) {
    ScriptedRuntimeApi.Report report = api.take();
    if (report.kind() != kind) {
      throw new AssertionError("Not a report of kind " + kind + ": " + report);
    }
    return report;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    api.close();
  }

  private static Path bootstrapFolder() {
    try {
      URI bootstrap = NodeFunction.class.getResource("node/bootstrap.mjs").toURI();
      return Path.of(bootstrap).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
