package dev.wsemulator.internal.template.document;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The files that templates were read from, with those that are not there: when one of them changes,
 * the templates may say something else. Not thread-safe.
 */
public final class Inputs {
  private final Set<Path> templates = new LinkedHashSet<>();
  private final Set<Path> code = new LinkedHashSet<>();

  public void template(Path file) {
    templates.add(file.toAbsolutePath().normalize());
  }

  public void code(Path place) {
    code.add(place.toAbsolutePath().normalize());
  }

  /** Returns the templates, and what they include and nest. */
  public Set<Path> templates() {
    return Set.copyOf(templates);
  }

  /** Returns where code was looked for. */
  public Set<Path> code() {
    return Set.copyOf(code);
  }
}
