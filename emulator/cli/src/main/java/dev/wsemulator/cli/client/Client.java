package dev.wsemulator.cli.client;

import dev.wsemulator.cli.console.CommandException;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.internal.client.FrameClient;
import dev.wsemulator.internal.client.HandshakeResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.java_websocket.WebSocket;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** A client of a WebSocket API. Thread-safe. */
public final class Client extends FrameClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 10_000;

  private final ClientOutput output;
  private final boolean verified;
  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private volatile @Nullable Exception failure;

  /** Set when we have begun to end it. */
  private volatile boolean ending;

  /**
   * How the handshake is made.
   *
   * @param url where
   * @param headers what is sent with it
   * @param subprotocols what is offered
   * @param verified whether the server's certificate is verified
   */
  public record Handshake(
      URI url, Map<String, String> headers, List<String> subprotocols, boolean verified) {}

  private Client(Handshake handshake, ClientOutput output) {
    super(handshake.url(), handshake.headers(), handshake.subprotocols(), CONNECT_MILLIS);
    this.output = output;
    this.verified = handshake.verified();
  }

  /**
   * Opens a connection.
   *
   * @return the client, or {@code null} if the handshake was refused, which the output says
   * @throws CommandException if there is no response
   */
  @SuppressWarnings("deprecation") // a factory of sockets could give the same one only
  static @Nullable public Client open(Handshake handshake, ClientOutput output) {
    Client client = new Client(handshake, output);
    if ("wss".equals(handshake.url().getScheme())) {
      client.setSocket(client.secured());
    }
    client.connect();
    try {
      return client.opened.join() ? client : null;
    } catch (CompletionException e) {
      throw e.getCause() instanceof CommandException failure ? failure : e;
    }
  }

  /** Agrees on TLS before anything is sent, so that it is certain why that fails. */
  private Socket secured() {
    URI url = getURI();
    int port = url.getPort() < 0 ? 443 : url.getPort();
    SSLSocketFactory sockets =
        verified ? (SSLSocketFactory) SSLSocketFactory.getDefault() : AnyCertificate.sockets();
    try {
      Socket plain = new Socket();
      plain.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
      SSLSocket secured = (SSLSocket) sockets.createSocket(plain, url.getHost(), port, true);
      SSLParameters parameters = secured.getSSLParameters();
      onSetSSLParameters(parameters);
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      failure = e;
      throw unanswered("");
    }
  }

  /** Returns what completes with the close code when the connection has ended. */
  public CompletableFuture<Integer> ended() {
    return ended;
  }

  /** Waits for the server to end the connection; returns whether it did. */
  public boolean endsWithin(Duration patience) {
    return ended
        .thenApply(code -> true)
        .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }

  /** Ends the connection, if it is open, and waits for the server to agree. */
  public void end(int code, String reason) {
    if (ended.isDone()) {
      return;
    }
    ending = true;
    close(code, reason);
    if (!endsWithin(PATIENCE)) {
      closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }
  }

  /** Returns the exit code: success requires close code 1000 if the server ended the connection. */
  public int exitCode() {
    return ending || ended.getNow(CloseFrame.NORMAL) == CloseFrame.NORMAL
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }

  /** Sends a message; returns whether the connection is open. */
  public boolean say(String message) {
    try {
      send(message);
      return true;
    } catch (WebsocketNotConnectedException e) {
      return false;
    }
  }

  /** Prints a note for the user. */
  void note(String line) {
    output.note(null, line);
  }

  void ping(String text) {
    send(Opcode.PING, true, text.getBytes(StandardCharsets.UTF_8));
  }

  void pong(String text) {
    send(Opcode.PONG, true, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected void onSetSSLParameters(SSLParameters parameters) {
    if (verified) {
      super.onSetSSLParameters(parameters);
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    HandshakeResponse given = response();
    if (given != null) {
      output.opened(given, getURI().toString());
    }
    opened.complete(true);
  }

  @Override
  public void onMessage(String message) {
    output.message(message);
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    output.bytes(bytes);
  }

  @Override
  public void onWebsocketPing(WebSocket connection, Framedata frame) {
    output.control("ping", frame.getPayloadData());
    super.onWebsocketPing(connection, frame);
  }

  @Override
  protected void onPong(byte[] payload) {
    output.control("pong", ByteBuffer.wrap(payload));
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    HandshakeResponse given = response();
    if (opened.isDone()) {
      output.closed(code, reason, !ending);
    } else if (given == null) {
      opened.completeExceptionally(unanswered(reason));
    } else if (given.status() == 101) {
      opened.completeExceptionally(new CommandException(disagreed(reason)));
    } else {
      output.refused(given);
      opened.complete(false);
    }
    ended.complete(code);
  }

  private CommandException unanswered(String reason) {
    Exception cause = failure;
    if (cause instanceof ConnectException) {
      return new CommandException(
          "Connection refused: %s. Start the emulator, or use another URL.".formatted(getURI()),
          cause);
    }
    if (cause instanceof UnknownHostException) {
      return new CommandException("Unknown host %s.".formatted(getURI().getHost()), cause);
    }
    String why = cause == null ? reason : String.valueOf(cause.getMessage());
    String hint =
        cause instanceof javax.net.ssl.SSLException
            ? " If it is the emulator's own certificate, add --no-check."
            : "";
    return new CommandException(
        "No response to the handshake with %s%s.%s"
            .formatted(getURI(), why.isEmpty() ? "" : ": " + why, hint),
        cause);
  }

  private static String disagreed(String reason) {
    return reason.contains("refuses handshake")
        ? "The server accepted the handshake without any of the offered subprotocols. Return one in the header Sec-WebSocket-Protocol of the response to $connect."
        : "Invalid response to the handshake: " + reason;
  }

  @Override
  public void onError(Exception problem) {
    failure = problem;
  }
}
