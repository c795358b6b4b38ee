package dev.wsemulator.it.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What all cases need. */
interface Cases {
  Language language();

  /** Returns the folder with the language's code. */
  Path code();

  /** Starts an emulator with a function. */
  RunningFunction start(FunctionDefinition.Builder function, Consumer<EmulatorBuilder> further);

  /** Returns the function that does what an event says. */
  default FunctionDefinition.Builder function() {
    return function("cases.handler");
  }

  default FunctionDefinition.Builder function(String handler) {
    return FunctionDefinition.builder("cases", language().code(code(), handler));
  }

  default RunningFunction start(FunctionDefinition.Builder function) {
    return start(function, builder -> {});
  }

  default RunningFunction start() {
    return start(function());
  }

  default void needProcesses() {
    assumeTrue(language().hasProcesses(), "The function runs in the emulator's own process.");
  }
}
