package dev.wsemulator.internal.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** Keeps the response to a handshake, also of a refused one. */
final class HandshakeCapturingDraft extends Draft_6455 {
  private static final int SWITCHING = 101;

  private final List<String> subprotocols;
  private final CompletableFuture<HandshakeResponse> response;

  HandshakeCapturingDraft(List<String> subprotocols) {
    this(subprotocols, new CompletableFuture<>());
  }

  private HandshakeCapturingDraft(
      List<String> subprotocols, CompletableFuture<HandshakeResponse> response) {
    super(List.of(), offer(subprotocols));
    this.subprotocols = subprotocols;
    this.response = response;
  }

  private static List<IProtocol> offer(List<String> subprotocols) {
    List<String> offered = subprotocols.isEmpty() ? List.of("") : subprotocols;
    return offered.stream().<IProtocol>map(Protocol::new).toList();
  }

  CompletableFuture<HandshakeResponse> response() {
    return response;
  }

  @Override
  public Handshakedata translateHandshake(ByteBuffer bytes) throws InvalidHandshakeException {
    Optional<HandshakeResponse> answer = HandshakeResponse.read(bytes);
    if (answer.isEmpty()) {
      throw new IncompleteHandshakeException();
    }
    response.complete(answer.get());
    if (answer.get().status() != SWITCHING) {
      throw new InvalidHandshakeException("Invalid status code received: " + answer.get().status());
    }
    return super.translateHandshake(bytes);
  }

  @Override
  public Draft copyInstance() {
    return new HandshakeCapturingDraft(subprotocols, response);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
