package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.routing.RouteSelector;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one client's messages, with the faults of {@link FaultPoint#FROM_CLIENT} and {@link
 * FaultPoint#BETWEEN_FRAGMENTS}. One message comes at a time.
 */
public final class FaultyMessages {
  /** What closes a connection whose client sends more than can be held up. */
  private static final CloseCause TOO_MUCH =
      new CloseCause(
          1008, "A fault holds up more than %d bytes.".formatted(ClientChannel.BUFFER_BYTES));

  private final BiConsumer<Connection, String> messages;
  private final ActiveFaults faults;
  private final TimeSource time;

  @SuppressWarnings("NullAway.Init") // bound before anything passes
  private volatile Connection connection;

  /** Where messages are held up, once one has been. */
  private volatile @Nullable DelayQueue<String> queue;

  /**
   * Creates the way of one client's messages.
   *
   * @param messages where they go without faults
   * @param faults the rules
   * @param time the clock
   */
  public FaultyMessages(
      BiConsumer<Connection, String> messages, ActiveFaults faults, TimeSource time) {
    this.messages = messages;
    this.faults = faults;
    this.time = time;
  }

  /** Says whose messages they are, before the first comes. */
  public void bind(Connection whose) {
    this.connection = whose;
  }

  /** Takes a message. */
  public void accept(String message) {
    TriggeredFault triggered = faults.none() ? null : triggered(message);
    if (triggered == null) {
      pass(message);
    } else {
      triggered.strike(new Target(message));
    }
  }

  private final class Target extends ConnectionTarget {
    private final String message;
    private boolean wasHeld;

    Target(String message) {
      super(connection);
      this.message = message;
    }

    @Override
    public void lose() {}

    @Override
    public void pass() {
      if (wasHeld) { // others may wait behind it
        messages.accept(connection, message);
      } else {
        FaultyMessages.this.pass(message);
      }
    }

    @Override
    public void delay(Duration by, Runnable then) {
      DelayQueue<String> held = queue();
      wasHeld = true;
      ifRoom(held, message, () -> held.delay(message, by, late -> then.run()));
    }

    @Override
    public void reorder() {
      DelayQueue<String> held = queue();
      ifRoom(held, message, () -> held.overtake(message));
    }

    /** A message that was late, and holds up others, passes before the stall. */
    @Override
    public void stall(Duration by) {
      if (wasHeld) {
        pass();
      }
      connection.pause();
      time.after(by, connection::resume);
      if (!wasHeld) {
        delay(by, this::pass);
      }
    }

    @Override
    public void silence() {
      sever(DisconnectMode.DEAF);
    }
  }

  private @Nullable TriggeredFault triggered(String message) {
    DeployedRoute route = RouteSelector.select(connection.stage(), message);
    return faults.next(
        FaultPoint.FROM_CLIENT,
        ActiveFaults.occasion(connection.facts())
            .withRoute(route == null ? null : route.route().routeKey()));
  }

  private void pass(String message) {
    DelayQueue<String> held = queue;
    if (held == null) {
      messages.accept(connection, message);
    } else {
      ifRoom(held, message, () -> held.pass(message));
    }
  }

  private void ifRoom(DelayQueue<String> held, String message, Runnable hold) {
    if (held.waiting() + message.length() <= ClientChannel.BUFFER_BYTES) {
      hold.run();
    } else {
      connection.close(TOO_MUCH);
    }
  }

  private synchronized DelayQueue<String> queue() {
    DelayQueue<String> known = queue;
    if (known == null) {
      known =
          new DelayQueue<>(time, message -> messages.accept(connection, message), String::length);
      queue = known;
    }
    return known;
  }

  /** Returns whether anything can go wrong, so that nothing may wait to be sent together. */
  public boolean mayStrike() {
    return !faults.none();
  }

  /** Notes that a part of a message has passed in a direction, and another one is to come. */
  public void betweenFragments(Direction direction) {
    if (faults.none()) {
      return;
    }
    TriggeredFault triggered =
        faults.next(
            FaultPoint.BETWEEN_FRAGMENTS,
            ActiveFaults.occasion(connection.facts()).withDirection(direction));
    if (triggered != null) {
      triggered.strike(new ConnectionTarget(connection));
    }
  }
}
