package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.function.TriggeredFault;
import dev.wsemulator.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** The way to a client, with the faults of {@link FaultPoint#TO_CLIENT}. Thread-safe. */
public final class FaultyChannel implements ClientChannel {
  private final ClientChannel channel;
  private final Facts facts;
  private final ActiveFaults faults;
  private final TimeSource time;

  /** Where messages are held up, once one has been. */
  private volatile @Nullable DelayQueue<Message> queue;

  /**
   * Creates the way to one client.
   *
   * @param channel the way without faults
   * @param facts whose it is
   * @param faults the rules
   * @param time the clock
   */
  public FaultyChannel(ClientChannel channel, Facts facts, ActiveFaults faults, TimeSource time) {
    this.channel = channel;
    this.facts = facts;
    this.faults = faults;
    this.time = time;
  }

  @Override
  public boolean send(Message message) {
    TriggeredFault triggered = faults.next(FaultPoint.TO_CLIENT, facts);
    return triggered == null
        ? passed(message)
        : triggered.doing(() -> act(triggered.fault(), message));
  }

  private boolean act(Fault fault, Message message) {
    return switch (fault.kind()) {
      case LOSE -> true;
      case DUPLICATE -> passed(message) && passed(message);
      case SILENCE -> {
        channel.sever(DisconnectMode.MUTE);
        yield true;
      }
      case DELAY, REORDER, SLOW -> held(message, fault);
      case SPLIT -> channel.send(message, fault.number());
      default -> {
        Ending.by(fault, channel::sever, channel::close);
        yield false;
      }
    };
  }

  @Override
  public boolean send(Message message, int frameBytes) {
    return channel.send(message, frameBytes);
  }

  private boolean passed(Message message) {
    DelayQueue<Message> held = queue;
    if (held == null) {
      return channel.send(message);
    }
    if (!hasRoom(held, message)) {
      return false;
    }
    held.pass(message);
    return true;
  }

  private boolean hasRoom(DelayQueue<Message> held, Message message) {
    return !channel.isClosing() && held.waiting() + message.length() <= BUFFER_BYTES;
  }

  private boolean held(Message message, Fault fault) {
    DelayQueue<Message> held = queue();
    if (!hasRoom(held, message)) {
      return false;
    }
    switch (fault.kind()) {
      case DELAY -> held.delay(message, fault.delay());
      case REORDER -> held.overtake(message);
      default -> {
        held.slow(fault.number());
        held.pass(message);
      }
    }
    return true;
  }

  private synchronized DelayQueue<Message> queue() {
    DelayQueue<Message> known = queue;
    if (known == null) {
      known = new DelayQueue<>(time, channel::send, Message::length);
      queue = known;
    }
    return known;
  }

  @Override
  public void close(CloseStatus status) {
    channel.close(status);
  }

  @Override
  public boolean isClosing() {
    return channel.isClosing();
  }

  @Override
  public void sever(DisconnectMode how) {
    channel.sever(how);
  }
}
