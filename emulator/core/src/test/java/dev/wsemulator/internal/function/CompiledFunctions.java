package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.testing.CompiledHandler;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Functions whose handlers are compiled from the bodies of their methods. */
public final class CompiledFunctions implements AutoCloseable {
  private static final String SOURCE =
      """
      package app;
      import java.io.*;
      import java.lang.invoke.*;
      import java.lang.reflect.*;
      import java.net.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;
      public class Handler {
        public String run(String event) throws Throwable {
      %s
        }
      %s
      }
      """;

  private final RunningFunctions functions;
  private final Path folder;
  private int count;

  public CompiledFunctions(Path folder) {
    this(folder, TimeSource.system());
  }

  public CompiledFunctions(Path folder, TimeSource time) {
    this.folder = folder;
    this.functions = new RunningFunctions(time);
  }

  /** Returns what a handler with this body answers, without quotes. */
  public String answer(String body) {
    return answer(deploy(classes(body, "")));
  }

  /** Returns the folder with a handler. */
  Path classes(String body, String members) {
    try {
      return CompiledHandler.of(SOURCE.formatted(body, members))
          .writeTo(folder.resolve("classes" + ++count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a jar with a handler of this body, and other files. */
  public Path jar(String body, Map<String, String> files) throws IOException {
    CompiledHandler compiled = CompiledHandler.of(SOURCE.formatted(body, ""));
    Path jar = folder.resolve("app" + ++count + ".jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.2.3");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("app/Handler.class"));
      out.write(compiled.bytes("app.Handler"));
      for (Map.Entry<String, String> text : files.entrySet()) {
        out.putNextEntry(new JarEntry(text.getKey()));
        out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  public DeployedFunction deploy(Path... classPath) {
    return deploy(Map.of(), classPath);
  }

  /** Deploys a function with these variables and {@code COLOUR}. */
  public DeployedFunction deploy(Map<String, String> variables, Path... classPath) {
    Map<String, String> all = new HashMap<>(Map.of("COLOUR", "red"));
    all.putAll(variables);
    return functions.runtime.deploy(
        FunctionDefinition.of(
                "f" + ++count,
                new FunctionDefinition.Files("app.Handler::run", List.of(classPath), "java21"))
            .toBuilder()
            .environment(all)
            .build());
  }

  public static String answer(DeployedFunction function) {
    String json = RunningFunctions.call(function, "\"event\"");
    return json.substring(1, json.length() - 1).replace("\\n", "\n").replace("\\/", "/");
  }

  String log(DeployedFunction function) {
    return functions
        .runtime
        .logs()
        .find(function.definition().name())
        .orElseThrow()
        .lines()
        .stream()
        .map(LogLine::text)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    functions.close();
  }
}
