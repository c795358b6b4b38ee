package dev.wsemulator.internal.function.process.jvm;

import com.amazonaws.services.lambda.runtime.Context;
import dev.wsemulator.internal.function.handler.EntryPoint;
import dev.wsemulator.internal.function.handler.EntryPoints;
import dev.wsemulator.internal.function.handler.Serialization;

/**
 * The handler of a function. Lambda tells two kinds of bad code apart: with a handler that is not
 * there the function starts and each event fails; with one that fails to start it does not.
 */
final class FunctionHandler {
  private FunctionHandler() {}

  /** An error of the code itself, which goes to the caller without frames. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ErrorReport report;

    Unusable(String message, Throwable cause) {
      super(message, cause);
      this.report = ErrorReport.ofCode(message, cause);
    }

    ErrorReport report() {
      return report;
    }
  }

  /**
   * Loads and constructs the handler.
   *
   * @throws Unusable if it cannot be constructed
   */
  static EntryPoint load(String handler, ClassLoader loader) throws Unusable {
    String className = handler.split("::", 2)[0];
    try {
      return EntryPoints.load(handler, loader, new Serialization(loader));
    } catch (ClassNotFoundException e) {
      return failing(new Unusable("Class not found: " + className, e));
    } catch (NoSuchMethodException e) {
      return failing(new Unusable("Handler " + handler + " is of no use: " + e.getMessage(), e));
    } catch (LinkageError e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new Unusable("Error loading class " + className + reason, e);
    } catch (Throwable e) {
      throw new Unusable(e.getMessage() == null ? e.getClass().getName() : e.getMessage(), e);
    }
  }

  private static EntryPoint failing(final Unusable error) {
    return new EntryPoint() {
      @Override
      public byte[] call(byte[] event, Context context) throws Unusable {
        throw error;
      }
    };
  }
}
