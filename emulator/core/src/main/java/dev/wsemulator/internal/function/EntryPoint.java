package dev.wsemulator.internal.function;

import com.amazonaws.services.lambda.runtime.Context;

/** A handler in the shape that all forms of handlers are brought to. */
@FunctionalInterface
interface EntryPoint {
  /**
   * Returns the handler's answer.
   *
   * @throws Throwable what the handler threw
   */
  byte[] call(byte[] event, Context context) throws Throwable;
}
