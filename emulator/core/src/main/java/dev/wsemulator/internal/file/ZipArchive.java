package dev.wsemulator.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks zips. Goes by their directories, as some tools write entries that can only be read so.
 */
public final class ZipArchive {
  /** How many bytes one may unpack to. */
  private static final long MOST = 1024L * 1024 * 1024;

  private static final int BUFFER = 64 * 1024;

  private ZipArchive() {}

  /**
   * Unpacks a zip into a folder.
   *
   * @throws IOException if it cannot be read, is too large, or has an entry outside the folder
   */
  public static void unpack(Path zip, Path folder) throws IOException {
    long left = MOST;
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path place = folder.resolve(entry.getName()).normalize();
        if (!place.startsWith(folder)) {
          throw new IOException("the zip has an entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(place);
        } else {
          Files.createDirectories(place.getParent());
          left -= copy(file, entry, place, left);
          if (left < 0) {
            throw new IOException("the zip unpacks to more than " + MOST + " bytes");
          }
        }
      }
    }
  }

  /** Copies an entry, or a little more of it than may be. */
  private static long copy(ZipFile file, ZipEntry entry, Path place, long limit)
      throws IOException {
    long written = 0;
    try (InputStream in = file.getInputStream(entry);
        OutputStream out = Files.newOutputStream(place)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0 && written <= limit; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        written += n;
      }
    }
    return written;
  }
}
