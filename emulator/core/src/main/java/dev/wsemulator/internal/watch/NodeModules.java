package dev.wsemulator.internal.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with packages for Node.js. One that a package manager has filled has too many files to
 * look at each; what has been installed is in a record that the package manager keeps there.
 *
 * @see <a
 *     href="https://docs.npmjs.com/cli/configuring-npm/package-lock-json#hidden-lockfiles">Hidden
 *     lockfiles</a>
 */
final class NodeModules {
  private static final Logger LOG = LoggerFactory.getLogger(NodeModules.class);
  private static final String NAME = "node_modules";

  /** What npm, pnpm and two generations of Yarn write when they have installed. */
  private static final List<String> RECORDS =
      List.of(".package-lock.json", ".modules.yaml", ".yarn-state.yml", ".yarn-integrity");

  private final Path folder;

  NodeModules(Path folder) {
    this.folder = folder;
  }

  static boolean is(Path folder) {
    return String.valueOf(folder.getFileName()).equals(NAME);
  }

  /** Returns the records of package managers; none if no package manager has installed here. */
  List<Path> records() {
    return RECORDS.stream().map(folder::resolve).filter(Files::isRegularFile).toList();
  }

  /** Returns the folders elsewhere that packages are links to, as those of workspaces are. */
  List<Path> linked() {
    List<Path> linked = new ArrayList<>();
    for (Path each : entries(folder)) {
      List<Path> packages =
          String.valueOf(each.getFileName()).startsWith("@") ? entries(each) : List.of(each);
      packages.forEach(one -> addTarget(one, linked));
    }
    return linked;
  }

  /** Links of pnpm lead into its own store. */
  private static void addTarget(Path entry, List<Path> linked) {
    if (!Files.isSymbolicLink(entry)) {
      return;
    }
    try {
      Path target = entry.toRealPath();
      boolean isInstalled =
          Stream.iterate(target, above -> above != null, Path::getParent).anyMatch(NodeModules::is);
      if (!isInstalled && Files.isDirectory(target)) {
        linked.add(target);
      }
    } catch (IOException e) {
      LOG.debug("The link {} leads nowhere.", entry, e);
    }
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    } catch (IOException e) {
      LOG.debug("The folder {} cannot be listed now.", folder, e);
    }
    return entries;
  }
}
