package dev.wsemulator.internal.function.code;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.wsemulator.internal.function.handler.EntryPoint;
import dev.wsemulator.internal.function.handler.EntryPoints;
import dev.wsemulator.internal.function.handler.Serialization;
import dev.wsemulator.lambda.LambdaFunction;

/** Handlers that are objects of the caller's, not classes of a function's code. */
public final class HandlerObjects {
  private HandlerObjects() {}

  /**
   * Makes sure that an object is a handler.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void requireHandler(String functionName, Object handler) {
    if (!(handler instanceof LambdaFunction
        || handler instanceof RequestHandler
        || handler instanceof RequestStreamHandler)) {
      throw new IllegalArgumentException(
          "Function "
              + functionName
              + ": an object of "
              + handler.getClass().getName()
              + " is not a handler. Use a RequestHandler, RequestStreamHandler or LambdaFunction.");
    }
  }

  /** Returns the entry point of an object that is a handler. */
  static EntryPoint entryPoint(Object handler, Serialization serialization) {
    return handler instanceof LambdaFunction function
        ? (event, context) -> function.invoke(event)
        : EntryPoints.of(handler, serialization);
  }
}
