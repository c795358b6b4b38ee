package dev.wsemulator.internal.function.substitute;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Substitutes for the methods of the JDK that start processes: these get the function's environment
 * variables, and begin in its folder. Thread-safe.
 */
public final class FunctionProcesses {
  /** Builders that have the function's environment and not the process's. */
  private static final Set<ProcessBuilder> PREPARED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private FunctionProcesses() {}

  /** Replaces {@link ProcessBuilder#environment}. */
  public static Map<String, String> environment(ProcessBuilder builder) {
    Map<String, String> variables = builder.environment();
    if (PREPARED.add(builder)) {
      variables.clear();
      variables.putAll(FunctionSystem.getenv());
    }
    return variables;
  }

  /** Replaces {@link ProcessBuilder#start}. */
  public static Process start(ProcessBuilder builder) throws IOException {
    File own = prepare(builder);
    try {
      return builder.start();
    } finally {
      builder.directory(own);
    }
  }

  /** Replaces {@link ProcessBuilder#startPipeline}. */
  public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
    File[] own = builders.stream().map(FunctionProcesses::prepare).toArray(File[]::new);
    try {
      return ProcessBuilder.startPipeline(builders);
    } finally {
      for (int i = 0; i < own.length; i++) {
        builders.get(i).directory(own[i]);
      }
    }
  }

  /** Returns the folder that the builder had. */
  private static File prepare(ProcessBuilder builder) {
    FunctionSystem.unpackAll();
    environment(builder);
    File own = builder.directory();
    builder.directory(own == null ? FunctionSystem.folder() : own);
    return own;
  }

  /** Replaces {@link Runtime#exec(String)}. */
  public static Process exec(Runtime runtime, String command) throws IOException {
    return exec(runtime, command, null, null);
  }

  /** Replaces {@link Runtime#exec(String, String[])}. */
  public static Process exec(Runtime runtime, String command, String @Nullable [] variables)
      throws IOException {
    return exec(runtime, command, variables, null);
  }

  /** Replaces {@link Runtime#exec(String, String[], File)}. */
  public static Process exec(
      Runtime runtime, String command, String @Nullable [] variables, @Nullable File folder)
      throws IOException {
    StringTokenizer words = new StringTokenizer(command);
    String[] all = new String[words.countTokens()];
    for (int i = 0; i < all.length; i++) {
      all[i] = words.nextToken();
    }
    return exec(runtime, all, variables, folder);
  }

  /** Replaces {@link Runtime#exec(String[])}. */
  public static Process exec(Runtime runtime, String[] command) throws IOException {
    return exec(runtime, command, null, null);
  }

  /** Replaces {@link Runtime#exec(String[], String[])}. */
  public static Process exec(Runtime runtime, String[] command, String @Nullable [] variables)
      throws IOException {
    return exec(runtime, command, variables, null);
  }

  /** Replaces {@link Runtime#exec(String[], String[], File)}. */
  public static Process exec(
      Runtime runtime, String[] command, String @Nullable [] variables, @Nullable File folder)
      throws IOException {
    FunctionSystem.unpackAll();
    String[] own =
        FunctionSystem.getenv().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toArray(String[]::new);
    return runtime.exec(
        command,
        variables == null ? own : variables,
        folder == null ? FunctionSystem.folder() : folder);
  }
}
