package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.code.ClassPath;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes over files of functions that have changed, where they are whole. Used once. */
public final class CodeReloader {
  private final RuntimeParts parts;
  private final Collection<DeployedFunction> functions;
  private final List<String> renewed = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  CodeReloader(RuntimeParts parts, Collection<DeployedFunction> functions) {
    this.parts = parts;
    this.functions = functions;
  }

  /** Returns the names of the functions that have new code. */
  public List<String> renewed() {
    return List.copyOf(renewed);
  }

  /** Returns why others keep their old code, a sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  CodeReloader run() {
    parts.classPaths().outdated().forEach(this::renew);
    functions.forEach(this::renewProcesses);
    if (!renewed.isEmpty()) {
      parts.workers().renew();
    }
    return this;
  }

  private void renewProcesses(DeployedFunction function) {
    if (function.host().renewIfChanged()) {
      renewed.add(name(function));
    }
  }

  private void renew(List<Path> paths, ClassPath before) {
    List<DeployedFunction> concerned =
        functions.stream()
            .filter(one -> !one.hasProcesses() && files(one).classPath().equals(paths))
            .toList();
    try {
      ClassPath now = ClassPath.copyOf(paths, before);
      try {
        concerned.forEach(one -> requireHandler(one, before, now));
      } catch (RuntimeException e) {
        now.release();
        throw e;
      }
      if (!parts.classPaths().replace(paths, before, now)) {
        now.release(); // no function has these paths any more
        return;
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      String names =
          String.join(", ", concerned.stream().map(CodeReloader::name).sorted().toList());
      problems.add("The code of %s is not whole: %s".formatted(names, reason(e)));
      return;
    }
    for (DeployedFunction function : concerned) {
      function.renew();
      renewed.add(name(function));
    }
    before.release();
  }

  /** A build that deletes first must not take a handler away for a moment. */
  private static void requireHandler(DeployedFunction function, ClassPath before, ClassPath now) {
    String className = files(function).handler().split("::")[0];
    if (before.find(className) != null && now.find(className) == null) {
      throw new IllegalArgumentException("the class " + className + " is gone.");
    }
  }

  private static FunctionDefinition.Files files(DeployedFunction function) {
    return function.definition().code() instanceof FunctionDefinition.Files files
        ? files
        : new FunctionDefinition.Files("", List.of());
  }

  private static String name(DeployedFunction function) {
    return function.definition().name();
  }

  private static String reason(RuntimeException e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null
        ? e.getMessage()
        : e.getMessage() + " " + cause.getMessage();
  }
}
