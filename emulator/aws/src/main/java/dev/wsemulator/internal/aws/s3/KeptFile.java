package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the store says of a file or folder beside its bytes: types, tags, rights and times. */
final class KeptFile {
  private static final String TAG = "user.content-md5";
  private static final String VERSION = "user.version-id";

  private KeptFile() {}

  /** Returns whether a file is an object; a folder is one only if it was stored as such. */
  static boolean isObject(Path file) throws IOException {
    return Files.isRegularFile(file) || Files.isDirectory(file) && view(file).list().contains(TAG);
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Objects.requireNonNull(
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class));
  }

  /** Returns everything but the bytes. */
  static Map<String, Object> read(Path file) throws IOException {
    Map<String, Object> attributes = new LinkedHashMap<>();
    UserDefinedFileAttributeView view = view(file);
    for (String name : view.list()) {
      ByteBuffer value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      attributes.put(name, Base64.getEncoder().encodeToString(value.array()));
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("attributes", attributes);
    kept.put("rights", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    kept.put("modified", Files.getLastModifiedTime(file).toMillis());
    kept.put("created", created(file).toMillis());
    return kept;
  }

  private static FileTime created(Path file) throws IOException {
    return times(file).readAttributes().creationTime();
  }

  private static BasicFileAttributeView times(Path file) {
    return Objects.requireNonNull(Files.getFileAttributeView(file, BasicFileAttributeView.class));
  }

  /**
   * Gives a file what was read. The id of its version is not among it: the store counts versions
   * from the start of the process.
   */
  static void write(Path file, Json kept) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    Map<String, Json> attributes = kept.child("attributes").map(Json::members).orElse(Map.of());
    for (Map.Entry<String, Json> one : attributes.entrySet()) {
      if (!one.getKey().equals(VERSION)) {
        byte[] value = Base64.getDecoder().decode(one.getValue().string().orElse(""));
        view.write(one.getKey(), ByteBuffer.wrap(value));
      }
    }
    String rights = kept.child("rights").flatMap(Json::string).orElse(null);
    if (rights != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }
    times(file).setTimes(time(kept, "modified"), null, time(kept, "created"));
  }

  private static @Nullable FileTime time(Json kept, String name) {
    return kept.child(name)
        .flatMap(Json::number)
        .map(millis -> FileTime.fromMillis(millis.longValue()))
        .orElse(null);
  }
}
