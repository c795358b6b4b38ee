package dev.wsemulator.junit.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The network of one client, as phones have it: slow, narrow, lost and back again. Each setting
 * applies from then on, to what is sent in either direction. It goes by real time, also where the
 * emulator has a virtual clock: it lies outside of the emulator, and nothing would arrive while
 * that clock stands. Only for connections without TLS. Thread-safe.
 *
 * <pre>{@code
 * client.network().latency(Duration.ofMillis(200)).bandwidth(16_000);
 * client.network().loseConnection();
 * client.network().comeBack();
 * }</pre>
 */
public final class ClientNetwork {
  /** Sockets that were closed while their network was lost: nobody tells the gateway. */
  private static final Set<ShapedSocket> ABANDONED = ConcurrentHashMap.newKeySet();

  /** The networks that are not ideal, of clients that are not closed. */
  private static final Set<ClientNetwork> SHAPED = ConcurrentHashMap.newKeySet();

  private final PacketQueue in = new PacketQueue();
  private final PacketQueue out = new PacketQueue();
  private final @Nullable InetAddress source;
  private volatile boolean shaped;
  private volatile boolean lost;
  private volatile @Nullable ShapedSocket socket;

  private ClientNetwork(@Nullable InetAddress source) {
    this.source = source;
  }

  /** Returns a network that lets everything pass at once. */
  public static ClientNetwork ideal() {
    return new ClientNetwork(null);
  }

  /**
   * Returns a network that lets everything pass at once, for a client with an address of its own.
   *
   * @param address an address of this machine, for example {@code 127.0.0.9}
   * @throws IllegalArgumentException if it is no address
   */
  public static ClientNetwork from(String address) {
    if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(
          "\"%s\" is not an IP address. Give one of this machine, for example 127.0.0.9."
              .formatted(address));
    }
    try {
      return new ClientNetwork(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("\"%s\" is not an IP address.".formatted(address), e);
    }
  }

  /** Returns what makes the client's socket; for one connection. */
  public SocketFactory sockets() {
    return new ShapedSockets(
        () -> {
          ShapedSocket made = new ShapedSocket(this);
          socket = made;
          return made;
        });
  }

  /**
   * Lets everything arrive so much later, in either direction: an answer takes twice as long.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ClientNetwork latency(Duration oneWay) {
    if (oneWay.isNegative()) {
      throw new IllegalArgumentException(
          "A latency is not negative; this is %s.".formatted(oneWay));
    }
    shape();
    in.latency(oneWay);
    out.latency(oneWay);
    return this;
  }

  /**
   * Lets at most so many bytes pass per second, in each direction.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ClientNetwork bandwidth(int bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "A bandwidth is 1 byte per second at least; this is %d. loseConnection() lets nothing pass."
              .formatted(bytesPerSecond));
    }
    shape();
    in.bandwidth(bytesPerSecond);
    out.bandwidth(bytesPerSecond);
    return this;
  }

  /**
   * Lets nothing pass any more, in either direction, and says so to no one: neither side gets an
   * error, a FIN or a reset, even if the client is closed meanwhile.
   */
  public ClientNetwork loseConnection() {
    shape();
    lost = true;
    in.lost(true);
    out.lost(true);
    return this;
  }

  /**
   * Ends a loss: what was sent meanwhile arrives now, as TCP sends it again. If the client was
   * closed meanwhile, the gateway gets a reset.
   */
  public ClientNetwork comeBack() {
    lost = false;
    in.lost(false);
    out.lost(false);
    ShapedSocket known = socket;
    if (known != null && ABANDONED.remove(known)) {
      known.reset();
    }
    return this;
  }

  /** Ends the connection by a reset of both sides, as a router that has forgotten it does. */
  public void closeByReset() {
    ShapedSocket known = socket;
    if (known != null) {
      ABANDONED.remove(known);
      known.reset();
    }
  }

  /** Returns whether nothing passes now. */
  public boolean isLost() {
    return lost;
  }

  private void shape() {
    shaped = true;
    SHAPED.add(this);
  }

  /** Returns whether something is on its way that will arrive, in the network of any client. */
  public static boolean isAnyCarrying() {
    return SHAPED.stream().anyMatch(ClientNetwork::isCarrying);
  }

  private boolean isCarrying() {
    return !lost && (!in.isEmpty() || !out.isEmpty());
  }

  /** Ends what is on its way. */
  void end() {
    SHAPED.remove(this);
    in.close();
    out.close();
  }

  /** Frees what is left of a connection that was closed while it was lost. */
  public void release() {
    ShapedSocket known = socket;
    if (known != null && ABANDONED.remove(known)) {
      known.reset();
    }
  }

  boolean isShaped() {
    return shaped;
  }

  @Nullable InetAddress source() {
    return source;
  }

  PacketQueue in() {
    return in;
  }

  PacketQueue out() {
    return out;
  }

  /** Keeps a socket open that its client has closed, because nobody could tell the gateway. */
  void abandon(ShapedSocket left) {
    ABANDONED.add(left);
  }
}
