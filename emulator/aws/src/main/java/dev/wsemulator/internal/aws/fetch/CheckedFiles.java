package dev.wsemulator.internal.aws.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Remembers which file was found to be a jar, so that not every start reads all of it: reading
 * takes a tenth of a start. A file that has another size, time or number since is not known.
 * Remembers nothing if the folder is not there or cannot be written. Thread-safe.
 */
final class CheckedFiles {
  private final Path list;

  /**
   * Creates it.
   *
   * @param folder that has the list
   * @param jar what the files are checked for
   */
  CheckedFiles(Path folder, NamedJar jar) {
    this.list = folder.resolve("checked-" + jar.sha256() + ".txt");
  }

  boolean isKnown(Path file) {
    try {
      return Files.isRegularFile(list) && Files.readString(list).equals(state(file));
    } catch (IOException e) {
      return false;
    }
  }

  void remember(Path file) {
    try {
      if (Files.isWritable(list.toAbsolutePath().getParent())) {
        Files.writeString(list, state(file));
      }
    } catch (IOException e) {
      return; // it is checked again
    }
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return String.join(
        "\n",
        file.toAbsolutePath().toString(),
        String.valueOf(attributes.size()),
        String.valueOf(attributes.lastModifiedTime()),
        String.valueOf(attributes.fileKey()));
  }
}
