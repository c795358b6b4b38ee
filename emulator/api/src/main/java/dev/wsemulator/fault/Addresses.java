package dev.wsemulator.fault;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The addresses at which an emulator listens: the one that it starts with, and further ones that
 * serve the same. At each, connections can be refused, as where no server listens, and accepted
 * again; connections that are open stay. Tools and functions use the first address, so a test that
 * moves clients opens a further one for them. Thread-safe.
 */
public interface Addresses {

  /** Opens a further address, on a free port of the same host; returns its base URL. */
  URI open();

  /**
   * Refuses connections at an address from now on.
   *
   * @param url any URL of the address; its port counts
   * @throws IllegalArgumentException if the emulator does not have this address
   */
  void refuse(URI url);

  /**
   * Refuses connections at an address for so long, by the emulator's clock.
   *
   * @param url any URL of the address; its port counts
   * @throws IllegalArgumentException if the emulator does not have this address
   */
  void refuse(URI url, Duration time);

  /**
   * Accepts connections at an address again.
   *
   * @param url any URL of the address; its port counts
   * @throws IllegalArgumentException if the emulator does not have this address
   * @throws IllegalStateException if another process has taken the port meanwhile
   */
  void accept(URI url);

  /** Returns whether connections are accepted, by the base URLs of the addresses, oldest first. */
  Map<URI, Boolean> all();

  /**
   * Returns a URL of the emulator at another of its addresses.
   *
   * @param address any URL of the address
   * @param url for example {@code emulator.webSocketUrl()}
   */
  static URI move(URI url, URI address) {
    return URI.create(
        url.getScheme()
            + "://"
            + address.getRawAuthority()
            + url.getRawPath()
            + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
  }
}
