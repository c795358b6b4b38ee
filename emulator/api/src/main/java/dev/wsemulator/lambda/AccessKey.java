package dev.wsemulator.lambda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A key pair that a function, or the owner of the emulator, signs requests with. It guards nothing:
 * both halves follow from the name, so that a local process can be given them.
 *
 * @param accessKeyId 20 characters, as on AWS, if it is a function's
 * @param secretAccessKey 40 characters, as on AWS, if it is a function's
 */
public record AccessKey(String accessKeyId, String secretAccessKey) {

  /** The key of the account's owner, who may do everything. */
  public static final AccessKey OWNER = of("owner");

  /**
   * The key that local tools use, {@code test} and {@code test}; the owner's too, unless that is
   * turned off. Functions that are served elsewhere sign with it.
   */
  public static final AccessKey TEST = new AccessKey("test", "test");

  /** Returns the key of the function with this name. */
  public static AccessKey of(String name) {
    byte[] digest = sha256(name);
    StringBuilder id = new StringBuilder("AKIA");
    for (int i = 0; i < 16; i++) {
      id.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(digest[i] & 31));
    }
    String secret = Base64.getEncoder().encodeToString(sha256("secret " + name)).substring(0, 40);
    return new AccessKey(id.toString().toUpperCase(Locale.ROOT), secret);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
