package dev.wsemulator.internal.aws.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** Brings a jar from a repository that is not on this machine. */
interface Resolver {

  /**
   * Brings the jar.
   *
   * @param folder an empty folder, for all that is written on the way
   * @return the jar's file, in the folder
   * @throws IOException if it cannot be had; the message says why
   */
  Path bring(NamedJar jar, Path folder) throws IOException;
}
