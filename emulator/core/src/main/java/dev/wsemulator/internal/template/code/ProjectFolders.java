package dev.wsemulator.internal.template.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The folders of a project that a module is in. Build tools of a project are looked up only there:
 * a parent folder, such as one that other users can write to, is not trusted.
 */
final class ProjectFolders {
  private ProjectFolders() {}

  /**
   * Returns a module's folder, and those up to the root of its project; only its own if no folder
   * is that root.
   *
   * @param isRoot whether a folder is the root of a project
   */
  static List<Path> upTo(Path module, Predicate<Path> isRoot) {
    List<Path> folders = new ArrayList<>();
    Path folder = module;
    while (folder != null && (folder.equals(module) || isOwned(folder))) {
      folders.add(folder);
      if (isRoot.test(folder) || Files.exists(folder.resolve(".git"))) {
        return folders;
      }
      folder = folder.getParent();
    }
    return List.of(module);
  }

  /**
   * Returns a module's folder, and those above as long as each is a part of the project.
   *
   * @param isPart whether a folder belongs to the project of the folder in it
   */
  static List<Path> asLongAs(Path module, Predicate<Path> isPart) {
    List<Path> folders = new ArrayList<>(List.of(module));
    Path folder = module.getParent();
    while (folder != null && isPart.test(folder) && isOwned(folder)) {
      folders.add(folder);
      folder = folder.getParent();
    }
    return folders;
  }

  /** Returns whether a folder can be a project's: not the root of all, nor anybody's. */
  private static boolean isOwned(Path folder) {
    try {
      return folder.getParent() != null
          && !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (UnsupportedOperationException e) {
      return true; // the file system has no such permissions
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
    }
  }
}
