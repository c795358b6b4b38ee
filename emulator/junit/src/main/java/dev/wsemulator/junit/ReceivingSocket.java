package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.internal.engine.ClientEngine;
import dev.wsemulator.internal.engine.ClientEngine.ClientSocket;
import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.junit.network.ClientNetwork;
import dev.wsemulator.junit.report.Standstill;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client socket that keeps what it receives. */
final class ReceivingSocket implements ClientEngine.Listener {
  private static final int NORMAL = 1000;
  private static final Duration HANDSHAKE = Duration.ofSeconds(60);
  private static final Pattern STATUS = Pattern.compile("Invalid status code received: (\\d+)");

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

  /** What was taken with {@link #next}, for the message of a failure. */
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();

  private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
  private final AtomicInteger pings = new AtomicInteger();
  private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();

  private final URI url;
  private final ClientSocket socket;
  private volatile String name = "";

  ReceivingSocket(
      URI url, Map<String, String> headers, ClientNetwork network, String... subprotocols) {
    this.url = url;
    this.socket = Engines.clients().socket(url, headers, List.of(subprotocols), this);
    if ("ws".equals(url.getScheme())) { // not for TLS
      socket.through(network.sockets());
    }
  }

  /** Sets what failures call it. */
  void name(String client) {
    name = client;
  }

  private AssertionError failure(String what, Throwable... cause) {
    String whose = name.isEmpty() ? what : name + ": " + what;
    return new AssertionError(whose, cause.length == 0 ? null : cause[0]);
  }

  void open() {
    try {
      if (!socket.connect((int) HANDSHAKE.toSeconds())) {
        String reason = closed.isDone() ? closed.join().reason() : "no answer in " + HANDSHAKE;
        Matcher status = STATUS.matcher(reason);
        throw new HandshakeRefusedException(
            status.find() ? Integer.parseInt(status.group(1)) : 0,
            "The handshake with " + url + " was refused: " + reason);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HandshakeRefusedException(0, "Interrupted in the handshake with " + url);
    }
  }

  String next(Standstill.Wait wait) {
    try {
      String message = messages.poll(wait.step().toNanos(), TimeUnit.NANOSECONDS);
      while (message == null && wait.goesOn()) {
        message = messages.poll(wait.step().toNanos(), TimeUnit.NANOSECONDS);
      }
      if (message == null) {
        String state = closed.isDone() ? "was closed with " + closed.join() : "is open";
        throw failure(
            "No message came within %s; the connection %s. Received before: %s."
                .formatted(wait.limit(), state, taken.isEmpty() ? "nothing" : taken));
      }
      taken.add(message);
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("Interrupted while waiting for a message.", e);
    }
  }

  CloseStatus closed(Standstill.Wait wait) {
    try {
      while (!isEnded() && wait.goesOn()) {
        awaitEnd(wait.step());
      }
      return closed.get(0, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failure(
          "The connection is still open after %s. Unread messages: %s."
              .formatted(wait.limit(), messages.isEmpty() ? "none" : messages),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("Interrupted while waiting for the close.", e);
    } catch (ExecutionException e) {
      throw failure("The connection failed.", e);
    }
  }

  private void awaitEnd(Duration limit) throws InterruptedException, ExecutionException {
    try {
      closed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return; // the wait says whether it goes on
    }
  }

  void expectClose(CloseStatus wanted, Standstill.Wait wait) {
    CloseStatus end = closed(wait);
    if (!end.equals(wanted)) {
      throw failure(
          "The connection was expected to be closed with %s, but was closed with %s. Unread messages: %s."
              .formatted(wanted, end, messages.isEmpty() ? "none" : messages));
    }
  }

  /** The answer to a ping comes behind all that the server has sent before it. */
  void expectNothing(Duration patience) {
    boolean answered = isAnswered(patience);
    if (closed.isDone()) {
      throw failure(
          "No message was expected of an open connection, but it was closed with %s."
              .formatted(closed.join()));
    }
    if (!answered) {
      throw failure(
          "Whether a message came cannot be told: the ping was not answered within %s."
              .formatted(patience));
    }
    if (!messages.isEmpty()) {
      throw failure("No message was expected, but %s came.".formatted(messages));
    }
  }

  /** Returns whether the connection shows in this time that it is open: it is if it is silent. */
  boolean answers(Duration patience) {
    if (closed.isDone()) {
      return false;
    }
    isAnswered(patience);
    return !closed.isDone();
  }

  boolean isEnded() {
    return closed.isDone();
  }

  private boolean isAnswered(Duration patience) {
    return isAnswered(("ping " + pings.incrementAndGet()).getBytes(UTF_8), patience);
  }

  /** Sends a ping, and returns whether its pong comes in this time. */
  boolean isAnswered(byte[] payload, Duration patience) {
    ByteBuffer marker = ByteBuffer.wrap(payload);
    try {
      if (!socket.ping(marker.array().clone())) {
        return false;
      }
      ByteBuffer pong = pongs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      while (pong != null && !pong.equals(marker) && !closed.isDone()) {
        pong = pongs.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
      return marker.equals(pong);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("Interrupted while waiting for a pong.", e);
    }
  }

  boolean hasTaken(String text) {
    return taken.stream().anyMatch(message -> message.contains(text));
  }

  /** Closes the connection and waits for its end; cuts it if the server does not answer in time. */
  void end(Duration patience) {
    close(NORMAL, "");
    try {
      closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      drop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      drop();
    } catch (ExecutionException e) {
      throw failure("The connection failed.", e);
    }
  }

  void drop() {
    socket.reset();
  }

  void send(String message) {
    socket.send(message);
  }

  void close(int code, String reason) {
    socket.close(code, reason);
  }

  boolean isOpen() {
    return socket.isOpen();
  }

  String subprotocol() {
    return socket.subprotocol();
  }

  URI url() {
    return url;
  }

  @Override
  public void onMessage(String message) {
    messages.add(message);
  }

  @Override
  public void onPong(byte[] payload) {
    pongs.add(ByteBuffer.wrap(payload));
  }

  @Override
  public void onClose(int code, String reason) {
    closed.complete(new CloseStatus(code, reason));
    pongs.add(ByteBuffer.allocate(0)); // all waiting threads have a result
  }
}
