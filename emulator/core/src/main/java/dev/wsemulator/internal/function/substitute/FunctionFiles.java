package dev.wsemulator.internal.function.substitute;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Leads relative names of files that function code reads to its own folder, for the folder of the
 * process is the emulator's. Thread-safe.
 */
public final class FunctionFiles {
  /** A name that begins so is not relative, though on Windows it is of the current drive. */
  private static final String SEPARATOR = File.separator;

  private FunctionFiles() {}

  /** Called with a file before it is read. */
  public static File own(File file) {
    boolean isRooted = file == null || file.isAbsolute() || file.getPath().startsWith(SEPARATOR);
    return isRooted ? file : new File(folder(), file.getPath());
  }

  /** Called with a file before it is read. */
  public static Path own(Path file) {
    boolean isElsewhere = file == null || file.getFileSystem() != FileSystems.getDefault();
    return isElsewhere || file.isAbsolute() ? file : folder().toPath().resolve(file);
  }

  /** Called with the name of a file that is about to be opened. */
  public static @Nullable String own(@Nullable String file) {
    return file == null ? null : own(new File(file)).getPath();
  }

  /** Called with a URL that is about to be opened. */
  public static URL own(URL url) throws MalformedURLException {
    boolean isRelative =
        url != null && url.getProtocol().equals("file") && !url.getPath().startsWith("/");
    return isRelative ? new URL(folder().toURI().toURL(), url.getPath()) : url;
  }

  private static File folder() {
    FunctionSystem.unpack();
    return FunctionSystem.folder();
  }
}
