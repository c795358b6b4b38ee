package dev.wsemulator.internal.function.handler;

import com.amazonaws.services.lambda.runtime.Context;

/** A handler in the shape that all forms of handlers are brought to. */
@FunctionalInterface
public interface EntryPoint {
  /**
   * Returns the handler's answer.
   *
   * @throws Throwable what the handler threw
   */
  byte[] call(byte[] event, Context context) throws Throwable;
}
