package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.file.Disk;
import dev.wsemulator.internal.file.PrivateFiles;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps buckets and objects. What the store has of an object is read back after each change, and
 * kept; reading and keeping are one step, so that the last that is kept is the latest. Small
 * objects are in the log, the bytes of large ones in files of their own, which never change.
 * Thread-safe.
 */
final class KeptBuckets implements AutoCloseable {
  /** The log's name in the folder. */
  static final String FILE = "buckets.log";

  private static final String ROOT = "/buckets/";
  private static final String OBJECTS = "/objects/";
  private static final int SMALL = 32 * 1024;
  private static final int STRIPES = 64;

  private final StateLog log;
  private final Path store;
  private final Path folder;

  /** The names of the files with the bytes of large objects, by the objects' paths in the log. */
  private final Map<String, String> files = new ConcurrentHashMap<>();

  private final Object[] stripes =
      Stream.generate(Object::new).limit(STRIPES).toArray(Object[]::new);

  /**
   * Opens those of a folder, and puts them into a store.
   *
   * @param state the folder
   * @param store the folder of the store
   */
  KeptBuckets(Path state, Path store) {
    this.log = StateLog.open(state.resolve(FILE));
    this.store = store;
    this.folder = state.resolve("objects");
    try {
      PrivateFiles.createFolder(folder);
      log.read(this::restore);
      tidy();
    } catch (IOException e) {
      throw new UncheckedIOException("The objects in " + folder + " cannot be used.", e);
    }
  }

  private void restore(String path, Json kept) {
    String[] parts = path.split("/", 5);
    try {
      Path bucket = store.resolve(parts[2]);
      Files.createDirectories(bucket);
      if (parts.length == 5) {
        Path object = bucket.resolve(URLDecoder.decode(parts[4], StandardCharsets.UTF_8));
        Files.createDirectories(object.getParent());
        restore(path, object, kept);
        KeptFile.write(object, kept);
      } else {
        KeptFile.write(bucket, kept);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The object %s cannot be read from the state. Restore the files in %s, or start with another folder."
              .formatted(path, folder),
          e);
    }
  }

  private void restore(String path, Path object, Json kept) throws IOException {
    Optional<String> file = kept.child("file").flatMap(Json::string);
    if (file.isPresent()) {
      files.put(path, file.get());
      Files.copy(folder.resolve(file.get()), object);
    } else if (kept.child("bytes").isPresent()) {
      String bytes = kept.child("bytes").flatMap(Json::string).orElse("");
      Files.write(object, Base64.getDecoder().decode(bytes));
    } else {
      Files.createDirectories(object);
    }
  }

  /** Removes files that nothing names: their objects were not stored to the end, or are gone. */
  private void tidy() throws IOException {
    Set<String> needed = new HashSet<>(files.values());
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        if (!needed.contains(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }

  /** Keeps what a bucket is now, or that it is gone with its objects. */
  void bucket(String name) {
    synchronized (stripe(name)) {
      try {
        Path bucket = store.resolve(name);
        String json = Files.exists(bucket) ? JsonText.of(KeptFile.read(bucket)) : null;
        if (json == null) {
          String below = ROOT + name + OBJECTS;
          List.copyOf(files.keySet()).stream()
              .filter(path -> path.startsWith(below))
              .forEach(this::forget);
        }
        log.append(List.of(new StateChange(ROOT + name, json)));
      } catch (IOException e) {
        throw new UncheckedIOException("The bucket " + name + " cannot be kept.", e);
      }
    }
    log.force();
  }

  /** Keeps what an object is now, or that it is gone. */
  void object(String bucket, String key) {
    Path place = store.resolve(bucket);
    Path object =
        key.equals("/") ? place.resolve(".s3proxy-slash") : place.resolve(key).normalize();
    String name = place.relativize(object).toString();
    String path = ROOT + bucket + OBJECTS + URLEncoder.encode(name, StandardCharsets.UTF_8);
    synchronized (stripe(path)) {
      try {
        keep(path, object);
      } catch (IOException e) {
        throw new UncheckedIOException("The object " + name + " cannot be kept.", e);
      }
    }
    log.force();
  }

  private void keep(String path, Path object) throws IOException {
    String before = files.get(path);
    String now = null;
    String json = null;
    try {
      if (KeptFile.isObject(object)) {
        Map<String, Object> kept = KeptFile.read(object);
        if (Files.size(object) > SMALL) {
          now = copy(object);
          kept.put("file", now);
        } else if (Files.isRegularFile(object)) {
          kept.put("bytes", Base64.getEncoder().encodeToString(Files.readAllBytes(object)));
        }
        json = JsonText.of(kept);
      }
    } catch (NoSuchFileException e) { // somebody else deletes it just now, and keeps that
      json = null;
    }
    log.append(List.of(new StateChange(path, json)));
    if (before != null) {
      forget(path);
    }
    if (now != null && json != null) {
      files.put(path, now);
    }
  }

  private void forget(String path) {
    String file = files.remove(path);
    try {
      if (file != null) {
        Files.deleteIfExists(folder.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " cannot be removed.", e);
    }
  }

  /** Writes the bytes of an object to a file, and returns its name. */
  private String copy(Path object) throws IOException {
    String name = UUID.randomUUID().toString();
    try (FileChannel channel =
        PrivateFiles.open(
            folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = Channels.newOutputStream(channel);
      Files.copy(object, out);
      channel.force(true);
    }
    Disk.sync(folder);
    return name;
  }

  private Object stripe(String path) {
    return stripes[Math.floorMod(path.hashCode(), STRIPES)];
  }

  @Override
  public void close() {
    log.close();
  }
}
