package dev.wsemulator.internal.aws.service;

import dev.wsemulator.stack.Stack;
import java.util.List;

/** A service that has been started or provisioned. */
@FunctionalInterface
public interface RunningService extends AutoCloseable {

  /**
   * Provisions the new resources of a stack.
   *
   * @return what stays as it was, and what to do about it; a sentence each
   */
  List<String> update(Stack before, Stack now);

  /** Ends what the emulator does for the service; its resources at an endpoint stay. */
  @Override
  default void close() {}
}
