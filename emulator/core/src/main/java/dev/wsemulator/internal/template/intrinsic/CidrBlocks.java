package dev.wsemulator.internal.template.intrinsic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Divides blocks of IPv4 addresses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html">Fn::Cidr</a>
 */
final class CidrBlocks {
  private static final Pattern BLOCK =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
  private static final int MAX_COUNT = 256;

  private CidrBlocks() {}

  /**
   * Returns the first blocks of a block.
   *
   * @param parts the block, for example {@code 10.0.0.0/16}, how many, 1 to 256, and the bits of
   *     the addresses within one
   * @throws IllegalArgumentException if that cannot be; the message says why
   */
  static List<String> of(List<String> parts) {
    String bits = parts.size() == 3 ? parts.get(2) : "8";
    if (parts.size() < 2 || !parts.get(1).matches("\\d{1,3}") || !bits.matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "Fn::Cidr takes a block, a count and the bits of a subnet.");
    }
    try {
      return of(parts.get(0), Integer.parseInt(parts.get(1)), Integer.parseInt(bits));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Fn::Cidr: " + e.getMessage() + ". Take others.", e);
    }
  }

  private static List<String> of(String block, int count, int bits) {
    Matcher matcher = BLOCK.matcher(block);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + block + "\" is not a block of IPv4 addresses");
    }
    int prefix = Integer.parseInt(matcher.group(5));
    boolean fits = bits >= 0 && bits <= 32 - prefix && prefix <= 32;
    if (count < 1
        || count > MAX_COUNT
        || !fits
        || BigInteger.valueOf(count).bitLength() > 33 - prefix - bits) {
      throw new IllegalArgumentException(
          "%s has no %d blocks of %d bits".formatted(block, count, bits));
    }
    long first = 0;
    for (int part = 1; part <= 4; part++) {
      first = first * 256 + Integer.parseInt(matcher.group(part));
    }
    long start = first >> 32 - prefix << 32 - prefix;
    List<String> blocks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      blocks.add(text(start + (i << bits)) + "/" + (32 - bits));
    }
    return blocks;
  }

  private static String text(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 255, address >> 16 & 255, address >> 8 & 255, address & 255);
  }
}
