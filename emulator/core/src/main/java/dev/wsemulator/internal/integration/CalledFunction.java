package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionDirectory;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.journal.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that an integration or an authorizer names, looked up when its stage was deployed.
 *
 * @param name its name
 * @param directory all functions
 * @param deployed the function; {@code null} if there is none of that name
 */
public record CalledFunction(
    String name, FunctionDirectory directory, @Nullable DeployedFunction deployed) {

  static CalledFunction of(String name, FunctionDirectory directory) {
    return new CalledFunction(name, directory, directory.find(name).orElse(null));
  }

  /** Returns why nothing can be called. */
  public Reason missing() {
    List<String> known = directory.names();
    return Reason.of("no-function", "There is no function named \"%s\".".formatted(name))
        .found(
            known.isEmpty()
                ? "There are no functions at all."
                : "The functions are: %s.".formatted(String.join(", ", known)))
        .advice("Correct the name, or define the function." + Spelling.hint(name, known));
  }
}
