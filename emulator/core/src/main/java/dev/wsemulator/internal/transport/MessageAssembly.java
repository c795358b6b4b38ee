package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames together into messages, within the quotas. Used by one reader thread at a time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
 */
final class MessageAssembly {
  private static final byte[] EMPTY = {};

  private final Quotas quotas;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private byte[] bytes = EMPTY;
  private boolean complete;
  private boolean broken;

  MessageAssembly(Quotas quotas) {
    this.quotas = quotas;
  }

  /** Adds a data frame; returns the status to close with if it may not be. */
  @Nullable CloseStatus add(Frame frame) {
    if (frame.getOpCode() == OpCode.BINARY) {
      return CloseStatus.BINARY_REFUSED;
    }
    int length = frame.getPayloadLength();
    if (length > quotas.frameBytes() || bytes.length + length > quotas.messageBytes()) {
      return CloseStatus.TOO_BIG;
    }
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, bytes.length);
    if (length > 0) {
      frame.getPayload().slice().get(longer, bytes.length, length);
    }
    bytes = longer;
    complete = frame.isFin();
    return null;
  }

  /** Returns the message if its last frame is there and it is UTF-8, else {@code null}. */
  @Nullable String takeIfComplete() {
    if (!complete) {
      return null;
    }
    byte[] message = bytes;
    bytes = EMPTY;
    complete = false;
    try {
      return decoder.reset().decode(ByteBuffer.wrap(message)).toString();
    } catch (CharacterCodingException e) {
      broken = true;
      return null;
    }
  }

  /** Returns whether a message was not UTF-8. */
  boolean isBroken() {
    return broken;
  }
}
