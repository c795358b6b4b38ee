package dev.wsemulator.internal.iam;

/** The clock by which a caller dates its signatures. */
public enum SignerClock {
  /** The emulator's, which functions in its process read. */
  EMULATOR,
  /** The machine's. */
  MACHINE,
  /** One of the two. */
  UNKNOWN
}
