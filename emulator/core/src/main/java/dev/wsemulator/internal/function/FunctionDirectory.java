package dev.wsemulator.internal.function;

import java.util.List;
import java.util.Optional;

/** The functions that can be invoked, by name. Thread-safe. */
public interface FunctionDirectory {

  /** Returns the function of this name, if it is deployed. */
  Optional<DeployedFunction> find(String functionName);

  /** Returns the names of all functions, in order. */
  List<String> names();
}
