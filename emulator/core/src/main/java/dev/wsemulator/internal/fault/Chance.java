package dev.wsemulator.internal.fault;

/** Numbers that seem random and depend on nothing but what they are asked for. */
final class Chance {
  private Chance() {}

  /**
   * Returns a number from 0 to 1, by SplitMix64's finalizer.
   *
   * @param place that of a connection
   * @param occasion which of its occasions
   */
  static double of(long seed, int place, int occasion) {
    long mixed = seed + 0x9E3779B97F4A7C15L * (((long) place << 32) + occasion);
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
  }
}
