package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.function.Consumer;
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
    if (triggered == null) {
      return passed(message);
    }
    Target target = new Target(message);
    triggered.strike(target);
    return target.sent;
  }

  private final class Target extends ConnectionTarget {
    private final Message message;
    private boolean sent;
    private boolean failed;
    private boolean wasHeld;

    Target(Message message) {
      super(channel::sever, channel::close);
      this.message = message;
    }

    @Override
    public void lose() {
      sent = true;
    }

    @Override
    public void pass() {
      boolean went = wasHeld ? channel.send(message) : passed(message);
      failed = failed || !went;
      sent = !failed;
    }

    @Override
    public void silence() {
      sever(DisconnectMode.MUTE);
      sent = true;
    }

    @Override
    public void stall(Duration by) {
      channel.pause();
      time.after(by, channel::resume);
      pass();
    }

    @Override
    public void split(int bytes) {
      sent = channel.send(message, bytes);
    }

    @Override
    public void delay(Duration by, Runnable then) {
      wasHeld = true; // others may wait behind it
      hold(held -> held.delay(message, by, late -> then.run()));
    }

    @Override
    public void reorder() {
      hold(held -> held.overtake(message));
    }

    @Override
    public void slow(int bytesPerSecond) {
      hold(
          held -> {
            held.slow(bytesPerSecond);
            held.pass(message);
          });
    }

    private void hold(Consumer<DelayQueue<Message>> how) {
      DelayQueue<Message> held = queue();
      sent = hasRoom(held, message);
      if (sent) {
        how.accept(held);
      }
    }
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

  private synchronized DelayQueue<Message> queue() {
    DelayQueue<Message> known = queue;
    if (known == null) {
      known = new DelayQueue<>(time, channel::send, Message::length);
      queue = known;
    }
    return known;
  }

  @Override
  public void close(CloseCause status) {
    channel.close(status);
  }

  @Override
  public boolean isClosing() {
    return channel.isClosing();
  }

  @Override
  public void pause() {
    channel.pause();
  }

  @Override
  public void resume() {
    channel.resume();
  }

  @Override
  public void sever(DisconnectMode how) {
    channel.sever(how);
  }
}
