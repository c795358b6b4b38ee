package dev.wsemulator.internal.transport;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Severance;
import dev.wsemulator.internal.fault.FaultyMessages;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.recording.Traffic;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket: frames in, checked against the quotas and assembled into messages; messages
 * out, cut into frames. Frames come one at a time on the reader thread, which never runs user code;
 * sending is thread-safe.
 */
final class ClientSocket implements FrameHandler, ClientChannel {

  /** What a queued frame takes beside its payload, about. */
  private static final int FRAME_OVERHEAD = 64;

  /** How long a client may take to answer a close frame; of real time, as clients are real. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Gateway gateway;
  private final Quotas quotas;
  private final Line line;
  private final MessageAssembly assembly;
  private final AtomicInteger pendingBytes = new AtomicInteger();
  private final Object sending = new Object();

  /**
   * Guarded by {@code sending}: what was sent, or the close that was asked for, before the 101 was
   * out.
   */
  private @Nullable List<Runnable> beforeOpen = new ArrayList<>();

  /** Set once before the first frame. */
  private volatile @Nullable CoreSession session;

  private volatile @Nullable Connection connection;

  /** The status that this side closed with. */
  private volatile @Nullable CloseStatus closedWith;

  /** Whether nothing of the client is heard any more, not even its end. */
  private volatile boolean deaf;

  /** Whether nothing reaches the client any more. */
  private volatile boolean mute;

  /**
   * What is at the two ends of the socket.
   *
   * @param peer the client's TCP end
   * @param faults where messages go, and what goes wrong with them
   * @param traffic what is told of everything that passes
   */
  record Line(Peer peer, FaultyMessages faults, Traffic traffic) {}

  ClientSocket(Gateway gateway, Quotas quotas, Line line) {
    this.line = line;
    this.gateway = gateway;
    this.quotas = quotas;
    this.assembly = new MessageAssembly(quotas);
  }

  /** Binds the connection that this socket belongs to; before the handshake is answered. */
  void bind(Connection bound) {
    this.connection = bound;
    line.faults().bind(bound);
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    synchronized (sending) {
      session = opened;
      List<Runnable> waiting = beforeOpen;
      beforeOpen = null;
      if (waiting != null) {
        waiting.forEach(Runnable::run);
      }
    }
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (deaf) {
      unheard(frame, callback);
      return;
    }
    note(Direction.FROM_CLIENT, frame);
    if (frame.getOpCode() != OpCode.CLOSE && frame.getOpCode() != OpCode.PONG) {
      line.traffic().received(id(), frame.getOpCode(), frame.isFin(), payload(frame));
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION, OpCode.BINARY -> onData(frame);
      case OpCode.PING -> pong(frame);
      case OpCode.CLOSE -> closedByClient(frame);
      default -> {
        // A pong asks for nothing.
      }
    }
    callback.succeeded();
    if (frame.getOpCode() != OpCode.CLOSE) {
      session.demand();
    }
  }

  /** A close frame is left without the answer that the server library would give it. */
  private void unheard(Frame frame, Callback callback) {
    if (frame.getOpCode() != OpCode.CLOSE) {
      callback.succeeded();
      session.demand();
    }
  }

  private static ByteBuffer payload(Frame frame) {
    return frame.hasPayload() ? frame.getPayload() : BufferUtil.EMPTY_BUFFER;
  }

