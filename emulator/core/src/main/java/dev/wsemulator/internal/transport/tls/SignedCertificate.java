package dev.wsemulator.internal.transport.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes a certificate that is signed by an elliptic-curve key. The JDK reads certificates and does
 * not write them; a library for that is ten megabytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280: fields of a
 *     certificate</a>
 */
final class SignedCertificate {
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] VERSION_3 = {2};
  private static final int SERIAL_BITS = 64;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private SignedCertificate() {}

  /**
   * The contents of a certificate.
   *
   * @param commonName what its owner is called
   * @param key the owner's key
   * @param from when it begins to be valid
   * @param to when it ends; before the year 2050
   * @param extensions its extensions, in DER
   */
  record Content(
      String commonName, PublicKey key, Instant from, Instant to, List<byte[]> extensions) {}

  /**
   * Returns a certificate.
   *
   * @param issuer what the owner of the signing key is called
   * @param signer the signing key
   */
  static X509Certificate of(Content content, String issuer, PrivateKey signer)
      throws GeneralSecurityException {
    byte[] algorithm = Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
    byte[] toBeSigned =
        Der.of(
            Der.SEQUENCE,
            Der.of(VERSION, Der.of(Der.INTEGER, VERSION_3)),
            Der.of(Der.INTEGER, serialNumber()),
            algorithm,
            name(issuer),
            Der.of(Der.SEQUENCE, time(content.from()), time(content.to())),
            name(content.commonName()),
            content.key().getEncoded(),
            Der.of(EXTENSIONS, Der.of(Der.SEQUENCE, content.extensions().toArray(byte[][]::new))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer);
    signature.update(toBeSigned);
    byte[] certificate = Der.of(Der.SEQUENCE, toBeSigned, algorithm, Der.bits(0, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] serialNumber() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE).toByteArray();
  }

  private static byte[] name(String commonName) {
    byte[] value = Der.of(Der.UTF8_STRING, commonName.getBytes(UTF_8));
    byte[] attribute = Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, COMMON_NAME), value);
    return Der.of(Der.SEQUENCE, Der.of(Der.SET, attribute));
  }

  private static byte[] time(Instant time) {
    return Der.of(Der.UTC_TIME, TIME.format(time).getBytes(US_ASCII));
  }
}
