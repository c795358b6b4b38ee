package dev.wsemulator.internal.transport.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes a certificate that is signed by its own elliptic-curve key, in DER. The JDK reads
 * certificates and does not write them; a library for that is ten megabytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1">RFC 5280: fields of a
 *     certificate</a>
 */
final class SelfSignedCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] VERSION_3 = {2};
  private static final int SERIAL_BITS = 64;
  private static final int SHORT_LENGTH = 0x80;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private SelfSignedCertificate() {}

  /**
   * The contents of a certificate.
   *
   * @param commonName what it is called
   * @param dnsNames the names that it is for
   * @param addresses the IP addresses that it is for, 4 or 16 bytes each
   * @param from when it begins to be valid
   * @param to when it ends; before the year 2050
   */
  record Content(
      String commonName, List<String> dnsNames, List<byte[]> addresses, Instant from, Instant to) {}

  /** Returns a certificate of the key, signed by it. */
  static X509Certificate of(KeyPair key, Content content) throws GeneralSecurityException {
    byte[] algorithm = of(SEQUENCE, of(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
    byte[] name = name(content.commonName());
    byte[] toBeSigned =
        of(
            SEQUENCE,
            of(VERSION, of(INTEGER, VERSION_3)),
            of(INTEGER, serialNumber()),
            algorithm,
            name,
            of(SEQUENCE, time(content.from()), time(content.to())),
            name,
            key.getPublic().getEncoded(),
            of(EXTENSIONS, of(SEQUENCE, alternativeNames(content))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(toBeSigned);
    byte[] noUnusedBits = {0};
    byte[] certificate =
        of(SEQUENCE, toBeSigned, algorithm, of(BIT_STRING, noUnusedBits, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate));
  }

  private static byte[] serialNumber() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE).toByteArray();
  }

  private static byte[] name(String commonName) {
    byte[] value = of(UTF8_STRING, commonName.getBytes(UTF_8));
    return of(SEQUENCE, of(SET, of(SEQUENCE, of(OBJECT_IDENTIFIER, COMMON_NAME), value)));
  }

  private static byte[] time(Instant time) {
    return of(UTC_TIME, TIME.format(time).getBytes(US_ASCII));
  }

  private static byte[] alternativeNames(Content content) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    content.dnsNames().forEach(name -> names.writeBytes(of(DNS_NAME, name.getBytes(US_ASCII))));
    content.addresses().forEach(address -> names.writeBytes(of(IP_ADDRESS, address)));
    return of(
        SEQUENCE,
        of(OBJECT_IDENTIFIER, SUBJECT_ALTERNATIVE_NAME),
        of(OCTET_STRING, of(SEQUENCE, names.toByteArray())));
  }

  /** Returns a value with its tag and length before it. */
  private static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (value.size() >= SHORT_LENGTH) {
      byte[] length = BigInteger.valueOf(value.size()).toByteArray();
      int from = length[0] == 0 ? 1 : 0;
      all.write(SHORT_LENGTH | (length.length - from));
      all.write(length, from, length.length - from);
    } else {
      all.write(value.size());
    }
    all.writeBytes(value.toByteArray());
    return all.toByteArray();
  }
}
