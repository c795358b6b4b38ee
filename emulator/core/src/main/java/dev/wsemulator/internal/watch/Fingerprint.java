package dev.wsemulator.internal.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
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

  /** Packages, which are too many, and what Python writes when it loads a module. */
  private static final Set<String> PASSED_OVER = Set.of("node_modules", "__pycache__");

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

  /** Returns what is at the places now; hidden folders in folders are left out. */
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
    for (Path place : places) {
      Look look = new Look(place, files, folders);
      try {
        Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, look);
      } catch (IOException e) {
        throw new IllegalStateException("Each failure is passed over.", e);
      }
    }
    return new Fingerprint(files);
  }

  /** Returns whether everything that another one has is still there. */
  boolean hasAllOf(Fingerprint other) {
    return files.keySet().containsAll(other.files.keySet());
  }

  private static final class Look extends SimpleFileVisitor<Path> {
    private final Path place;
    private final Map<Path, Stamp> files;
    private final Consumer<Path> folders;

    Look(Path place, Map<Path, Stamp> files, Consumer<Path> folders) {
      this.place = place;
      this.files = files;
      this.folders = folders;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = String.valueOf(folder.getFileName());
      if (!folder.equals(place) && (name.startsWith(".") || PASSED_OVER.contains(name))) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folders.accept(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Stamp stamp =
          new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
      files.put(file, stamp);
      return FileVisitResult.CONTINUE;
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
