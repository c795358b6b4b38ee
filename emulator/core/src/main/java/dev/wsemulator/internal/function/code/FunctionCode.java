package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.handler.EntryPoint;
import dev.wsemulator.internal.function.handler.EntryPoints;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code of a function: loads what its execution environments share when it is first needed, and
 * again after it has been spoiled or its files have changed, and the rest for each environment.
 * What no environment uses any more is closed. Thread-safe.
 */
public final class FunctionCode {
  private final FunctionDefinition definition;
  private final String classPath;
  private final Loading loading;

  /** What is loaded, with the number of environments that use it. */
  private final Map<LoadedCode, Integer> users = new LinkedHashMap<>();

  /** What the environments share that begin from now on. */
  private @Nullable LoadedCode common;

  /** For the next environment that begins. */
  private @Nullable LoadedCode ahead;

  /** Makes class loaders. */
  public interface Loading {
    /** Makes one for what all environments share. */
    LoadedCode common();

    /** Makes one for an environment; returns what is shared if it is everything. */
    LoadedCode ofEnvironment(LoadedCode common);
  }

  /**
   * @param classPath where the classes are looked for, in words
   */
  public FunctionCode(FunctionDefinition definition, String classPath, Loading loading) {
    this.definition = definition;
    this.classPath = classPath;
    this.loading = loading;
  }

  /** Returns the code for the next environment that begins. */
  public synchronized LoadedCode next() {
    LoadedCode next = ahead;
    if (next == null) {
      next = load();
      ahead = next;
    }
    return next;
  }

  private LoadedCode load() {
    LoadedCode shared = common;
    if (shared == null) {
      shared = loading.common();
      users.put(shared, 0);
      common = shared;
    }
    LoadedCode own = loading.ofEnvironment(shared);
    if (own != shared) {
      users.merge(shared, 1, Integer::sum);
      users.put(own, 0);
    }
    return own;
  }

  /** Returns the code for an environment that begins. */
  public synchronized LoadedCode enter() {
    LoadedCode code = next();
    ahead = null;
    users.merge(code, 1, Integer::sum);
    return code;
  }

  /** Lets go of the code of an environment that is over. */
  public synchronized void leave(LoadedCode code) {
    users.computeIfPresent(code, (same, count) -> count - 1);
    closeUnused();
  }

  /** Makes environments that start from now on load all classes anew, as a new process would. */
  public synchronized void retire(@Nullable LoadedCode code) {
    LoadedCode shared = code == null || code.libraries() == null ? code : code.libraries();
    if (shared != null && common == shared) {
      forgetNext();
      closeUnused();
    }
  }

  private void forgetNext() {
    common = null;
    ahead = null;
  }

  /**
   * Lets no invocation begin with what is loaded now.
   *
   * @return whether anything was loaded
   */
  public synchronized boolean outdate() {
    boolean wasLoaded = common != null;
    users.keySet().forEach(LoadedCode::outdate);
    forgetNext();
    closeUnused();
    return wasLoaded;
  }

  private void closeUnused() {
    for (LoadedCode code : loaded()) {
      if (code != common && code != ahead && Integer.valueOf(0).equals(users.get(code))) {
        users.remove(code);
        code.stopAll();
        code.close();
        LoadedCode shared = code.libraries();
        if (shared != null) {
          users.computeIfPresent(shared, (same, count) -> count - 1);
        }
      }
    }
  }

  /** Returns everything that is loaded, and what is shared after what shares it. */
  public synchronized List<LoadedCode> loaded() {
    List<LoadedCode> loaded = new ArrayList<>(users.keySet());
    Collections.reverse(loaded);
    return List.copyOf(loaded);
  }

  /** Lets go of all classes. */
  public synchronized void forget() {
    forgetNext();
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
