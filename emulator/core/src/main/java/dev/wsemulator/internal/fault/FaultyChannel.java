package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.Severance;
import dev.wsemulator.internal.function.Happening;
import dev.wsemulator.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** The way to a client, with the faults of {@link FaultPoint#TO_CLIENT}. Thread-safe. */
public final class FaultyChannel implements ClientChannel {
  private final ClientChannel channel;
  private final Facts facts;
  private final ActiveFaults faults;
  private final TimeSource time;

  /** Where messages are held up, once one has been. */
  private volatile @Nullable Lane<byte[]> lane;

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
  public boolean sendText(byte[] utf8) {
    Happening happening = faults.next(FaultPoint.TO_CLIENT, facts);
    return happening == null ? passed(utf8) : happening.doing(() -> act(happening.fault(), utf8));
  }

  private boolean act(Fault fault, byte[] utf8) {
    return switch (fault.kind()) {
      case LOSE -> true;
      case DUPLICATE -> passed(utf8) && passed(utf8);
      case SILENCE -> {
        channel.sever(Severance.MUTE);
        yield true;
      }
      case DELAY, REORDER, SLOW -> held(utf8, fault);
      case SPLIT -> channel.sendText(utf8, fault.number());
      default -> {
        Ending.by(fault, channel::sever, channel::close);
        yield false;
      }
    };
  }

  @Override
  public boolean sendText(byte[] utf8, int frameBytes) {
    return channel.sendText(utf8, frameBytes);
  }

  private boolean passed(byte[] utf8) {
    Lane<byte[]> held = lane;
    if (held == null) {
      return channel.sendText(utf8);
    }
    if (!hasRoom(held, utf8)) {
      return false;
    }
    held.pass(utf8);
    return true;
  }

  private boolean hasRoom(Lane<byte[]> held, byte[] utf8) {
    return !channel.isClosing() && held.waiting() + utf8.length <= BUFFER_BYTES;
  }

  private boolean held(byte[] utf8, Fault fault) {
    Lane<byte[]> held = lane();
    if (!hasRoom(held, utf8)) {
      return false;
    }
    switch (fault.kind()) {
      case DELAY -> held.delay(utf8, fault.delay());
      case REORDER -> held.overtake(utf8);
      default -> {
        held.slow(fault.number());
        held.pass(utf8);
      }
    }
    return true;
  }

  private synchronized Lane<byte[]> lane() {
    Lane<byte[]> known = lane;
    if (known == null) {
      known = new Lane<>(time, channel::sendText, utf8 -> utf8.length);
      lane = known;
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
  public void sever(Severance how) {
    channel.sever(how);
  }
}
