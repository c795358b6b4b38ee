package dev.wsemulator.internal.transport;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a request's body whole and keeps no more of it than a limit. Bytes over the limit are read
 * and dropped, so that its sender, who may not look at answers before, gets one. Never blocks.
 */
final class LimitedBody implements Invocable.Task {
  /** Who sends more than that hears no answer. */
  private static final long GIVE_UP = 16L * 1024 * 1024;

  private final Request request;
  private final int limit;
  private final Consumer<byte[]> whole;
  private final Runnable tooLong;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long length;

  private LimitedBody(Request request, int limit, Consumer<byte[]> whole, Runnable tooLong) {
    this.request = request;
    this.limit = limit;
    this.whole = whole;
    this.tooLong = tooLong;
  }

  /**
   * Begins to read.
   *
   * @param limit the longest body, in bytes
   * @param whole gets the body
   * @param tooLong handles a body over the limit, or an incomplete one
   */
  static void read(Request request, int limit, Consumer<byte[]> whole, Runnable tooLong) {
    new LimitedBody(request, limit, whole, tooLong).run();
  }

  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        tooLong.run();
        return;
      }
      take(chunk);
      if (chunk.isLast() || length > GIVE_UP) {
        end();
        return;
      }
    }
  }

  private void take(Content.Chunk chunk) {
    length += chunk.remaining();
    if (length <= limit) {
      kept.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    }
    chunk.release();
  }

  private void end() {
    if (length > limit) {
      tooLong.run();
    } else {
      whole.accept(kept.toByteArray());
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
