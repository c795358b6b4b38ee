package dev.wsemulator.junit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client with full control over frames: it sends frames as given, valid or invalid, or bytes,
 * sends nothing on its own, reads only when a method says so, and observes how the TCP connection
 * ends. Every wait is bounded, by {@value #PATIENCE_MILLIS} ms or the patience of the class. For
 * one thread at a time; another one may close it.
 *
 * <pre>{@code
 * try (RawClient client = TestClient.raw(emulator.webSocketUrl())) {
 *   client.send(Frame.text("half of it").notLast());
 *   client.reset(); // between two fragments
 * }
 * }</pre>
 *
 * <p>What nobody reads stays in the buffers of the network, and when they are full, in the
 * gateway's: that is a slow consumer. {@link #connect(URI, int)} makes the buffers small.
 */
public final class RawClient implements AutoCloseable {
  /** How long anything is waited for by default, in milliseconds. */
  public static final int PATIENCE_MILLIS = 20_000;

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final URI url;
  private final Socket socket;
  private final DataInputStream in;

  /** Whether the connection is upgraded to frames. */
  private volatile boolean upgraded;

  private final TestSocket watched;
  private volatile boolean ended;
  private final Queue<String> texts = new ConcurrentLinkedQueue<>();

  /** How a server ended the TCP connection. */
  public enum End {
    /** By FIN: {@code read} returns the end of the stream. */
    EOF,
    /** By RST: {@code read} fails with {@code ECONNRESET}. */
    RESET
  }

  private RawClient(URI url, Socket socket) throws IOException {
    this.url = url;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.watched = new TestSocket(this, () -> upgraded, () -> !ended, this::hasRead, this::close);
  }

  /**
   * Returns a client that has connected and has said nothing.
   *
   * @param url a URL of {@code ws} or {@code http}
   * @throws UncheckedIOException if the connection is refused
   */
  public static RawClient connect(URI url) {
    return connect(url, 0);
  }

  /**
   * Returns a client that has connected and has said nothing.
   *
   * @param url a URL of {@code ws} or {@code http}
   * @param receiveBuffer the size of the socket's receive buffer, in bytes: with a small one, a
   *     client that does not read is soon noticed; 0 for the system's default
   * @throws UncheckedIOException if the connection is refused
   */
  public static RawClient connect(URI url, int receiveBuffer) {
    return connect(url, receiveBuffer, new InetSocketAddress(0));
  }

  /**
   * Returns a client that has connected from another address of this machine and has said nothing.
   *
   * @param address for example {@code 127.0.0.9}
   * @param url a URL of {@code ws} or {@code http}
   * @throws UncheckedIOException if the connection is refused, or this is no address of this
   *     machine
   */
  public static RawClient connectFrom(String address, URI url) {
    return connect(url, 0, new InetSocketAddress(address, 0));
  }

  private static RawClient connect(URI url, int receiveBuffer, InetSocketAddress source) {
    Socket socket = new Socket();
    try {
      socket.bind(source);
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.setTcpNoDelay(true);
      int patience = (int) Math.min(Integer.MAX_VALUE, Watch.patience(url).toMillis());
      socket.setSoTimeout(Math.max(1, patience));
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
      RawClient client = new RawClient(url, socket);
      Watch.opened(url, client.watched);
      return client;
    } catch (IOException e) {
      quietly(socket);
      throw new UncheckedIOException("There is no connection with " + url + ".", e);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The socket cannot be closed.", e);
    }
  }

  /**
   * Opens the WebSocket on this connection: frames may be sent and read now.
   *
   * @param headers further header lines, for example {@code Origin: https://example.com}
   * @throws HandshakeRefusedException if the server does not answer with 101
   */
  public RawClient upgrade(String... headers) {
    write(request(headers).getBytes(StandardCharsets.US_ASCII));
    String answer = readHead();
    String[] words = answer.split(" ", 3);
    int status = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    if (status != 101) {
      close();
      throw new HandshakeRefusedException(
          status, "The handshake with %s was refused: %s".formatted(url, answer));
    }
    upgraded = true;
    return this;
  }

  private String request(String... headers) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    StringBuilder request = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
    request.append("Host: ").append(url.getAuthority()).append("\r\n");
    request.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    request.append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /** Returns the lines of an answer's head, up to and without the empty line. */
  private String readHead() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String end = "\r\n\r\n";
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      head.writeBytes(read(1));
    }
    return head.toString(StandardCharsets.ISO_8859_1).strip();
  }

  /** Sends a text message in one frame. */
  public void send(String text) {
    send(Frame.text(text));
  }

  /** Sends a frame as it is. */
  public void send(Frame frame) {
    write(frame.bytes());
  }

  /** Sends frames as they are, for example {@link Frame#fragments}. */
  public void send(List<Frame> frames) {
    frames.forEach(this::send);
  }

  /**
   * Sends bytes as they are.
   *
   * @throws UncheckedIOException if the connection has ended
   */
  public void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("%d bytes cannot be sent.".formatted(bytes.length), e);
    }
  }

  /**
   * Reads exactly so many bytes.
   *
   * @throws AssertionError if the connection ends before, or nothing comes
   */
  public byte[] read(int bytes) {
    try {
      byte[] read = new byte[bytes];
      in.readFully(read);
      return read;
    } catch (IOException e) {
      throw new AssertionError(bytes + " bytes were expected, but " + because(e) + ".", e);
    }
  }

  /**
   * Reads the next frame, of whatever kind.
   *
   * @throws AssertionError if the connection ends, or nothing comes
   */
  public Frame next() {
    try {
      return frame(in.readUnsignedByte());
    } catch (IOException e) {
      throw new AssertionError("A frame was expected, but " + because(e) + ".", e);
    }
  }

  private Frame frame(int head) throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] mask = (second & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
    byte[] payload = new byte[Math.toIntExact(length)];
    in.readFully(payload);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % mask.length];
    }
    boolean masked = (second & 0x80) != 0;
    Frame frame = new Frame(head, masked, payload);
    texts.add(frame.text());
    return frame;
  }

  /**
   * Reads the next frame, which must be a close frame with this code and this reason.
   *
   * @throws AssertionError if something else is received; the message says what
   */
  public void expectClose(int code, String reason) {
    CloseStatus wanted = new CloseStatus(code, reason);
    Frame frame = next();
    if (!frame.isClose() || !frame.closeStatus().equals(wanted)) {
      throw new AssertionError(
          "A close frame with %s was expected, but %s came.".formatted(wanted, frame));
    }
  }

  /**
   * Expects the server to end the TCP connection by a reset, and to send nothing before.
   *
   * @throws AssertionError if something else is received; the message says what
   */
  public void expectReset() {
    expect(End.RESET);
  }

  /**
   * Expects the server to end the TCP connection by FIN, and to send nothing before: no close frame
   * either.
   *
   * @throws AssertionError if something else is received; the message says what
   */
  public void expectEof() {
    expect(End.EOF);
  }

  private void expect(End wanted) {
    End end;
    try {
      int first = in.read();
      if (first >= 0) {
        String what = upgraded ? frame(first).toString() : "the byte " + first;
        throw new AssertionError(
            "The end of the TCP connection by %s was expected, but %s came."
                .formatted(wanted, what));
      }
      ended = true;
      end = End.EOF;
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "The end of the TCP connection by %s was expected, but %s.".formatted(wanted, because(e)),
          e);
    } catch (IOException e) {
      ended = true;
      end = End.RESET;
    }
    if (end != wanted) {
      throw new AssertionError(
          "The TCP connection was expected to end by %s, but ended by %s.".formatted(wanted, end));
    }
  }

  /**
   * Reads and drops whatever comes until the server ends the TCP connection.
   *
   * @throws AssertionError if it does not end
   */
  public End drain() {
    byte[] dropped = new byte[8192];
    try {
      while (in.read(dropped) >= 0) {
        continue;
      }
      ended = true;
      return End.EOF;
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "The TCP connection was expected to end, but " + because(e) + ".", e);
    } catch (IOException e) {
      ended = true;
      return End.RESET;
    }
  }

  private String because(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "nothing came within %d ms".formatted(Watch.patience(url).toMillis());
    }
    return e instanceof EOFException
        ? "the server had ended the TCP connection by FIN (EOF)"
        : "the TCP connection was reset: " + e.getMessage();
  }

  /**
   * Ends this side of the TCP connection by FIN, without a close frame; reading remains possible.
   */
  public void end() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException("The output cannot be ended.", e);
    }
  }

  /** Ends the TCP connection by a reset, as a crash does, without a close frame. */
  public void reset() {
    try {
      ended = true;
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The connection cannot be reset.", e);
    }
  }

  /**
   * Ends the TCP connection without a close frame: by FIN if everything was read, else by a reset,
   * as the operating system does for every program.
   */
  @Override
  public void close() {
    ended = true;
    quietly(socket);
  }

  private boolean hasRead(String text) {
    return texts.stream().anyMatch(each -> each.contains(text));
  }

  /** Returns this connection for the checks after the test. */
  TestSocket watched() {
    return watched;
  }

  /** Returns what it is connected with. */
  @Override
  public String toString() {
    return "the RawClient of " + url;
  }
}
