package dev.wsemulator.it.runtime;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Functions in JavaScript, which Node.js runs. */
final class NodeLanguage extends Language {
  NodeLanguage() {
    super("node");
  }

  @Override
  Optional<String> missing() {
    return missingProgram("node", "--version");
  }

  @Override
  void writeCode(Path folder) throws IOException {
    copy(folder, "cases.js", "version.js", "imports.js", "syntax.js", "starts.js");
  }

  @Override
  void writeVersion(Path folder, String version) throws IOException {
    Files.writeString(folder.resolve("version.js"), "module.exports = '%s';\n".formatted(version));
  }

  @Override
  void writeLayer(Path folder, String greeting) throws IOException {
    Path module = Files.createDirectories(folder.resolve("nodejs/node_modules/greeting"));
    Files.writeString(module.resolve("index.js"), "exports.words = '%s';\n".formatted(greeting));
  }

  @Override
  FunctionDefinition.Code code(Path folder, String handler) {
    return ChildProcess.of("nodejs20.x", handler, folder);
  }
}