  private String id() {
    return connection.facts().connectionId();
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

  /** Notes the end before Jetty answers the close frame, so before the client knows of it. */
  private void closedByClient(Frame frame) {
    if (closedWith == null) {
      var status = org.eclipse.jetty.websocket.core.CloseStatus.getCloseStatus(frame);
      ended(
          status.getCode() == org.eclipse.jetty.websocket.core.CloseStatus.NO_CODE
              ? CloseStatus.NO_CODE
              : new CloseStatus(status.getCode(), Objects.toString(status.getReason(), "")));
    }
  }

  private void onData(Frame frame) {
    if (closedWith != null) {
      return;
    }
    CloseStatus violation = assembly.add(frame);
    if (violation != null) {
      connection.close(violation);
      return;
    }
    String message = assembly.takeIfComplete();
    if (message != null) {
      line.faults().accept(message);
    } else if (assembly.isBroken()) {
      connection.close(CloseStatus.NOT_UTF8);
    } else {
      line.faults().betweenFragments(Direction.FROM_CLIENT);
    }
  }

  private void pong(Frame ping) {
    if (mute) {
      return;
    }
    ByteBuffer data = ByteBuffer.allocate(ping.getPayloadLength());
    if (ping.hasPayload()) {
      data.put(ping.getPayload().slice()).flip();
    }
    int size = data.remaining() + FRAME_OVERHEAD;
    if (reserve(size)) {
      Frame answer = new Frame(OpCode.PONG, data);
      note(Direction.TO_CLIENT, answer);
      session.sendFrame(answer, released(size), false);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
    CloseStatus ours = closedWith;
    if (!deaf || ours != null) { // the end of this side is always noticed
      ended(ours != null ? ours : received(status));
    }
    callback.succeeded();
  }

  /** Lets {@code $disconnect} run; the only way there, however the connection ends. */
  void ended(CloseStatus status) {
    line.traffic().ended(id(), closedWith == null, status.code(), status.reason());
    gateway.disconnect().run(connection, status);
  }

  private static CloseStatus received(org.eclipse.jetty.websocket.core.CloseStatus status) {
    return switch (status.getCode()) {
      case org.eclipse.jetty.websocket.core.CloseStatus.NO_CODE -> CloseStatus.NO_CODE;
      case org.eclipse.jetty.websocket.core.CloseStatus.NO_CLOSE -> CloseStatus.LOST;
      case org.eclipse.jetty.websocket.core.CloseStatus.MESSAGE_TOO_LARGE -> CloseStatus.TOO_BIG;
      default -> new CloseStatus(status.getCode(), Objects.toString(status.getReason(), ""));
    };
  }

  @Override
  public boolean send(Message message) {
    return send(message, quotas.frameBytes());
  }

  @Override
  public boolean send(Message message, int frameBytes) {
    if (closedWith != null) {
      return false;
    }
    if (mute) {
      return true;
    }
    int size = message.length() + FRAME_OVERHEAD;
    if (!reserve(size)) {
      return false;
    }
    Callback sent = released(size);
    synchronized (sending) {
      if (closedWith != null) {
        sent.succeeded();
        return false;
      }
      inOrder(() -> sendNow(message, frameBytes, sent));
    }
    return true;
  }

  /** Returns whether so many bytes may wait for the client, and counts them if so. */
  private boolean reserve(int size) {
    if (pendingBytes.addAndGet(size) > BUFFER_BYTES) {
      pendingBytes.addAndGet(-size);
      return false;
    }
    return true;
  }

  private Callback released(int size) {
    return Callback.from(() -> pendingBytes.addAndGet(-size));
  }

  /** Sends a message, if it can still go, and notes it first: its client may answer at once. */
  private void sendNow(Message message, int frameBytes, Callback sent) {
    if (mute || closedWith == CloseStatus.LOST) {
      sent.succeeded();
      return;
    }
    line.traffic().sent(id(), message.utf8());
    gateway.messageSent(connection, message);
    sendFrames(message.utf8(), frameBytes, sent);
  }

  /** Cuts a message into frames within the quota (MS-08). */
  private void sendFrames(byte[] utf8, int frameBytes, Callback sent) {
    byte opCode = OpCode.TEXT;
    int at = 0;
    int rest = utf8.length;
    while (rest > frameBytes && closedWith != CloseStatus.LOST) {
      ByteBuffer part = ByteBuffer.wrap(utf8, at, frameBytes).slice();
      Frame fragment = new Frame(opCode, false, part);
      note(Direction.TO_CLIENT, fragment);
      session.sendFrame(fragment, Callback.NOOP, !line.faults().mayStrike());
      CloseStatus before = closedWith; // a close that was asked for before the 101 comes behind
      line.faults().betweenFragments(Direction.TO_CLIENT);
      if (closedWith != before) {
        sent.succeeded();
        return;
      }
      opCode = OpCode.CONTINUATION;
      at += frameBytes;
      rest -= frameBytes;
    }
    Frame last = new Frame(opCode, true, ByteBuffer.wrap(utf8, at, rest).slice());
    note(Direction.TO_CLIENT, last);
    session.sendFrame(last, sent, false);
  }

  @Override
  public void close(CloseStatus status) {
    synchronized (sending) {
      if (closedWith == null) {
        closedWith = status;
        inOrder(() -> sendClose(status));
      }
    }
  }

  @Override
  public boolean isClosing() {
    return closedWith != null;
  }

  @Override
  public void sever(Severance how) {
    switch (how) {
      case DEAF -> deaf = true;
      case MUTE -> mute = true;
      default -> lose(how);
    }
  }

  private void lose(Severance how) {
    synchronized (sending) {
      if (closedWith != null) {
        return;
      }
      closedWith = CloseStatus.LOST;
    }
    line.peer().lose(how);
    if (how == Severance.FIN) {
      TimeSource.system().after(CLOSE_LIMIT, line.peer()::reset);
    }
    ended(CloseStatus.LOST);
  }

  private void sendClose(CloseStatus status) {
    if (mute) {
      TimeSource.system().after(CLOSE_LIMIT, session::abort);
      return;
    }
    int length = status.reason().getBytes(StandardCharsets.UTF_8).length + Short.BYTES;
    line.traffic().ended(id(), false, status.code(), status.reason());
    gateway.framePassed(
        connection, Direction.TO_CLIENT, "close", new Gateway.FrameSize(true, length));
    session.close(status.code(), status.reason().isEmpty() ? null : status.reason(), Callback.NOOP);
    TimeSource.system().after(CLOSE_LIMIT, session::abort);
  }

  private void inOrder(Runnable send) {
    synchronized (sending) {
      if (beforeOpen != null) {
        beforeOpen.add(send);
      } else {
        send.run();
      }
    }
  }
}
