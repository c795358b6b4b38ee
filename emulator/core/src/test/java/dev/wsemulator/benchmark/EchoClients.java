package dev.wsemulator.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Connections that each send a message, wait until it comes back, and send it again. One thread
 * serves them all, so that the server is measured and not its clients.
 */
final class EchoClients {
  private static final byte[] MESSAGE =
      "{\"action\":\"echo\",\"data\":\"0123456789012345678901234567890123456789\"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final int MASK_OFFSET = 2;

  private final URI url;
  private final Selector selector;
  private long[] nanos = new long[1 << 16];
  private int count;

  /**
   * What was measured.
   *
   * @param perSecond messages that came back in a second
   * @param p50 the median time of one, in microseconds
   * @param p99 the time of the slowest hundredth, in microseconds
   */
  record Result(long perSecond, double p50, double p99) {}

  private EchoClients(URI url, Selector selector) {
    this.url = url;
    this.selector = selector;
  }

  /** Measures a server. */
  static Result measure(URI url, int connections, Duration length) throws IOException {
    try (Selector selector = Selector.open()) {
      EchoClients clients = new EchoClients(url, selector);
      for (int i = 0; i < connections; i++) {
        clients.open();
      }
      long begin = System.nanoTime();
      clients.run(begin + length.toNanos());
      double seconds = (System.nanoTime() - begin) / 1e9;
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return clients.result(seconds);
    }
  }

  private static final class Client {
    private final ByteBuffer in = ByteBuffer.allocate(4096);
    private long sentAt;
  }

  private void open() throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    String handshake =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            .formatted(url.getPath(), url.getAuthority());
    channel.write(ByteBuffer.wrap(handshake.getBytes(StandardCharsets.US_ASCII)));
    StringBuilder answer = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (answer.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0) {
        throw new EOFException("The handshake was answered with: " + answer);
      }
      answer.append((char) one.get(0));
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("The handshake was answered with: " + answer);
    }
    channel.configureBlocking(false);
    Client client = new Client();
    channel.register(selector, SelectionKey.OP_READ, client);
    send(channel, client);
  }

  private static void send(SocketChannel channel, Client client) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(MASK_OFFSET + 4 + MESSAGE.length);
    frame.put((byte) 0x81).put((byte) (0x80 | MESSAGE.length)).putInt(0);
    frame.put(MESSAGE).flip();
    client.sentAt = System.nanoTime();
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  private void run(long until) throws IOException {
    while (System.nanoTime() < until) {
      selector.select(
          key -> {
            try {
              read((SocketChannel) key.channel(), (Client) key.attachment());
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          },
          100);
    }
  }

  private void read(SocketChannel channel, Client client) throws IOException {
    if (channel.read(client.in) < 0) {
      throw new EOFException("The server has closed a connection.");
    }
    int whole = MASK_OFFSET + MESSAGE.length;
    if (client.in.position() >= whole) {
      byte[] received = Arrays.copyOfRange(client.in.array(), MASK_OFFSET, whole);
      if (!Arrays.equals(received, MESSAGE)) {
        throw new IOException("Came back: " + new String(received, StandardCharsets.UTF_8));
      }
      client.in.clear();
      add(System.nanoTime() - client.sentAt);
      send(channel, client);
    }
  }

  private void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = time;
  }

  private Result result(double seconds) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new Result(
        (long) (count / seconds), sorted[count / 2] / 1e3, sorted[count * 99 / 100] / 1e3);
  }
}
