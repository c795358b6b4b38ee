package dev.wsemulator.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files survive a crash. */
public final class Disk {
  private Disk() {}

  /** Makes names that were added to a folder, or changed in it, survive. */
  public static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Systems that cannot open folders, such as Windows, keep names by themselves.
      return;
    }
  }
}
