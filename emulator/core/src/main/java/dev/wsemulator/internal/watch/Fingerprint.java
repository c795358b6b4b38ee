package dev.wsemulator.internal.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of files, and of all files in folders, at one moment: equal fingerprints most likely
 * mean equal content. Immutable.
 *
 * @param files the files that were there
 */
public record Fingerprint(Map<Path, Stamp> files) {
  private static final int MAX_DEPTH = 40;

  /** How many files are looked at of packages that no package manager has installed. */
  private static final int MAX_UNRECORDED = 2000;

  /** What Python writes when it loads a module. */
  private static final String CACHE = "__pycache__";

  /**
   * The state of a file.
   *
   * @param modified when it was written last
   * @param size its length in bytes
   * @param identity distinguishes a file from one that replaces it; {@code null} where nothing does
   */
  public record Stamp(FileTime modified, long size, @Nullable Object identity) {}

  /** Copies the map. */
  public Fingerprint {
    files = Map.copyOf(files);
  }

  /**
   * Returns what is at the places now; hidden folders in folders are left out, and so are packages
   * for Node.js that a package manager has installed: their record stands for them.
   */
  public static Fingerprint of(Path... places) {
    return of(List.of(places), folder -> {});
  }

  /** Returns what is at the places now; hidden folders in folders are left out. */
  public static Fingerprint of(Collection<Path> places) {
    return of(places, folder -> {});
  }

  /** Returns what is at the places now, and names the folders that were looked into. */
  static Fingerprint of(Collection<Path> places, Consumer<Path> folders) {
    Map<Path, Stamp> files = new HashMap<>();
    Found found = new Found(files, folders, new HashSet<>());
    places.forEach(place -> new Look(place, found, Integer.MAX_VALUE).take());
    return new Fingerprint(files);
  }

  /** Returns whether everything that another one has is still there. */
  boolean hasAllOf(Fingerprint other) {
    return files.keySet().containsAll(other.files.keySet());
  }

  /**
   * Takes what is found at all places.
   *
   * @param linked packages elsewhere, which may be links to each other
   */
  private record Found(Map<Path, Stamp> files, Consumer<Path> folders, Set<Path> linked) {}

  private static final class Look extends SimpleFileVisitor<Path> {
    private final Path place;
    private final Found found;

    /** How many files are looked at. */
    private int left;

    Look(Path place, Found found, int left) {
      this.place = place;
      this.found = found;
      this.left = left;
    }

    void take() {
      try {
        Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, this);
      } catch (IOException e) {
        throw new IllegalStateException("Each failure is passed over.", e);
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      boolean isPlace = folder.equals(place);
      if (!isPlace && (name.startsWith(".") || name.equals(CACHE))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      found.folders().accept(folder);
      if (isPlace || !NodeModules.is(folder)) {
        return FileVisitResult.CONTINUE;
      }
      packages(folder);
      return FileVisitResult.SKIP_SUBTREE;
    }

    /** Installed packages do not change but with the record of their installation. */
    private void packages(Path folder) {
      NodeModules modules = new NodeModules(folder);
      List<Path> records = modules.records();
      if (records.isEmpty()) {
        new Look(folder, found, MAX_UNRECORDED).take();
        return;
      }
      List<Path> all = new ArrayList<>(records);
      modules.linked().stream().filter(found.linked()::add).forEach(all::add);
      all.forEach(place -> new Look(place, found, Integer.MAX_VALUE).take());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Stamp stamp =
          new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      found.files().put(file, stamp);
      return --left > 0 ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    /** A file can vanish; what cannot be read now is read the next time. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }
}
