package dev.wsemulator.internal.transport.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;

/**
 * The extensions of certificates, in DER.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2">RFC 5280: extensions</a>
 */
final class CertificateExtensions {
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int KEY_IDENTIFIER = 0x80;
  private static final int KEY_IDENTIFIER_BYTES = 20;

  private static final byte[] SUBJECT_KEY = {0x55, 0x1d, 0x0e};
  private static final byte[] KEY_USAGE = {0x55, 0x1d, 0x0f};
  private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
  private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};
  private static final byte[] AUTHORITY_KEY = {0x55, 0x1d, 0x23};
  private static final byte[] EXTENDED_KEY_USAGE = {0x55, 0x1d, 0x25};
  private static final byte[] SERVER = {0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};

  private static final byte[] TRUE = {(byte) 0xff};
  private static final byte SIGN_DATA = (byte) 0x80;
  private static final byte SIGN_CERTIFICATES = 0x04;

  private CertificateExtensions() {}

  /** Returns those of an authority with this key. */
  static List<byte[]> ofAuthority(PublicKey key) throws GeneralSecurityException {
    byte[] isAuthority = Der.of(Der.SEQUENCE, Der.of(Der.BOOLEAN, TRUE));
    return List.of(
        critical(BASIC_CONSTRAINTS, isAuthority),
        critical(KEY_USAGE, Der.bits(2, SIGN_CERTIFICATES)),
        extension(SUBJECT_KEY, Der.of(Der.OCTET_STRING, identifier(key))));
  }

  /**
   * Returns those of a server.
   *
   * @param key the server's key
   * @param authority the key of who signs
   * @param dnsNames the names that the certificate is for
   * @param addresses the IP addresses that it is for, 4 or 16 bytes each
   */
  static List<byte[]> ofServer(
      PublicKey key, PublicKey authority, List<String> dnsNames, List<byte[]> addresses)
      throws GeneralSecurityException {
    return List.of(
        critical(BASIC_CONSTRAINTS, Der.of(Der.SEQUENCE)),
        critical(KEY_USAGE, Der.bits(7, SIGN_DATA)),
        extension(EXTENDED_KEY_USAGE, Der.of(Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, SERVER))),
        extension(SUBJECT_KEY, Der.of(Der.OCTET_STRING, identifier(key))),
        extension(
            AUTHORITY_KEY, Der.of(Der.SEQUENCE, Der.of(KEY_IDENTIFIER, identifier(authority)))),
        extension(ALTERNATIVE_NAME, alternativeNames(dnsNames, addresses)));
  }

  private static byte[] alternativeNames(List<String> dnsNames, List<byte[]> addresses) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    dnsNames.forEach(name -> names.writeBytes(Der.of(DNS_NAME, name.getBytes(US_ASCII))));
    addresses.forEach(address -> names.writeBytes(Der.of(IP_ADDRESS, address)));
    return Der.of(Der.SEQUENCE, names.toByteArray());
  }

  /** Returns what tells a key from others of owners with the same name. */
  private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return Arrays.copyOf(hash, KEY_IDENTIFIER_BYTES);
  }

  private static byte[] extension(byte[] name, byte[] value) {
    return Der.of(
        Der.SEQUENCE, Der.of(Der.OBJECT_IDENTIFIER, name), Der.of(Der.OCTET_STRING, value));
  }

  private static byte[] critical(byte[] name, byte[] value) {
    return Der.of(
        Der.SEQUENCE,
        Der.of(Der.OBJECT_IDENTIFIER, name),
        Der.of(Der.BOOLEAN, TRUE),
        Der.of(Der.OCTET_STRING, value));
  }
}
