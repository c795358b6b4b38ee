package dev.wsemulator.it.runtime;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;

/** Functions in Java, in a JVM of their own; their sources are those of Java, with other words. */
final class JavaProcessLanguage extends JavaLanguage {
  private final Language sources = new JavaLanguage();

  JavaProcessLanguage() {
    super("java-process");
  }

  /** Says the number of the process, where a function in the emulator's own has none. */
  @Override
  String source(String file) {
    return sources
        .text(file)
        .replace(
            "println(\"process 0 ", "println(\"process \" + ProcessHandle.current().pid() + \" ")
        .replace("\"process\", 0", "\"process\", ProcessHandle.current().pid()");
  }

  @Override
  FunctionDefinition.Code code(Path folder, String handler) {
    return ChildProcess.of(
        "java" + Runtime.version().feature(), JavaLanguage.handler(handler), folder);
  }

  @Override
  boolean hasProcesses() {
    return true;
  }
}
