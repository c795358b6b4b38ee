package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.compression.Deflation;
import dev.wsemulator.internal.compression.Inflation;
import dev.wsemulator.internal.compression.NegotiatedDeflate;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.fault.FaultyMessages;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.recording.RecordedEnd.Side;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket: checks incoming frames against the quotas and assembles messages; splits
 * outgoing messages into frames. Frames come one at a time on the reader thread, which never runs
 * user code; sending is thread-safe.
 */
public final class ClientSocket implements FrameHandler, ClientChannel {

  /** How long a client may take to answer a close frame; of real time, as clients are real. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Gateway gateway;
  private final Quotas quotas;
  private final Line line;
  private final ClientTape tape;
  private final MessageAssembly assembly;
  private final @Nullable Unpacking unpacking;

  /** Guarded by {@code sending}. */
  private final MessageFrames frames;

  private final SendBuffer buffer;
  private final Callback fragmentWritten = Callback.from(() -> {}, this::notWritten);
  private final Object sending = new Object();
  private final LinePause pause = new LinePause(sending);

  /** Guarded by {@code sending}: what was sent, and the close, before the 101 was out. */
  private final OpenedOrder order = new OpenedOrder();

  /** Set once before the first frame. */
  @SuppressWarnings("NullAway.Init")
  private volatile CoreSession session;

  /** Bound before the handshake is answered. */
  @SuppressWarnings("NullAway.Init")
  private volatile Connection connection;

  /** The status that this side closed with. */
  private volatile @Nullable CloseCause closedWith;

  /** Guarded by {@code sending}: whether a message could not be written. */
  private boolean lostByWriting;

  /** Whether the client's close frame has arrived. */
  private volatile boolean closedByClient;

  /** Whether nothing of the client is heard any more, not even its end. */
  private volatile boolean inboundBlocked;

  /** Whether nothing reaches the client any more. */
  private volatile boolean outboundBlocked;

  /** The client's TCP connection, the receiver of its messages, and the listener of all traffic. */
  public record Line(Peer peer, FaultyMessages faults, TrafficListener traffic) {}

  /** How messages are split into frames, and the negotiated compression, if any. */
  public record Format(Framing framing, @Nullable NegotiatedDeflate compression) {}

  public ClientSocket(Gateway gateway, Quotas quotas, Line line, Format format) {
    this.line = line;
    this.tape = new ClientTape(line.traffic(), () -> connection.facts().connectionId());
    this.gateway = gateway;
    this.quotas = quotas;
    this.buffer = new SendBuffer(quotas.messageBytes());
    this.assembly = new MessageAssembly(quotas);
    NegotiatedDeflate agreed = format.compression();
    this.unpacking =
        agreed == null ? null : new Unpacking(new Inflation(agreed), quotas.frameBytes());
    this.frames =
        new MessageFrames(
            new UnevenFraming(format.framing()), agreed == null ? null : new Deflation(agreed));
  }

  /** Binds the connection that this socket belongs to; before the handshake is answered. */
  public void bind(Connection bound) {
    this.connection = bound;
    line.faults().bind(bound);
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    synchronized (sending) {
      session = opened;
      order.open();
    }
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame wire, Callback callback) {
    gateway.inFlight().during(() -> take(wire, callback));
  }

  private void take(Frame wire, Callback callback) {
    if (pause.isOn() && pause.keeps(() -> onFrame(wire, callback))) {
      return;
    }
    if (inboundBlocked || closedWith == CloseCause.LOST) {
      if (wire.getOpCode() != OpCode.CLOSE) { // which the server library would answer
        more(callback);
      }
      return;
    }
    Unpacking packed = OpCode.isDataFrame(wire.getOpCode()) ? unpacking : null;
    Frame frame = packed == null ? wire : packed.plain(wire);
    note(Direction.FROM_CLIENT, frame);
    if (frame.getOpCode() != OpCode.CLOSE && frame.getOpCode() != OpCode.PONG) {
      tape.received(frame.getOpCode(), frame.isFin(), MessageFrames.payload(frame));
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION, OpCode.BINARY -> onData(frame);
      case OpCode.PING -> pong(frame);
      case OpCode.CLOSE -> closedByClient(frame);
      default -> {
        // A pong needs no response.
      }
    }
    if (frame.getOpCode() != OpCode.CLOSE) {
      more(callback);
    } else if (!outboundBlocked) {
      callback.succeeded(); // the server library answers it
    }
  }

  private void more(Callback callback) {
    callback.succeeded();
    session.demand();
  }

  /** A whole message in one frame is noted as a message. */
  private void note(Direction direction, Frame frame) {
    byte opCode = frame.getOpCode();
    if (opCode != OpCode.TEXT || !frame.isFin()) {
      gateway.framePassed(
          connection,
          direction,
          OpCode.name(opCode).toLowerCase(Locale.ROOT),
          new Gateway.FrameSize(frame.isFin(), frame.getPayloadLength()));
    }
  }

  /** Notes the end before Jetty answers the close frame, so before the client receives it. */
  private void closedByClient(Frame frame) {
    closedByClient = true;
    if (closedWith == null) {
      ended(ReceivedClose.ofClient(frame));
    }
  }

  private void onData(Frame frame) {
    if (closedWith != null) {
      return;
    }
    CloseCause violation = violation(frame);
    if (violation != null) {
      connection.close(violation);
      return;
    }
    String message = assembly.takeIfComplete();
    if (message != null) {
      line.faults().accept(message);
    } else {
      line.faults().betweenFragments(Direction.FROM_CLIENT);
    }
  }

