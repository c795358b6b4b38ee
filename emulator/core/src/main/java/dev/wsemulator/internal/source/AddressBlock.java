package dev.wsemulator.internal.source;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A block of IPv4 or IPv6 addresses, such as {@code 10.0.0.0/24}. Immutable. */
final class AddressBlock implements Predicate<String> {
  /** Only literals: a name would be looked up. */
  private static final Pattern LITERAL =
      Pattern.compile("(?:[0-9]{1,3}[.]){3}[0-9]{1,3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private final byte[] network;
  private final int prefixLength;

  private AddressBlock(byte[] network, int prefixLength) {
    this.network = network;
    this.prefixLength = prefixLength;
  }

  static AddressBlock parse(String place, String block) throws InvalidPatternException {
    String[] parts = block.split("/", -1);
    Optional<byte[]> network = parts.length == 2 ? address(parts[0]) : Optional.empty();
    if (network.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
      throw malformed(place, block);
    }
    int prefixLength = Integer.parseInt(parts[1]);
    if (prefixLength > network.get().length * 8) {
      throw malformed(place, block);
    }
    return new AddressBlock(network.get(), prefixLength);
  }

  private static InvalidPatternException malformed(String place, String block) {
    return new InvalidPatternException(
        place, "Malformed CIDR, one '/' required behind an address: " + block + ".");
  }

  @Override
  public boolean test(String value) {
    return address(value)
        .filter(address -> address.length == network.length)
        .filter(address -> significant(address).equals(significant(network)))
        .isPresent();
  }

  private BigInteger significant(byte[] address) {
    return new BigInteger(1, address).shiftRight(address.length * 8 - prefixLength);
  }

  private static Optional<byte[]> address(String text) {
    try {
      return LITERAL.matcher(text).matches()
          ? Optional.of(InetAddress.getByName(text).getAddress())
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
