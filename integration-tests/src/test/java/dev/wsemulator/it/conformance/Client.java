package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/** A WebSocket and HTTP client that writes and reads bytes. Not thread-safe. */
final class Client implements Closeable {
  /** The first use of a function on a busy machine takes long. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI url;
  private final Socket socket;
  private final DataInputStream in;

  private Client(URI url) throws IOException {
    this.url = url;
    boolean secure = url.getScheme().equals("wss") || url.getScheme().equals("https");
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    this.socket =
        secure
            ? SSLSocketFactory.getDefault().createSocket(url.getHost(), port)
            : new Socket(url.getHost(), port);
    this.in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Connects without saying anything. */
  static Client connect(URI url) throws IOException {
    return new Client(url);
  }

  /** Connects and opens the WebSocket. */
  static Client open(URI url, String... moreHeaders) throws IOException {
    Client client = new Client(url);
    HttpAnswer answer = client.upgrade(moreHeaders);
    assertThat(answer.status()).as("%s", answer.headers()).isEqualTo(101);
    return client;
  }

  /** Asks for the WebSocket, and returns the answer. */
  HttpAnswer upgrade(String... moreHeaders) throws IOException {
    begin(moreHeaders);
    return answer();
  }

  /** Asks for the WebSocket. */
  void begin(String... moreHeaders) throws IOException {
    beginAt(target(), url.getAuthority(), moreHeaders);
  }

  /** Asks for the WebSocket with this path and query, of this host. */
  void beginAt(String target, String host, String... moreHeaders) throws IOException {
    StringBuilder more = new StringBuilder();
    for (String header : moreHeaders) {
      more.append(header).append("\r\n");
    }
    write(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + more
            + "\r\n");
  }

  /** Returns the path and the query. */
  String target() {
    return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
  }

  /** Reads an answer to an HTTP request. */
  HttpAnswer answer() throws IOException {
    return HttpAnswer.read(in);
  }

  /** Returns whether the server says nothing for a fifth of a second. */
  boolean isSilent() throws IOException {
    socket.setSoTimeout(200);
    try {
      in.read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends a text message in one frame. */
  void send(String text) throws IOException {
    frame(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void frame(int head, byte[] payload) throws IOException {
    write(new Frame(head, payload).masked());
  }

  /** Reads the next frame. */
  Frame frame() throws IOException {
    return Frame.read(in);
  }

  /** Reads the next message, which must be text, in however many frames. */
  String text() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    Frame frame = frame();
    assertThat(frame.head() & 0x7f).as("opcode, with %s", frame.text()).isEqualTo(1);
    message.writeBytes(frame.payload());
    while ((frame.head() & 0x80) == 0) {
      frame = frame();
      assertThat(frame.head() & 0x7f).as("opcode of a continuation").isZero();
      message.writeBytes(frame.payload());
    }
    return message.toString(StandardCharsets.UTF_8);
  }

  /** Sends a message and reads the next one. */
  String ask(String message) throws IOException {
    send(message);
    return text();
  }

  /** Sends a message to a route that answers with its event. */
  JsonNode event(String message) throws IOException {
    return Text.json(ask(message));
  }

  /** Returns the id of this connection; a route of this stage with this message echoes. */
  String id(String echoMessage) throws IOException {
    return event(echoMessage).at("/requestContext/connectionId").asText();
  }

  String id() throws IOException {
    return id("{\"action\":\"echo\"}");
  }

  /** Closes with a code and a reason, and returns the server's close frame. */
  Frame end(int code, String reason) throws IOException {
    frame(Frame.CLOSE, Frame.closing(code, reason));
    return frame();
  }

  /** Returns whether the server ended the TCP connection, with nothing before that. */
  boolean isAtEnd() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
