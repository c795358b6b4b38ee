package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Limits the bytes that wait to be written to a client. Thread-safe. */
final class SendBuffer {
  /** How many of the longest messages can wait. */
  private static final long MESSAGES = 8;

  /** The approximate size of a queued frame without its payload. */
  private static final int FRAME_OVERHEAD = 64;

  private final long limit;
  private final AtomicLong pending = new AtomicLong();

  SendBuffer(int messageBytes) {
    this.limit = Math.max(ClientChannel.BUFFER_BYTES, MESSAGES * messageBytes);
  }

  /**
   * Returns why a connection ended. If it was lost, it says so if something still waited for the
   * client; its writing fails only after this.
   */
  CloseCause explained(CloseCause status, @Nullable Throwable cause) {
    return status == CloseCause.LOST && pending.get() > 0
        ? status.because(RefusalReasons.notWritten(cause))
        : status;
  }

  /**
   * Reserves space for a payload.
   *
   * @param failed handles a failure to write it
   * @return what releases the space when it has been written, or {@code null} if there is no space
   */
  @Nullable Callback reserve(int payloadBytes, Consumer<Throwable> failed) {
    int size = payloadBytes + FRAME_OVERHEAD;
    if (pending.addAndGet(size) > limit) {
      pending.addAndGet(-size);
      return null;
    }
    return Callback.from(
        () -> pending.addAndGet(-size),
        failure -> {
          pending.addAndGet(-size);
          failed.accept(failure);
        });
  }
}
