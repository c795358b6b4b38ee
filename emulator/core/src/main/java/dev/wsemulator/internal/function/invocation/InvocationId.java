package dev.wsemulator.internal.function.invocation;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids of invocations: random UUIDs, which need not be hard to guess. */
public final class InvocationId {
  private InvocationId() {}

  /** Returns a new id. */
  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }
}