  /** Adds a frame to its message; returns the status to close with if it may not be. */
  private @Nullable CloseCause violation(Frame frame) {
    CloseCause packed = unpacking == null ? null : unpacking.violation();
    if (packed != null) {
      return packed;
    }
    return frame.getOpCode() == OpCode.BINARY
        ? CloseCause.BINARY_REFUSED
        : assembly.add(MessageFrames.payload(frame).slice(), frame.isFin());
  }

  private void pong(Frame ping) {
    if (outboundBlocked) {
      return;
    }
    Callback sent = buffer.reserve(ping.getPayloadLength(), this::notWritten);
    if (sent != null) {
      Frame answer = MessageFrames.pong(ping);
      note(Direction.TO_CLIENT, answer);
      session.sendFrame(answer, sent, false);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    if (unpacking != null) {
      unpacking.close();
    }
    CloseCause ours = closedWith;
    if (!inboundBlocked || ours != null) { // the end of this side is always noticed
      ended(ours != null ? ours : buffer.explained(ReceivedClose.of(status), status.getCause()));
    }
    callback.succeeded();
  }

  /** Lets {@code $disconnect} run; the only way there, however the connection ends. */
  public void ended(CloseCause status) {
    ended(status, closedWith == null ? Side.CLIENT : Side.GATEWAY);
  }

  private void ended(CloseCause status, Side by) {
    gateway.ended(connection, status, () -> tape.ended(by, status));
  }

  @Override
  public boolean send(Message message) {
    return send(message, () -> frames.of(message.utf8(), quotas.frameBytes()));
  }

  @Override
  public boolean send(Message message, int frameBytes) {
    return send(message, () -> frames.evenly(message.utf8(), frameBytes));
  }

  private boolean send(Message message, Supplier<List<Frame>> cut) {
    if (closedWith != null) {
      return false;
    }
    if (outboundBlocked) {
      return true;
    }
    Callback sent = buffer.reserve(message.length(), this::notWritten);
    if (sent == null) {
      tape.full();
      return false;
    }
    synchronized (sending) {
      if (isClosing()) {
        sent.succeeded();
        return false;
      }
      order.run(() -> sendNow(message, cut, sent));
      return !lostByWriting;
    }
  }

  /**
   * Ends the connection of a client that misses a message: it must not seem to be well. When the
   * server library is already closing it, as it does before it reports a network failure, {@link
   * #onClosed} has reported that.
   */
  private void notWritten(Throwable failure) {
    synchronized (sending) {
      lostByWriting |= closedWith == null;
      if (isClosing()) {
        return;
      }
      closedWith = CloseCause.LOST;
    }
    session.abort();
    ended(CloseCause.LOST.because(RefusalReasons.notWritten(failure)), Side.CLIENT);
  }

  /** Sends a message, if it can still go, and notes it first: its client may answer at once. */
  private void sendNow(Message message, Supplier<List<Frame>> cut, Callback sent) {
    if (outboundBlocked || closedWith == CloseCause.LOST) {
      sent.succeeded();
      return;
    }
    tape.sent(message);
    gateway.messageSent(connection, message);
    tape.pass(sending, () -> pause.write(() -> sendFrames(cut.get(), tape.noticed(sent))));
  }

  private void sendFrames(List<Frame> parts, Callback sent) {
    for (Frame part : parts) {
      if (closedWith == CloseCause.LOST || outboundBlocked) {
        sent.succeeded();
        return;
      }
      note(Direction.TO_CLIENT, part);
      boolean last = part.isFin();
      session.sendFrame(part, last ? sent : fragmentWritten, !last && !line.faults().mayStrike());
      if (!last) {
        CloseCause before = closedWith; // a close that was asked for before the 101 comes behind
        line.faults().betweenFragments(Direction.TO_CLIENT);
        if (closedWith != before) {
          sent.succeeded();
          return;
        }
      }
    }
  }

  @Override
  public void close(CloseCause status) {
    boolean unanswered;
    synchronized (sending) {
      if (closedWith != null) {
        return;
      }
      closedWith = status;
      unanswered = outboundBlocked || inboundBlocked || pause.isOn();
      if (!outboundBlocked) { // a client that nothing reaches gets no close frame, ever
        order.run(() -> sendClose(status));
      }
    }
    if (unanswered) { // the gateway does not wait
      ended(status, outboundBlocked ? Side.UNSEEN : Side.GATEWAY);
    }
  }

  @Override
  public boolean isClosing() {
    CoreSession opened = session;
    return closedWith != null || opened != null && !opened.isOutputOpen();
  }

  /** Returns whether neither this side nor the client has asked for the end that comes. */
  boolean isBeingClosedByServerLibrary() {
    return closedWith == null && !closedByClient;
  }

  @Override
  public void sever(DisconnectMode how) {
    switch (how) {
      case DEAF -> inboundBlocked = true;
      case MUTE -> outboundBlocked = true;
      default -> lose(how);
    }
  }

  private void lose(DisconnectMode how) {
    synchronized (sending) {
      if (closedWith != null) {
        return;
      }
      closedWith = CloseCause.LOST;
    }
    line.peer().lose(how);
    if (how == DisconnectMode.FIN) {
      TimeSource.system().after(CLOSE_LIMIT, line.peer()::reset);
    }
    ended(CloseCause.LOST);
  }

  private void sendClose(CloseCause status) {
    String reason = status.reason();
    int length = reason.getBytes(StandardCharsets.UTF_8).length + Short.BYTES;
    tape.ended(Side.GATEWAY, status);
    gateway.framePassed(
        connection, Direction.TO_CLIENT, "close", new Gateway.FrameSize(true, length));
    pause.write(
        () -> {
          session.close(status.code(), reason.isEmpty() ? null : reason, Callback.NOOP);
          TimeSource.system().after(CLOSE_LIMIT, session::abort);
        });
  }

  @Override
  public void pause() {
    pause.begin();
  }

  @Override
  public void resume() {
    pause.end();
  }
}
