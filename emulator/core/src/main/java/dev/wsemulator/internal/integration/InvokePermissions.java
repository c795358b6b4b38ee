package dev.wsemulator.internal.integration;

import dev.wsemulator.journal.Reason;
import java.util.Optional;

/** Decides whether API Gateway may invoke functions. Thread-safe; never blocks. */
@FunctionalInterface
public interface InvokePermissions {
  /** Lets everything be invoked. */
  InvokePermissions NOT_ENFORCED = call -> Optional.empty();

  /** Returns why a call may not be made; empty if it may. */
  Optional<Reason> refusal(Call call);

  /**
   * The function to invoke, and its invoker.
   *
   * @param function the function's name, with the alias or version behind a colon if there is one
   * @param functionArn its ARN, with the same
   * @param invoker what invokes it
   */
  record Call(String function, String functionArn, Invoker invoker) {}

  /**
   * The part of an API that invokes a function.
   *
   * @param source the end of its ARN, such as {@code a1b2c3d4e5/dev/$connect} or {@code
   *     a1b2c3d4e5/authorizers/x1y2z3}
   * @param credentialsArn the role that it invokes with, or empty
   */
  record Invoker(String source, Optional<String> credentialsArn) {}
}
