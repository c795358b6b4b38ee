package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.CloseCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts text frames together into messages, within the quotas. Used by one reader thread at a time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
 */
final class MessageAssembly {
  private static final byte[] NONE = {};

  /** What stands where bytes were not UTF-8, or where the client has written it. */
  private static final char REPLACEMENT = '\ufffd';

  /** More frames without a byte than anybody sends by chance. */
  private static final int MOST_EMPTY = 1000;

  private final Quotas quotas;
  private final Utf8Check check = new Utf8Check();
  private byte[] bytes = NONE;
  private int length;
  private int empty;
  private boolean inside;
  private @Nullable String message;

  MessageAssembly(Quotas quotas) {
    this.quotas = quotas;
  }

  /**
   * Adds a frame.
   *
   * @param payload what is in it
   * @param last whether it is the last of its message
   * @return the status to close with if it may not be
   */
  @Nullable CloseCause add(ByteBuffer payload, boolean last) {
    int more = payload.remaining();
    if (more > quotas.frameBytes() || (long) length + more > quotas.messageBytes()) {
      boolean isFrame = more > quotas.frameBytes();
      return CloseCause.TOO_BIG.because(
          isFrame
              ? RefusalReasons.frameTooLong(more, quotas.frameBytes())
              : RefusalReasons.messageTooLong(length + more, quotas.messageBytes()));
    }
    if (more == 0 && inside && ++empty > MOST_EMPTY) {
      return CloseCause.TOO_BIG.because(RefusalReasons.emptyFrames(MOST_EMPTY));
    }
    boolean isWhole = last && !inside;
    byte[] frame = into(payload, more);
    int end = length + more;
    if (isWhole) {
      return isText(frame, end) ? null : CloseCause.NOT_UTF8;
    }
    if (!check.add(frame, length, end) || last && !check.end()) {
      return CloseCause.NOT_UTF8;
    }
    length = end;
    inside = true;
    if (last) {
      message = new String(frame, 0, end, StandardCharsets.UTF_8);
      bytes = NONE;
      length = 0;
      empty = 0;
      inside = false;
    }
    return null;
  }

  /** Returns the bytes of the message so far with those of a frame behind them. */
  private byte[] into(ByteBuffer payload, int more) {
    if (bytes.length < length + more) {
      int room = length == 0 ? more : Math.max(length + more, 2 * length);
      bytes = Arrays.copyOf(bytes, room);
    }
    payload.get(bytes, length, more);
    return bytes;
  }

  /** Keeps a message in one frame. */
  private boolean isText(byte[] frame, int end) {
    String text = new String(frame, 0, end, StandardCharsets.UTF_8);
    bytes = NONE;
    if (text.indexOf(REPLACEMENT) >= 0 && !(check.add(frame, 0, end) && check.end())) {
      return false;
    }
    message = text;
    return true;
  }

  /** Takes the message if its last frame is there. */
  @Nullable String takeIfComplete() {
    String complete = message;
    message = null;
    return complete;
  }
}
