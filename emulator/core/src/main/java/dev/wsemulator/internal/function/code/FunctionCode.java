package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.handler.EntryPoint;
import dev.wsemulator.internal.function.handler.EntryPoints;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The code of a function: loads it when it is first needed, and again after it has been spoiled or
 * its files have changed. What no execution environment uses any more is closed. Thread-safe.
 */
public final class FunctionCode {
  private final FunctionDefinition definition;
  private final String classPath;
  private final Supplier<LoadedCode> load;

  /** What is loaded, with the number of environments that use it. */
  private final Map<LoadedCode, Integer> users = new LinkedHashMap<>();

  private @Nullable LoadedCode current;

  /**
   * @param classPath where the classes are looked for, in words
   * @param load makes a new class loader
   */
  public FunctionCode(FunctionDefinition definition, String classPath, Supplier<LoadedCode> load) {
    this.definition = definition;
    this.classPath = classPath;
    this.load = load;
  }

  public synchronized LoadedCode current() {
    if (current == null) {
      current = load.get();
      users.put(current, 0);
    }
    return current;
  }

  /** Returns the code for an environment that begins. */
  public synchronized LoadedCode enter() {
    LoadedCode code = current();
    users.merge(code, 1, Integer::sum);
    return code;
  }

  /** Lets go of the code of an environment that is over. */
  public synchronized void leave(LoadedCode code) {
    users.computeIfPresent(code, (same, count) -> count - 1);
    closeUnused();
  }

  /** Makes environments that start from now on load the classes anew, as a new process would. */
  public synchronized void retire(@Nullable LoadedCode code) {
    if (current == code) {
      current = null;
      closeUnused();
    }
  }

  /**
   * Lets no invocation begin with what is loaded now.
   *
   * @return whether anything was loaded
   */
  public synchronized boolean outdate() {
    boolean wasLoaded = current != null;
    users.keySet().forEach(LoadedCode::outdate);
    current = null;
    closeUnused();
    return wasLoaded;
  }

  private void closeUnused() {
    for (LoadedCode code : List.copyOf(users.keySet())) {
      if (code != current && Integer.valueOf(0).equals(users.get(code))) {
        users.remove(code);
        code.stopAll();
        code.close();
      }
    }
  }

  public synchronized List<LoadedCode> loaded() {
    return List.copyOf(users.keySet());
  }

  /** Lets go of all classes. */
  public synchronized void forget() {
    current = null;
    users.clear();
  }

  /**
   * Constructs the handler.
   *
   * @throws Throwable why it cannot be constructed, in words that name function, handler and class
   *     path
   */
  public EntryPoint construct(LoadedCode code) throws Throwable {
    if (definition.code() instanceof FunctionDefinition.Instance instance) {
      return HandlerObjects.entryPoint(instance.handler(), code.serialization());
    }
    String handler = ((FunctionDefinition.Files) definition.code()).handler();
    try {
      return EntryPoints.load(handler, code.loader(), code.serialization());
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
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Throwable reason;

    Unusable(String message, Throwable reason) {
      super(message, reason);
      this.reason = reason;
    }

    public HandlerError error() {
      return new HandlerError(reason.getClass().getName(), getMessage(), List.of());
    }
  }
}
