package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.internal.function.process.system.ProgramVersions;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RuntimeProgramsTest {
  @TempDir private Path folder;
  private ChildProcess code;
  private CodeFolders.Layout layout;
  private RuntimePrograms programs;

  @BeforeEach
  void createPrograms() {
    code = ChildProcess.of("python3.9", "app.handler", folder);
    layout = new CodeFolders.Layout(folder, null);
    programs =
        new RuntimePrograms(
            HostSystem.of("Linux", Map.of("PATH", folder.toString())),
            ProcessSettings.defaults(),
            new ProgramVersions());
  }

  private Path program(String name, String says, int status) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name), "#!/bin/sh\necho '%s'\nexit %d\n".formatted(says, status));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void aProgramOfTheVersionAskedForComesFirst() throws IOException {
    program("python3", "Python 3.11.7", 0);
    Path asked = program("python3.9", "Python 3.9.18", 0);
    assertThat(programs.program(code, layout)).isEqualTo(asked);
    assertThat(programs.warning(code)).isEmpty();
  }

  @Test
  void aProgramThatAVersionManagerOnlyStandsInForIsPassedOver() throws IOException {
    program("python3.9", "python3.9: command not found; it exists in 3.9.18", 127);
    Path other = program("python3", "Python 3.11.7", 0);
    assertThat(programs.program(code, layout)).isEqualTo(other);
    assertThat(programs.warning(code).orElseThrow())
        .startsWith("It asks for python3.9 and runs on " + other + ", which has version 3.11");
  }

  @Test
  void theFirstProgramIsTakenIfNoneSaysItsVersion() throws IOException {
    Path asked = program("python3.9", "a build of our own", 0);
    program("python3", "another", 0);
    assertThat(programs.program(code, layout)).isEqualTo(asked);
  }

  @Test
  void javaRunsOnTheJvmOfTheEmulatorUnlessAnotherIsNamed() throws IOException {
    ChildProcess java = ChildProcess.of("java11", "app.Handler", folder);
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(programs.program(java, layout)).isEqualTo(own);
    assertThat(programs.warning(java)).isEmpty();
    Path old = program("java8", "openjdk 8.0.402", 0);
    assertThat(naming("java11", old).program(java, layout)).isEqualTo(old);
    assertThat(naming("java11", old).warning(java).orElseThrow())
        .startsWith("It asks for java11 and runs on " + old + ", which has version 8.");
  }

  private RuntimePrograms naming(String runtime, Path program) {
    return new RuntimePrograms(
        HostSystem.of("Linux", Map.of("PATH", folder.toString())),
        ProcessSettings.builder().program(runtime, program).build(),
        new ProgramVersions());
  }

  @Test
  void aMissingProgramIsToldWithWhatToDo() {
    assertThatThrownBy(() -> programs.program(code, layout))
        .isInstanceOf(RuntimePrograms.MissingProgram.class)
        .hasMessageContaining("no program \"python3.9\" on the PATH")
        .hasMessageContaining("--runtime python3.9=PATH");
  }
}
