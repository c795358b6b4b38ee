package dev.wsemulator.internal.function.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that Lambda unpacks a function's code to, where the code is a jar. Unpacks lazily:
 * single files when their URLs are read, all except classes when the folder's name is read, and the
 * classes, which are many, when a child process starts there. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">LAMBDA_TASK_ROOT</a>
 */
final class TaskRoot {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRoot.class);

  private final Path jar;
  private final String jarUrl;
  private final Path folder;
  private boolean hasFiles;
  private boolean hasClasses;
  private volatile boolean closed;

  private TaskRoot(Path jar, Path folder) {
    this.jar = jar;
    this.jarUrl = "jar:" + CodeEntry.url(jar) + "!/";
    this.folder = folder;
  }

  /**
   * Returns a folder for what is in a jar.
   *
   * @throws UncheckedIOException if no folder can be made
   */
  static TaskRoot of(Path jar) {
    try {
      return new TaskRoot(jar, Files.createTempDirectory("wsemulator-task").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("There can be no folder for the code of " + jar + ".", e);
    }
  }

  Path folder() {
    return folder;
  }

  /** Returns where a file of the jar is in the folder; its own place if it is not in the jar. */
  URL unpacked(String name, URL own) {
    boolean isFile = !name.endsWith(".class") && !name.endsWith("/") && !name.isEmpty();
    if (closed || !isFile || !own.toString().startsWith(jarUrl)) {
      return own;
    }
    try (ZipFile zip = open()) {
      ZipEntry entry = zip.getEntry(name);
      Path file = entry == null || entry.isDirectory() ? null : unpack(zip, entry);
      return file == null ? own : CodeEntry.url(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Unpacks everything but classes. */
  synchronized void unpack() {
    if (!hasFiles && !closed) {
      unpack(false);
      hasFiles = true;
    }
  }

  /** Unpacks everything. */
  synchronized void unpackAll() {
    unpack();
    if (!hasClasses && !closed) {
      unpack(true);
      hasClasses = true;
    }
  }

  private void unpack(boolean areClasses) {
    try (ZipFile zip = open()) {
      List<? extends ZipEntry> entries =
          zip.stream().filter(entry -> entry.getName().endsWith(".class") == areClasses).toList();
      for (ZipEntry entry : entries) {
        if (!closed && !entry.isDirectory()) {
          unpack(zip, entry);
        }
      }
    } catch (IOException e) {
      if (!closed) {
        throw failed(e);
      }
    }
  }

  private ZipFile open() throws IOException {
    return new ZipFile(jar.toFile(), ZipFile.OPEN_READ);
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("The code in " + jar + " cannot be unpacked.", e);
  }

  /** Returns where the file is, or {@code null} if it is not to be in the folder. */
  private @Nullable Path unpack(ZipFile zip, ZipEntry entry) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder)) {
      LOG.warn("{} in {} is outside of its folder and is not unpacked.", entry.getName(), jar);
      return null;
    }
    synchronized (folder) {
      if (Files.exists(file)) {
        return file;
      }
      if (closed) { // the folder is not made again
        return null;
      }
      Files.createDirectories(file.getParent());
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, file);
      }
      return file;
    }
  }

  /** Removes the folder. */
  void close() {
    synchronized (folder) {
      closed = true;
      try {
        CodeEntry.delete(folder);
      } catch (IOException e) {
        LOG.warn("The folder {} cannot be removed.", folder, e);
      }
    }
  }
}
