package dev.wsemulator.internal.management;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Rig;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by Signature Version 4, written from its description and not from the code under test.
 *
 * @param key whose signature it is
 * @param contentType the content type that is signed, too, as the canonical request has it; empty
 *     for none
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
record Signer(AccessKey key, String contentType) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  Signer(AccessKey key) {
    this(key, "");
  }

  /** Returns the header lines that sign the request; the canonical path is the caller's. */
  String headers(String method, URI url, String canonicalPath, String body) throws Exception {
    String date = DATE.format(Instant.now());
    String scope = date.substring(0, 8) + "/us-east-1/execute-api/aws4_request";
    String typed = contentType.isEmpty() ? "" : "content-type:" + contentType + "\n";
    String names = (typed.isEmpty() ? "" : "content-type;") + "host;x-amz-date";
    String canonical =
        "%s\n%s\n\n%shost:%s\nx-amz-date:%s\n\n%s\n%s"
            .formatted(method, canonicalPath, typed, url.getAuthority(), date, names, sha256(body));
    String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical);
    byte[] derived = Rig.bytes("AWS4" + key.secretAccessKey());
    for (String part : scope.split("/")) {
      derived = hmac(derived, part);
    }
    String signature = HexFormat.of().formatHex(hmac(derived, toSign));
    return "X-Amz-Date: %s\r\nAuthorization: AWS4-HMAC-SHA256 Credential=%s/%s, "
            .formatted(date, key.accessKeyId(), scope)
        + "SignedHeaders="
        + names
        + ", Signature="
        + signature
        + "\r\n";
  }

  private static String sha256(String text) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Rig.bytes(text)));
  }

  private static byte[] hmac(byte[] secret, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(Rig.bytes(text));
  }
}
