package dev.wsemulator.internal.aws.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A jar of a Maven repository, of which every byte is known. Immutable.
 *
 * @param groupId for example {@code software.amazon.dynamodb}
 * @param artifactId for example {@code DynamoDBLocal}
 * @param version for example {@code 3.3.1}
 * @param sha256 its SHA-256, in lower-case hexadecimal
 */
record NamedJar(String groupId, String artifactId, String version, String sha256) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Returns what Maven calls it: group, artifact and version. */
  String coordinates() {
    return groupId + ":" + artifactId + ":" + version;
  }

  /** Returns what its file is called. */
  String fileName() {
    return artifactId + "-" + version + ".jar";
  }

  /** Returns where it is in a Maven repository in this folder. */
  Path inRepository(Path repository) {
    return repository
        .resolve(groupId.replace('.', '/'))
        .resolve(artifactId)
        .resolve(version)
        .resolve(fileName());
  }

  /** Returns whether this file is the jar, byte for byte; not so if it cannot be read. */
  boolean is(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] part = new byte[BUFFER_BYTES];
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        digest.update(part, 0, length);
      }
      return HexFormat.of().formatHex(digest.digest()).equals(sha256);
    } catch (IOException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform has no SHA-256.", e);
    }
  }
}
