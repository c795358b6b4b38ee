package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
  private static final String MAIN = "dev.wsemulator.internal.function.process.jvm.JavaRuntime";

  @TempDir Path folder;
  private Path task;

  @BeforeEach
  void createTask() throws IOException {
    task = Files.createDirectories(folder.resolve("task"));
  }

  private List<String> command(Map<String, String> variables, Integer debugPort) {
    JavaCommand commands =
        new JavaCommand(() -> new Bootstraps(folder), () -> new TrustStores(folder));
    ChildCode code = new ChildCode(ChildProcess.of("java21", "chat.Chat", task), List.of());
    CodeFolders.Layout layout = new CodeFolders.Layout(task, null);
    return commands.of(
        new RuntimeCommands.Start(code, layout, variables, debugPort), Path.of("java"));
  }

  @Test
  void memoryAndSpeedAreThoseOfLambda() {
    assertThat(command(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"), null))
        .startsWith(
            "java", "-Xmx445644k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")
        .endsWith(MAIN, task.toString());
  }

  @Test
  void optionsOfTheFunctionComeInPlaceOfOurs() {
    String own =
        "-XX:MaxHeapSize=64m -XX:+UseG1GC -XX:-TieredCompilation -Xshare:off"
            + " -Dfile.encoding=ISO-8859-1";
    assertThat(command(Map.of("JAVA_TOOL_OPTIONS", own), null))
        .noneMatch(option -> option.startsWith("-X") || option.startsWith("-Dfile.encoding"));
  }

  @Test
  void callsLeadToTheEmulator() {
    assertThat(command(Map.of("HTTPS_PROXY", "http://127.0.0.1:3001"), null))
        .contains(
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=3001",
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=3001",
            "-Dhttp.nonProxyHosts=localhost|*.localhost|127.*|[::1]");
  }

  @Test
  void aDebuggerAttachesAtItsPort() {
    assertThat(command(Map.of(), 5005))
        .contains("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005");
  }

  @Test
  void theClassPathHasTheJarsBesideTheCodeThenThoseOfLayersThenLibraries() throws IOException {
    Path own = file("task/lib/b.jar");
    Path other = file("task/lib/a.jar");
    file("task/lib/notes.txt");
    Path layer = file("opt/java/lib/layer.jar");
    Path library = file("library.jar");
    ChildCode code = new ChildCode(ChildProcess.of("java21", "chat.Chat", task), List.of(library));
    assertThat(JavaCommand.classPath(code, new CodeFolders.Layout(task, folder.resolve("opt"))))
        .containsExactly(task, other, own, layer, library);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  @Test
  void javaRunsInAJvmOfItsOwnWhereThatIsAskedFor() {
    FunctionDefinition.Code files =
        new FunctionDefinition.Files("chat.Chat", List.of(task), "java17");
    ProcessSettings.Builder settings = ProcessSettings.builder();
    assertThat(runs(settings, files)).isFalse();
    assertThat(runs(settings.program("java11", task), files)).isFalse();
    assertThat(runs(settings.program("java17", task), files)).isTrue();
    assertThat(runs(ProcessSettings.builder().isolateJava(true), files)).isTrue();
    assertThat(runs(settings, ChildProcess.of("java21", "chat.Chat", task))).isTrue();
  }

  private static boolean runs(ProcessSettings.Builder settings, FunctionDefinition.Code code) {
    try (ChildProcesses children = new ChildProcesses(settings.build())) {
      return children.runs(code);
    }
  }
}
