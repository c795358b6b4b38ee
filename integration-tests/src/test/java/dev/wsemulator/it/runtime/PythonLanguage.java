package dev.wsemulator.it.runtime;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Functions in Python. */
final class PythonLanguage extends Language {
  PythonLanguage() {
    super("python");
  }

  @Override
  Optional<String> missing() {
    return missingProgram("python3", "--version");
  }

  @Override
  void writeCode(Path folder) throws IOException {
    copy(folder, "cases.py", "version.py", "imports.py", "syntax.py", "starts.py");
  }

  @Override
  void writeVersion(Path folder, String version) throws IOException {
    Files.writeString(folder.resolve("version.py"), "WORDS = '%s'\n".formatted(version));
  }

  @Override
  void writeLayer(Path folder, String greeting) throws IOException {
    Path modules = Files.createDirectories(folder.resolve("python"));
    Files.writeString(modules.resolve("greeting.py"), "WORDS = '%s'\n".formatted(greeting));
  }

  @Override
  FunctionDefinition.Code code(Path folder, String handler) {
    return ChildProcess.of("python3.11", handler, folder);
  }
}
