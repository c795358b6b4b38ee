package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.compression.Inflation;
import dev.wsemulator.internal.connection.CloseCause;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** Takes the compression off one client's frames. Used by one reader thread at a time. */
final class Unpacking {
  private final Inflation inflation;
  private final int frameBytes;

  /** Whether the message whose frames are coming is compressed. */
  private boolean compressed;

  private @Nullable CloseCause violation;

  /**
   * Creates one.
   *
   * @param inflation what inflates
   * @param frameBytes how long a frame may become
   */
  Unpacking(Inflation inflation, int frameBytes) {
    this.inflation = inflation;
    this.frameBytes = frameBytes;
  }

  /** Returns a data frame as it was before it was compressed; one that may not be as it is. */
  Frame plain(Frame frame) {
    boolean begins = frame.getOpCode() != OpCode.CONTINUATION;
    if (!begins && frame.isRsv1()) {
      violation = CloseCause.PROTOCOL_ERROR;
      return frame;
    }
    compressed = begins ? frame.isRsv1() : compressed;
    return compressed && frame.getOpCode() != OpCode.BINARY && violation == null
        ? inflated(frame)
        : frame;
  }

  private Frame inflated(Frame frame) {
    ByteBuffer payload = frame.hasPayload() ? frame.getPayload().slice() : ByteBuffer.allocate(0);
    try {
      ByteBuffer plain = inflation.inflate(payload, frame.isFin(), frameBytes);
      if (plain.remaining() <= frameBytes) {
        return new Frame(frame.getOpCode(), frame.isFin(), plain);
      }
      violation =
          CloseCause.TOO_BIG.because(RefusalReasons.frameTooLong(plain.remaining(), frameBytes));
    } catch (DataFormatException e) {
      violation = CloseCause.NOT_DEFLATED;
    }
    return frame;
  }

  /** Returns the status to close with if a frame may not be. */
  @Nullable CloseCause violation() {
    return violation;
  }

  /** Releases native memory. */
  void close() {
    inflation.close();
  }
}
