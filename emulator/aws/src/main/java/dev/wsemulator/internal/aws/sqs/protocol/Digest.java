package dev.wsemulator.internal.aws.sqs.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MD5 digests by which SDKs check that messages have arrived as they were sent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation">Calculating
 *     the MD5 message digest for message attributes</a>
 */
public final class Digest {
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private Digest() {}

  /** Returns the digest of a body. */
  public static String of(String text) {
    return hex(md5().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the digest of attributes; empty if there are none. */
  public static String of(Map<String, MessageAttribute> attributes) {
    if (attributes.isEmpty()) {
      return "";
    }
    MessageDigest md5 = md5();
    new TreeMap<>(attributes)
        .forEach(
            (name, attribute) -> {
              add(md5, name.getBytes(StandardCharsets.UTF_8));
              add(md5, attribute.type().getBytes(StandardCharsets.UTF_8));
              if (attribute.binary() != null) {
                md5.update(BINARY);
                add(md5, Base64.getDecoder().decode(attribute.binary()));
              } else {
                md5.update(TEXT);
                add(md5, String.valueOf(attribute.text()).getBytes(StandardCharsets.UTF_8));
              }
            });
    return hex(md5.digest());
  }

  /** Returns the SHA-256 of a body, by which content-based deduplication knows it. */
  public static String sha256(String body) {
    return hex(digest("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void add(MessageDigest md5, byte[] bytes) {
    md5.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    md5.update(bytes);
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest md5() {
    return digest("MD5");
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm + ".", e);
    }
  }
}
