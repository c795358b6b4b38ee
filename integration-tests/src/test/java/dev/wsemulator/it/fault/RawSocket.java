package dev.wsemulator.it.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that knows no more than TCP: it sees each frame, and how a connection ends. */
final class RawSocket implements DrivenClient {
  private static final byte[] MASK = {0, 0, 0, 0};

  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile Socket socket = new Socket();
  private volatile boolean isOver;

  @Override
  public void connect(URI url) {
    Thread reader = new Thread(() -> run(url), "raw socket");
    reader.setDaemon(true);
    reader.start();
  }

  private void run(URI url) {
    boolean isOpen = false;
    try {
      socket = connected(url);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      write(request(url).getBytes(US_ASCII));
      String status = head(in);
      if (!status.equals("101")) {
        happened("no handshake: " + status);
        return;
      }
      happened("open");
      isOpen = true;
      while (read(in)) {
        continue;
      }
    } catch (EOFException e) {
      happened(isOpen ? "FIN" : "no handshake: FIN");
    } catch (SSLHandshakeException e) {
      happened(e.getMessage().contains("terminated") ? "no handshake: FIN" : "no handshake: TLS");
    } catch (IOException | UncheckedIOException e) {
      happened(isOpen ? "reset" : "no handshake: reset");
    }
  }

  private static Socket connected(URI url) throws IOException {
    Socket plain = new Socket(url.getHost(), url.getPort());
    plain.setTcpNoDelay(true);
    if (!url.getScheme().equals("wss")) {
      return plain;
    }
    try {
      SSLSocket secure =
          (SSLSocket)
              SSLContext.getDefault()
                  .getSocketFactory()
                  .createSocket(plain, url.getHost(), url.getPort(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static String request(URI url) {
    return "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            .formatted(url.getPath(), url.getAuthority())
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  }

  /** Reads the head of an answer, and returns its status, or the first line of what is no HTTP. */
  private static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    String line = head.toString().strip();
    if (!line.startsWith("HTTP/1.1 ")) {
      return line;
    }
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return line.split(" ")[1];
  }

  /** Reads a frame; returns whether more can follow. */
  private boolean read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    if ((first & 0x0f) == 8) {
      int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
      String reason = new String(payload, 2, length - 2, UTF_8);
      happened(("closed " + code + " " + reason).strip());
      isOver = true;
      frame(0x88, payload);
      socket.close();
      return false;
    }
    String text = TableText.ofMessage(new String(payload, UTF_8));
    happened(TableText.ofFrame(text, (first & 0x0f) != 0, (first & 0x80) != 0));
    return true;
  }

  private void happened(String event) {
    if (!isOver) {
      events.add(event);
    }
  }

  private synchronized void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
    frame.put((byte) first).put((byte) (0x80 | payload.length)).put(MASK).put(payload);
    write(frame.array());
  }

  @Override
  public void send(String text) {
    frame(0x81, text.getBytes(UTF_8));
  }

  @Override
  public void leave() {
    frame(0x88, new byte[] {3, (byte) 0xe8});
  }

  @Override
  public List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    isOver = true;
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes them. */
  static final class Driver implements DrivenClient.Driver {
    @Override
    public DrivenClient newClient() {
      return new RawSocket();
    }

    @Override
    public void close() {}
  }
}
