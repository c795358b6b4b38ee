package dev.wsemulator.internal.function.code;

import dev.wsemulator.lambda.FunctionDefinition.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The class paths of functions, which functions with the same files share. Thread-safe. */
public final class ClassPaths {
  private final boolean copies;
  private final Map<List<Path>, ClassPath> all = new ConcurrentHashMap<>();

  /**
   * @param copies whether functions run copies of their files, as these may change
   */
  public ClassPaths(boolean copies) {
    this.copies = copies;
  }

  /**
   * Returns the class path of a function.
   *
   * @throws IllegalArgumentException if an entry does not exist
   */
  public ClassPath of(Files files) {
    return all.computeIfAbsent(
        files.classPath(), given -> copies ? ClassPath.copyOf(given, null) : ClassPath.of(given));
  }

  /** Returns those whose files have changed. */
  public Map<List<Path>, ClassPath> outdated() {
    Map<List<Path>, ClassPath> outdated = new ConcurrentHashMap<>(all);
    outdated.values().removeIf(ClassPath::isCurrent);
    return outdated;
  }

  /** Puts another in the place of one; returns whether it is still in use. */
  public boolean replace(List<Path> paths, ClassPath before, ClassPath now) {
    return all.replace(paths, before, now);
  }

  /** Lets go of one that no function needs. */
  public void release(List<Path> paths) {
    ClassPath unused = all.remove(paths);
    if (unused != null) {
      unused.release();
    }
  }

  /** Lets go of all. */
  public void close() {
    all.values().forEach(ClassPath::release);
    all.clear();
  }
}
