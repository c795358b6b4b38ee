package dev.wsemulator.internal.function.environment;

/**
 * What occupies an environment: the invocation, and the thread that runs it and then delivers the
 * result. Guarded by the pool of the environment.
 */
public final class Occupancy {
  /** How many there are. */
  int holders;

  /** Whether the invocation is over, and its result is delivered. */
  boolean delivers;

  /** When this began, or the time without an invocation. */
  long since;
}
