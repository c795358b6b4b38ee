package dev.wsemulator.it.runtime;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Functions in Go with AWS's library for them: a program named {@code bootstrap}. */
final class GoLanguage extends Language {
  GoLanguage() {
    super("go");
  }

  @Override
  Optional<String> missing() {
    return missingProgram("go", "version").or(GoProgram::missing);
  }

  @Override
  void writeCode(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.copy(GoProgram.built(), folder.resolve("bootstrap"));
    writeVersion(folder, "version 0");
  }

  @Override
  void writeVersion(Path folder, String version) throws IOException {
    Files.writeString(folder.resolve("version.txt"), version);
  }

  @Override
  void writeLayer(Path folder, String greeting) throws IOException {
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("greeting");
    Files.writeString(program, "#!/bin/sh\nprintf '%%s' '%s'\n".formatted(greeting));
    if (!program.toFile().setExecutable(true)) {
      throw new IOException("Not executable: " + program);
    }
  }

  @Override
  FunctionDefinition.Code code(Path folder, String handler) {
    return ChildProcess.of("provided.al2023", handler, folder);
  }
}
