package dev.wsemulator.internal.transport.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/**
 * Writes values of ASN.1 in their distinguished encoding.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-X.690">X.690: encoding rules</a>
 */
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int UTF8_STRING = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private static final int SHORT_LENGTH = 0x80;

  private Der() {}

  /** Returns a value with its tag and length before it. */
  static byte[] of(int tag, byte[]... parts) {
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

  /** Returns a string of bits, the last of which are not used. */
  static byte[] bits(int unused, byte... bits) {
    return of(BIT_STRING, new byte[] {(byte) unused}, bits);
  }
}
