package dev.wsemulator.internal.function;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The code of a function: loads it when it is first needed, and again after it has been spoiled.
 * Thread-safe.
 */
final class FunctionCode {
  private final FunctionDefinition definition;
  private final String classPath;
  private final Supplier<LoadedCode> load;
  private final List<LoadedCode> all = new ArrayList<>();
  private @Nullable LoadedCode current;

  /**
   * @param classPath where the classes are looked for, in words
   * @param load makes a new class loader
   */
  FunctionCode(FunctionDefinition definition, String classPath, Supplier<LoadedCode> load) {
    this.definition = definition;
    this.classPath = classPath;
    this.load = load;
  }

  synchronized LoadedCode current() {
    if (current == null) {
      current = load.get();
      all.add(current);
    }
    return current;
  }

  /** Makes environments that start from now on load the classes anew, as a new process would. */
  synchronized void retire(@Nullable LoadedCode code) {
    if (current == code) {
      current = null;
    }
  }

  synchronized List<LoadedCode> loaded() {
    return List.copyOf(all);
  }

  /** Lets go of all classes. */
  synchronized void forget() {
    current = null;
    all.clear();
  }

  /**
   * Constructs the handler.
   *
   * @throws Throwable why it cannot be constructed, in words that name function, handler and class
   *     path
   */
  EntryPoint construct(LoadedCode code) throws Throwable {
    if (definition.code() instanceof FunctionDefinition.Instance instance) {
      return EntryPoints.of(instance.handler(), code.serialization());
    }
    String handler = ((FunctionDefinition.Files) definition.code()).handler();
    try {
      return EntryPoints.load(handler, code);
    } catch (ClassNotFoundException e) {
      throw new Unusable(explain(handler, "class " + e.getMessage() + " was not found"), e);
    } catch (NoSuchMethodException e) {
      throw new Unusable(explain(handler, e.getMessage()), e);
    }
  }

  private String explain(String handler, String reason) {
    return "Function "
        + definition.name()
        + ": handler "
        + handler
        + " cannot be used: "
        + reason
        + ". Its class path is "
        + classPath
        + ".";
  }

  /** A handler that is not there. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }

    HandlerError error() {
      return new HandlerError(getCause().getClass().getName(), getMessage(), List.of());
    }
  }
}
