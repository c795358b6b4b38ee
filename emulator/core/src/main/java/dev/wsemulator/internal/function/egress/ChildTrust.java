package dev.wsemulator.internal.function.egress;

import java.nio.file.Path;

/**
 * Files with the certificates that child processes of an emulator trust, in PEM. They are written
 * when they are first asked for. Implementations are thread-safe.
 */
public interface ChildTrust {

  /** Returns the file with the emulator's own authority, for processes that add it to others. */
  Path authority();

  /** Returns the file with the authorities of the platform and the emulator's own. */
  Path bundle();
}
