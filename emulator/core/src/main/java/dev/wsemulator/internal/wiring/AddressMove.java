package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.Addresses;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A move to another address, until it ends.
 *
 * @param addresses all addresses
 * @param old the base URLs of those that refuse connections
 * @param opened the base URL of the new one; empty if nothing moves
 */
record AddressMove(Addresses addresses, List<URI> old, Optional<URI> opened) {

  /** Returns what moves nothing. */
  static AddressMove none(Addresses addresses) {
    return new AddressMove(addresses, List.of(), Optional.empty());
  }

  /**
   * Opens another address, and refuses connections at the further ones that there are, or at the
   * first if there is none.
   */
  static AddressMove begin(Addresses addresses) {
    List<URI> all = List.copyOf(addresses.all().keySet());
    List<URI> further =
        accepting(addresses).stream().filter(url -> !url.equals(all.get(0))).toList();
    List<URI> old = further.isEmpty() ? all.subList(0, 1) : further;
    URI opened = addresses.open();
    old.forEach(addresses::refuse);
    return new AddressMove(addresses, old, Optional.of(opened));
  }

  private static List<URI> accepting(Addresses addresses) {
    return addresses.all().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Moves back; idempotent. */
  void end() {
    old.forEach(addresses::accept);
    opened.filter(accepting(addresses)::contains).ifPresent(addresses::refuse);
  }
}
