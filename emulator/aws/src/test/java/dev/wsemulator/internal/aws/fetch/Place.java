package dev.wsemulator.internal.aws.fetch;

import dev.wsemulator.internal.file.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A machine of its own in a folder, and a small jar that stands for Amazon's. */
final class Place {
  static final byte[] CONTENT = "a jar".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  static final NamedJar JAR = new NamedJar("org.example", "thing", "1.0", sha256(CONTENT));

  final Path home;
  final Map<String, String> properties = new HashMap<>();
  final Map<String, String> variables = new HashMap<>();

  Place(Path home) {
    this.home = home;
    properties.put("user.home", home.toString());
    properties.put("os.name", "Linux");
  }

  Machine machine() {
    return new Machine(properties::get, variables::get);
  }

  /** Returns the usual cache folder. */
  Path cache() {
    return home.resolve(".cache/wsemulator");
  }

  /** Writes a file, with its folders. */
  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String content) {
    return write(file, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
