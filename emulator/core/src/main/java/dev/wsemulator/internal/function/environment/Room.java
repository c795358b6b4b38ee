package dev.wsemulator.internal.function.environment;

/**
 * How many environments a function may have: as many as the account's concurrency lets it, and no
 * more than its own limit. Guarded by the pool that has them.
 */
final class Room {
  private final Concurrency account;
  private int most = Integer.MAX_VALUE;
  private Runnable whenFull = () -> {};

  Room(Concurrency account) {
    this.account = account;
  }

  /**
   * Sets the function's own limit.
   *
   * @param reached is run when an event waits for that reason
   */
  void limit(int environments, Runnable reached) {
    most = environments;
    whenFull = reached;
  }

  /** Returns whether the function's own limit lets it have one more than there are. */
  boolean isFor(int environments) {
    return environments < most;
  }

  /** An event waits because there is no room. */
  void tellFull() {
    whenFull.run();
  }

  boolean isAccountUsedUp() {
    return account.isUsedUp();
  }
}
