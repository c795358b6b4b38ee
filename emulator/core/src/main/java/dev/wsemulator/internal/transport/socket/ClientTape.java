package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.internal.connection.ClientChannel.Message;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.recording.HeldWrites;
import dev.wsemulator.internal.recording.RecordedEnd;
import dev.wsemulator.internal.recording.RecordedEnd.Side;
import dev.wsemulator.internal.recording.TrafficListener;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;

/**
 * The traffic of one client, for recordings. Thread-safe.
 *
 * @param traffic the listener of all traffic
 * @param id returns the connection's id, which is known before anything passes
 */
record ClientTape(TrafficListener traffic, Supplier<String> id) {

  /** A frame has come. */
  void received(byte opCode, boolean isLast, ByteBuffer payload) {
    traffic.received(id.get(), opCode, isLast, payload);
  }

  /** A message is about to go. */
  void sent(Message message) {
    traffic.sent(id.get(), message);
  }

  /** A message finds no room. */
  void full() {
    traffic.full(id.get());
  }

  /** The connection has ended. */
  void ended(Side by, CloseCause status) {
    traffic.ended(id.get(), new RecordedEnd(by, status.code(), status.reason()));
  }

  /**
   * Writes now or, if a replay lets the client read as slowly as it did, when it reads.
   *
   * @param order what is locked while something is written
   */
  void pass(Object order, Runnable write) {
    HeldWrites held = traffic.held(id.get());
    if (held == null) {
      write.run();
    } else {
      held.pass(order, write);
    }
  }

  /** Returns what also tells recordings that the client has taken a message. */
  Callback noticed(Callback sent) {
    return traffic.isRecording()
        ? Callback.from(
            () -> {
              traffic.taken(id.get());
              sent.succeeded();
            },
            sent::failed)
        : sent;
  }
}
