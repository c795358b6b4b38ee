package dev.wsemulator.internal.function.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The module by which a debugger attaches to a function in Python.
 *
 * @see <a href="https://github.com/microsoft/debugpy">debugpy</a>
 */
final class PythonDebugger {
  private static final String ASK =
      "import sys; from importlib.util import find_spec; sys.exit(find_spec('debugpy') is None)";

  private static final long PATIENCE_SECONDS = 5;

  private PythonDebugger() {}

  /**
   * Checks that the function finds the module.
   *
   * @param program the interpreter
   * @throws RuntimePrograms.MissingProgram if it does not
   * @throws IOException if the interpreter cannot be started
   */
  static void require(Path program, Path taskRoot, Map<String, String> variables)
      throws IOException {
    if (!isThere(program, taskRoot, variables)) {
      throw new RuntimePrograms.MissingProgram(
          "The module debugpy, which a debugger needs, is not installed for %1$s. Run: %1$s -m pip install debugpy"
              .formatted(program));
    }
  }

  private static boolean isThere(Path program, Path taskRoot, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program.toString(), "-c", ASK))
            .directory(taskRoot.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process asked = builder.start();
    asked.getOutputStream().close();
    try {
      if (asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return asked.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    asked.destroyForcibly();
    return true; // it is not known; the start will show it
  }
}
