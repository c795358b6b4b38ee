package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A function for Java in a folder of its own, run by the runtime's jar. */
final class JavaFunction implements AutoCloseable {
  private static final String IMPORTS =
      """
      package chat;
      import com.amazonaws.services.lambda.runtime.*;
      import java.io.*;
      import java.util.*;
      """;

  private final Path root;
  private final Path runtime;
  private final ScriptedRuntimeApi api = ScriptedRuntimeApi.start();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> classPath = new ArrayList<>();
  private String home = System.getProperty("java.home");
  private BootstrapProcess process;

  private JavaFunction(Path folder) {
    this.root = folder.resolve("task");
    this.runtime = new Bootstraps(folder).folder("java").resolve("runtime.jar");
    classPath.add(root.toString());
    environment.put("LANG", "C");
    environment.put("LAMBDA_TASK_ROOT", root.toString());
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "chat");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/chat");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]1");
  }

  /** Returns a function of one class with these members. */
  static JavaFunction in(Path folder, String declaration, String members) {
    JavaFunction function = new JavaFunction(folder);
    function.compile("Chat", IMPORTS + "public class Chat " + declaration + " {" + members + "}");
    return function;
  }

  private void compile(String name, String source) {
    try {
      Path file = Files.createDirectories(root.resolve("source")).resolve(name + ".java");
      Files.writeString(file, source);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "--release",
                  "11",
                  "-d",
                  root.toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  file.toString());
      assertThat(status).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the jar that a class is from on the class path. */
  JavaFunction withJarOf(Class<?> type) {
    try {
      classPath.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      return this;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a copy of Lambda's interfaces of its own on the class path. */
  JavaFunction withInterfaces() {
    return withJarOf(Context.class);
  }

  JavaFunction withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs on a JDK, and not on that of the test. */
  JavaFunction on(Path jdk) {
    home = jdk.toString();
    return this;
  }

  JavaFunction start(String handler) {
    return start(handler, List.of());
  }

  JavaFunction start(String handler, List<String> options) {
    environment.put("_HANDLER", handler);
    List<String> command = new ArrayList<>(List.of(Path.of(home, "bin", "java").toString()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp", runtime.toString(), "dev.wsemulator.internal.function.process.jvm.JavaRuntime"));
    command.addAll(classPath);
    process = BootstrapProcess.start(root, environment, command);
    return this;
  }

  ScriptedRuntimeApi api() {
    return api;
  }

  BootstrapProcess process() {
    return process;
  }

  /** Returns the JDKs beside that of the test, and that one. */
  static List<Path> jdks() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    List<Path> all = new ArrayList<>(List.of(home));
    try (Stream<Path> beside = Files.list(home.getParent())) {
      for (Path each : (Iterable<Path>) beside::iterator) {
        if (Files.isExecutable(each.resolve("bin/java")) && !all.contains(each.toRealPath())) {
          all.add(each.toRealPath());
        }
      }
    }
    return all;
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
}
