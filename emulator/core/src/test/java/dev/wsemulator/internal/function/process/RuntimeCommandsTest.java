package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.process.system.ProgramVersions;
import dev.wsemulator.lambda.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of runtimes, and the wrappers that start them. */
class RuntimeCommandsTest {
  private static final String WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";

  @TempDir private Path folder;
  private Path task;
  private Path opt;

  @BeforeEach
  void layOut() throws IOException {
    task = Files.createDirectories(folder.resolve("task"));
    opt = Files.createDirectories(folder.resolve("layer"));
  }

  private List<String> command(
      String runtime, Map<String, String> variables, Path program, Integer debugPort) {
    RuntimeCommands commands =
        new RuntimeCommands(
            () -> new Bootstraps(folder), () -> new TrustStores(folder), new ProgramVersions());
    ChildCode code = new ChildCode(ChildProcess.of(runtime, "a.handler", task), List.of());
    return commands.of(
        new RuntimeCommands.Start(code, new CodeFolders.Layout(task, opt), variables, debugPort),
        program);
  }

  private Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assumeTrue(file.toFile().setExecutable(true));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"3.10, false", "3.11, true", "3.14, true"})
  void aDebuggerStopsInAllModulesOfPython(String version, boolean isOff) throws IOException {
    Path python = executable(folder.resolve("program"), "#!/bin/sh\necho Python " + version + ".1");
    List<String> command = command("python3.12", Map.of(), python, 9229);
    assertThat(command)
        .containsSubsequence("-m", "debugpy", "--listen", "127.0.0.1:9229")
        .startsWith(python.toString(), "-X", "utf8");
    assertThat(command.contains("frozen_modules=off")).isEqualTo(isOff);
    assertThat(command("python3.12", Map.of(), python, null)).doesNotContain("frozen_modules=off");
  }

  @Test
  void aScriptOfALayerStartsTheRuntimeWithTheFoldersHere() throws IOException {
    Files.writeString(opt.resolve("wrapper"), "#!/bin/sh\nexec /opt/tool \"$@\"\n");
    Path node = Path.of("node");
    List<String> command = command("nodejs22.x", Map.of(WRAPPER, "/opt/wrapper"), node, null);
    Path wrapper = Path.of(command.get(0));
    assertThat(wrapper).content().isEqualTo("#!/bin/sh\nexec %s/tool \"$@\"\n".formatted(opt));
    assertThat(wrapper).isExecutable();
    assertThat(command.subList(1, command.size()))
        .isEqualTo(command("nodejs22.x", Map.of(), node, null));
    assertThat(command("nodejs22.x", Map.of(WRAPPER, "/opt/wrapper"), node, null))
        .as("the script is written once")
        .isEqualTo(command);
  }

  @Test
  void aWrapperThatIsNoScriptIsStartedItself() throws IOException {
    Path own = Files.write(task.resolve("wrapper"), new byte[] {1, 2, 3});
    for (String name : List.of("/var/task/wrapper", "wrapper")) {
      assertThat(command("python3.12", Map.of(WRAPPER, name), Path.of("python3"), null))
          .startsWith(own.toString(), "python3");
    }
    assertThat(own).isExecutable();
  }

  @Test
  void aMissingWrapperIsNamed() {
    assertThatThrownBy(
            () -> command("nodejs22.x", Map.of(WRAPPER, "/opt/none"), Path.of("node"), null))
        .isInstanceOf(RuntimePrograms.MissingProgram.class)
        .hasMessageContaining("There is no file /opt/none, which AWS_LAMBDA_EXEC_WRAPPER names.");
  }

  @Test
  void programsOfTheFunctionHaveNoWrapper() {
    assertThat(command("provided.al2023", Map.of(WRAPPER, "/opt/none"), Path.of("bootstrap"), null))
        .containsExactly("bootstrap");
  }
}
