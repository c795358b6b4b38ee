package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.process.system.HostSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A debugger in Python needs a module that may lie in the function's folder or elsewhere. */
class PythonDebuggerTest {
  @TempDir Path folder;
  private Path python;

  @BeforeEach
  void needPython() {
    assumeTrue(
        HostSystem.current().find("python3").isPresent(), "There is no program \"python3\".");
    python = HostSystem.current().find("python3").orElseThrow();
  }

  /** An interpreter that has no modules but its own. */
  private Path bare() throws IOException {
    Path bare =
        Files.writeString(
            folder.resolve("bare"), "#!/bin/sh\nexec '%s' -S \"$@\"\n".formatted(python));
    assumeTrue(bare.toFile().setExecutable(true));
    return bare;
  }

  private static Map<String, String> variables() {
    return Map.of("PATH", System.getenv("PATH"));
  }

  @Test
  void aMissingModuleIsReportedWithTheCommandThatInstallsIt() throws IOException {
    Path bare = bare();
    assertThatThrownBy(() -> PythonDebugger.require(bare, folder, variables()))
        .isInstanceOf(RuntimePrograms.MissingProgram.class)
        .hasMessage(
            "The module debugpy, which a debugger needs, is not installed for %1$s. Run: %1$s -m pip install debugpy",
            bare);
  }

  @Test
  void aModuleInTheFolderOfTheFunctionIsFound() throws IOException {
    Path bare = bare();
    Files.writeString(folder.resolve("debugpy.py"), "");
    assertThatCode(() -> PythonDebugger.require(bare, folder, variables()))
        .doesNotThrowAnyException();
  }

  @Test
  void aModuleOfALayerIsFound(@TempDir Path layer) throws IOException {
    Path bare = bare();
    Files.createDirectory(layer.resolve("debugpy"));
    Files.writeString(layer.resolve("debugpy/__init__.py"), "");
    Map<String, String> variables =
        Map.of("PATH", System.getenv("PATH"), "PYTHONPATH", layer.toString());
    assertThatCode(() -> PythonDebugger.require(bare, folder, variables))
        .doesNotThrowAnyException();
  }
}
