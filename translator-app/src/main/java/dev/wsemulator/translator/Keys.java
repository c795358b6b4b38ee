package dev.wsemulator.translator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the bucket is laid out: {@code uploads/{id}/{file name}}, {@code jobs/{id}.json} and {@code
 * translations/{id}/{file name}}.
 */
final class Keys {
  static final String UPLOADS = "uploads/";
  static final String JOBS = "jobs/";
  static final String TRANSLATIONS = "translations/";

  /**
   * S3's longest key, in bytes of UTF-8.
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming
   *     Amazon S3 objects</a>
   */
  private static final int LONGEST_KEY = 1024;

  private static final int LONGEST_NAME = 100;

  private Keys() {}

  static String upload(String id, String fileName) {
    return UPLOADS + id + "/" + sanitised(fileName);
  }

  static String job(String id) {
    return JOBS + id + ".json";
  }

  static boolean isUpload(String key) {
    return key.startsWith(UPLOADS)
        && !key.endsWith("/")
        && List.of(key.split("/")).stream().noneMatch(part -> part.equals(".") || part.equals(".."))
        && key.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
  }

  static String fileName(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /** Keeps letters, digits, dots, dashes and underscores of the last part of a path. */
  private static String sanitised(String path) {
    String name =
        path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
            .replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "_")
            .replaceAll("^\\.+", "");
    int length = name.codePointCount(0, name.length());
    int tooMany = Math.max(0, length - LONGEST_NAME);
    String end = name.substring(name.offsetByCodePoints(0, tooMany));
    return end.isBlank() ? "document.txt" : end;
  }
}
