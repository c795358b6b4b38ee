package dev.wsemulator.internal.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Creates files and folders that only their owner can read. What exists keeps its permissions; a
 * file system without such permissions, as that of Windows, gives those of the folder above.
 */
public final class PrivateFiles {
  private PrivateFiles() {}

  /** Creates a folder, and those above it, as far as they are not there. */
  public static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, owner(folder, "rwx------"));
    }
  }

  /** Opens a file, which is created if an option says so. */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), owner(file, "rw-------"));
  }

  /** Opens a file for text in UTF-8; invalid characters are replaced. */
  public static BufferedWriter writer(Path file, OpenOption... options) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            Channels.newOutputStream(open(file, options)), StandardCharsets.UTF_8));
  }

  private static FileAttribute<?>[] owner(Path path, String permissions) {
    boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
