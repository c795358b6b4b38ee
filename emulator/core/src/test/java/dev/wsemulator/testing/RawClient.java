package dev.wsemulator.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A WebSocket client that writes its bytes by hand, so that it can also write wrong ones. */
public final class RawClient implements Closeable {
  /** The first byte of an unfragmented text frame. */
  public static final int TEXT = 0x81;

  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final Socket socket;
  private final DataInputStream in;

  /**
   * A frame as it came.
   *
   * @param head the first byte: FIN, reserved bits and opcode
   * @param payload the bytes
   */
  public record Frame(int head, byte[] payload) {
    /** Returns the payload as text. */
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the status of a close frame; 1005 if it has none. */
    public int closeCode() {
      return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }
  }

  /**
   * An answer to an HTTP request.
   *
   * @param status the status
   * @param headers the headers by their names in lower case
   * @param body the body
   * @param lines the header lines as they came
   */
  public record Answer(int status, Map<String, String> headers, String body, List<String> lines) {}

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
  }

  /** Connects without saying anything. */
  public static RawClient connect(URI url) throws IOException {
    return new RawClient(new Socket(url.getHost(), url.getPort()));
  }

  /** Connects and opens the WebSocket. */
  public static RawClient open(URI url) throws IOException {
    RawClient client = connect(url);
    Answer answer = client.upgrade(url, "");
    if (answer.status() != 101) {
      client.close();
      throw new IOException("The handshake was answered with " + answer.status());
    }
    return client;
  }

  /** Asks for the WebSocket; the further header lines end with CR LF each. */
  public Answer upgrade(URI url, String moreHeaders) throws IOException {
    return request(upgradeRequest(url, moreHeaders));
  }

  /** Returns the text of a request for the WebSocket. */
  public static String upgradeRequest(URI url, String moreHeaders) {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return ("GET "
        + url.getRawPath()
        + query
        + " HTTP/1.1\r\nHost: "
        + url.getAuthority()
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + moreHeaders
        + "\r\n");
  }

  /** Sends the text of a request as it is and reads the answer. */
  public Answer request(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
    String statusLine = line();
    Map<String, String> headers = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(statusLine.split(" ")[1]), headers, body, lines);
  }

  /** Sends the text of a request as it is and reads the head of the answer as it is. */
  public String head(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** Reads what still comes, to the end. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Sends a text message in one frame. */
  public void text(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a masked frame. */
  public void frame(int head, byte[] payload) throws IOException {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= MASK[i % 4];
    }
    ByteArrayOutputStream frame = header(head, payload.length, 0x80);
    frame.writeBytes(MASK);
    frame.writeBytes(masked);
    write(frame.toByteArray());
  }

  /** Sends a frame without a mask, which no client may. */
  public void unmasked(int head, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = header(head, payload.length, 0);
    frame.writeBytes(payload);
    write(frame.toByteArray());
  }

  private static ByteArrayOutputStream header(int head, int length, int mask) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(head);
    if (length < 126) {
      header.write(mask | length);
    } else if (length < 65536) {
      header.write(mask | 126);
      header.write(length >> 8);
      header.write(length);
    } else {
      header.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        header.write((int) ((long) length >> shift));
      }
    }
    return header;
  }

  /** Sends bytes as they are. */
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads the next frame. */
  public Frame read() throws IOException {
    int head = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    return new Frame(head, in.readNBytes((int) length));
  }

  /** Reads the next text message, in however many frames it comes. */
  public String message() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Frame frame = read();
    if ((frame.head() & 0x0f) != 1) {
      throw new IOException("No text begins with %x".formatted(frame.head()));
    }
    whole.writeBytes(frame.payload());
    while ((frame.head() & 0x80) == 0) {
      frame = read();
      whole.writeBytes(frame.payload());
    }
    return whole.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the server ended the TCP connection. */
  public boolean isAtEnd() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether nothing comes for so long, not even the end. */
  public boolean isSilentFor(Duration time) throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout((int) time.toMillis());
    try {
      in.read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(before);
    }
  }

  /** Ends the TCP connection with a reset, as a crash does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the TCP connection in order, without a close frame. */
  public void end() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
