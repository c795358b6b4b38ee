package dev.wsemulator.internal.function.egress;

import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * What a function's AWS SDK asks before it sends a request. Each function's class loader defines a
 * copy of its own, so that the static field belongs to one function; the copy in the emulator's own
 * loader is never used. It must need nothing but the JDK. Thread-safe.
 */
public final class FunctionNetwork {
  private static volatile UnaryOperator<URI> egress = UnaryOperator.identity();

  private FunctionNetwork() {}

  /** Sets what decides; called by the emulator. */
  public static void use(UnaryOperator<URI> decision) {
    egress = decision;
  }

  /**
   * Returns where a call goes.
   *
   * @throws UnsupportedOperationException if it goes nowhere; the message says why
   */
  public static URI destination(URI call) {
    return egress.apply(call);
  }
}
