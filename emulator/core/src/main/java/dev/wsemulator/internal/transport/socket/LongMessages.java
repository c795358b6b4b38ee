package dev.wsemulator.internal.transport.socket;

import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * Hands frames that take long to read over to other threads, as the thread that selects reads the
 * frames of all clients. Frames keep their order: the next one is read when its predecessor has
 * been. Used by one thread at a time.
 */
public final class LongMessages implements FrameHandler {
  /** A message of more bytes is not read by the thread that selects. */
  private static final long LONG_BYTES = 16 * 1024;

  /** Compressed text may become many times as long. */
  private static final long LONG_COMPRESSED_BYTES = 1024;

  private final FrameHandler reader;
  private final Executor others;

  /** How much there is of a message, in bytes, and from when on it is long. */
  private long length;

  private long limit = LONG_BYTES;

  /**
   * Creates it.
   *
   * @param reader reads all frames
   * @param others threads for frames that take long
   */
  public LongMessages(FrameHandler reader, Executor others) {
    this.reader = reader;
    this.others = others;
  }

  /** Returns what reads all frames. */
  FrameHandler reader() {
    return reader;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    reader.onOpen(session, callback);
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (isLong(frame)) {
      others.execute(() -> reader.onFrame(frame, callback));
    } else {
      reader.onFrame(frame, callback);
    }
  }

  private boolean isLong(Frame frame) {
    if (!OpCode.isDataFrame(frame.getOpCode())) {
      return false;
    }
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      length = 0;
      limit = frame.isRsv1() ? LONG_COMPRESSED_BYTES : LONG_BYTES;
    }
    length += frame.getPayloadLength();
    return length > limit;
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    reader.onError(cause, callback);
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    reader.onClosed(status, callback);
  }
}
