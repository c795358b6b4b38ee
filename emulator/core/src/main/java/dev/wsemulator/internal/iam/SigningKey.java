package dev.wsemulator.internal.iam;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a caller signs with on one day, for one region and service. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
final class SigningKey {
  private final byte[] bytes;
  private final String date;
  private final String scope;

  private SigningKey(byte[] bytes, String date, String scope) {
    this.bytes = bytes;
    this.date = date;
    this.scope = scope;
  }

  /**
   * Derives a key.
   *
   * @param date the value of {@code X-Amz-Date}
   * @param scope the credential scope
   */
  static SigningKey of(String secretAccessKey, String date, String scope) {
    byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return new SigningKey(key, date, scope);
  }

  /**
   * Returns a signature in hexadecimal.
   *
   * @param algorithm what the text that is signed begins with
   * @param content what it ends with, after date and scope
   */
  String sign(String algorithm, String content) {
    String text = String.join("\n", algorithm, date, scope, content);
    return HexFormat.of().formatHex(hmac(bytes, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
    }
  }
}
