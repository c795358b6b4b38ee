package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.Stack;
import java.util.List;

/** Warnings of runtimes for Java, which hold only for functions in the emulator's own JVM. */
final class RuntimeWarnings {
  private RuntimeWarnings() {}

  /** Returns a stack without those of runtimes that another program runs. */
  static Stack without(Stack stack, ProcessSettings processes) {
    List<String> needless =
        processes.programs().keySet().stream()
            .flatMap(runtime -> JavaRuntimes.warning(runtime).stream())
            .toList();
    List<String> rest =
        stack.warnings().stream()
            .filter(warning -> needless.stream().noneMatch(warning::endsWith))
            .toList();
    return stack.toBuilder().warnings(rest).build();
  }
}
