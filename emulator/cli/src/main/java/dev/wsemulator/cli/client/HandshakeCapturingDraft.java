package dev.wsemulator.cli.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.IncompleteHandshakeException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/** The protocol, which tells how a handshake was answered, also where it was refused. */
final class HandshakeCapturingDraft extends Draft_6455 {
  private static final int SWITCHING = 101;

  private final List<IProtocol> subprotocols;
  private final Consumer<HandshakeResponse> answers;

  HandshakeCapturingDraft(List<IProtocol> subprotocols, Consumer<HandshakeResponse> answers) {
    super(List.of(), subprotocols.isEmpty() ? List.of(new Protocol("")) : subprotocols);
    this.subprotocols = subprotocols;
    this.answers = answers;
  }

  @Override
  public Handshakedata translateHandshake(ByteBuffer bytes) throws InvalidHandshakeException {
    Optional<HandshakeResponse> answer = HandshakeResponse.read(bytes);
    if (answer.isEmpty()) {
      throw new IncompleteHandshakeException();
    }
    answers.accept(answer.get());
    if (answer.get().status() != SWITCHING) {
      throw new InvalidHandshakeException(answer.get().statusLine());
    }
    return super.translateHandshake(bytes);
  }

  @Override
  public Draft copyInstance() {
    return new HandshakeCapturingDraft(subprotocols, answers);
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
