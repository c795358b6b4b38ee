package dev.wsemulator.internal.gateway;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.ConnectionIds;
import dev.wsemulator.internal.connection.ConnectionLimits;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.connection.Delivery;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.gateway.Deployer.ReadyStage;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The three flows of a connection and what they share. Thread-safe. */
public final class Gateway {
  private final Journal journal;
  private final TimeSource time;
  private final Duration duration;
  private final Duration idle;
  private final Connections connections;
  private final Threads threads = new Threads();
  private final FramesInFlight inFlight = new FramesInFlight();
  private final StageAdmission entrances;
  private final ConnectFlow connect;
  private final MessageFlow message;
  private final DisconnectFlow disconnect;
  private final ConnectionLimits limits;
  private volatile Deployments deployments;

  /** Creates a gateway in front of what was deployed. */
  public Gateway(Deployer deployer, List<DomainName> domainNames, Running running) {
    this.journal = running.journal();
    this.time = running.time();
    this.duration = running.quotas().connectionDuration();
    this.idle = running.quotas().idleTimeout();
    this.connections = new Connections(running.ids());
    Quotas quotas = running.quotas();
    List<ReadyStage> ready = deployer.ready().stages();
    this.deployments = new Deployments(ready.stream().map(ReadyStage::stage).toList(), domainNames);
    this.entrances = new StageAdmission(ready);
    this.connect = new ConnectFlow(entrances, journal, time);
    this.journal.framesInFlight(inFlight::count);
    Executor others = inFlight.counting(threads);
    this.message = new MessageFlow(running, others);
    this.limits = new ConnectionLimits(quotas, time, this::limitPassed);
    this.disconnect = new DisconnectFlow(connections, limits, others, running);
  }

  /**
   * What the flows share.
   *
   * @param journal the record of what happens
   * @param time the clock
   * @param quotas the limits
   * @param delivery how the end of a connection reaches its route
   * @param ids what connections are called
   */
  public record Running(
      Journal journal, TimeSource time, Quotas quotas, Delivery delivery, ConnectionIds ids) {}

  /** Returns what counts the frames that are being read. */
  public FramesInFlight inFlight() {
    return inFlight;
  }

  /**
   * Lets {@code $disconnect} run for a connection that has ended.
   *
   * @param status how it has ended
   * @param note notes the end before
   */
  public void ended(Connection connection, CloseCause status, Runnable note) {
    inFlight.during(
        () -> {
          note.run();
          disconnect.run(connection, status);
        });
  }

  /** Adds a connection that is about to be opened. */
  public void open(Connection connection) {
    connections.add(connection);
    limits.watch(connection);
    DeployedStage stage = connection.stage();
    if (deployments.stages().stream().noneMatch(current -> current == stage)) {
      follow(connection);
    }
  }

  /**
   * Replaces what is served of an API. Connections stay, and their next message goes to the stage
   * as it is from now on; those of a stage that is gone end without {@code $disconnect} (D-16).
   *
   * @param apiId the API
   * @param ready its stages; none of them to serve it no more
   */
  public synchronized void serve(String apiId, Deployer.Ready ready) {
    List<DeployedStage> old = new ArrayList<>();
    List<DeployedStage> all = new ArrayList<>();
    int place = -1;
    for (DeployedStage stage : deployments.stages()) {
      boolean isOld = stage.api().apiId().equals(apiId);
      place = isOld && place < 0 ? all.size() : place;
      (isOld ? old : all).add(stage);
    }
    all.addAll(
        place < 0 ? all.size() : place, ready.stages().stream().map(ReadyStage::stage).toList());
    entrances.replace(old, ready.stages());
    deployments = new Deployments(all, deployments.domainNames());
    for (Connection connection : connections.all()) {
      if (connection.stage().api().apiId().equals(apiId)) {
        follow(connection);
      }
    }
  }

  /** Replaces the custom domain names. */
  public synchronized void serve(List<DomainName> domainNames) {
    deployments = new Deployments(deployments.stages(), domainNames);
  }

  /** Moves a connection to the stage's current deployment. */
  private void follow(Connection connection) {
    DeployedStage before = connection.stage();
    Optional<DeployedStage> now =
        deployments.stages().stream().filter(before::isSamePlace).findFirst();
    connection.move(now.orElseGet(before::deleted));
    if (now.isEmpty()) {
      String name = before.stage().stageName();
      goAway(connection, Reason.of("stage-deleted", "The stage %s was deleted.".formatted(name)));
    }
  }

  /** Ends a connection that is idle for too long, or too old. */
  private void limitPassed(Connection connection) {
    Instant now = time.now();
    boolean old = time.nanos() - connection.connectedNanos() >= duration.toNanos();
    String limit = old ? "connection duration" : "idle timeout";
    journal.add(new JournalEntry.LimitPassed(now, connection.id(), null, limit));
    goAway(
        connection,
        old
            ? Reason.of("connection-duration", "The connection reached its maximum duration.")
                .expected("That is %d s.".formatted(duration.toSeconds()))
                .advice("Connect again.")
            : Reason.of("idle-timeout", "The connection was idle for too long.")
                .expected("That is %d s.".formatted(idle.toSeconds()))
                .advice("Send a message periodically; a ping is not enough."));
  }

  /** Notes that a request was refused before it belonged to a connection. */
  public void refused(String request, int status, Reason why) {
    journal.add(new JournalEntry.RequestRefused(time.now(), request, status, why));
  }

  /** Notes a message that goes to a client. */
  public void messageSent(Connection connection, ClientChannel.Message message) {
    journal.add(
        new JournalEntry.MessageSent(
            time.now(), connection.id(), message.requestId(), message.body()));
  }

  /**
   * Records a frame that is not a whole message.
   *
   * @param connection whose
   * @param direction which way it went
   * @param kind what it is
   * @param size whether it is the last of its message, and how long it is
   */
  public void framePassed(Connection connection, Direction direction, String kind, FrameSize size) {
    journal.add(
        new JournalEntry.FramePassed(
            time.now(), connection.id(), direction, kind, size.last(), size.length()));
  }

  /**
   * What is known of a frame beside its kind.
   *
   * @param last whether it is the last of its message
   * @param length the length of its payload, in bytes
   */
  public record FrameSize(boolean last, int length) {}

  private void goAway(Connection connection, Reason why) {
    CloseCause status = CloseCause.GOING_AWAY.because(why);
    connection.close(status);
    disconnect.run(connection, status);
  }

  /** Returns the APIs that are served. */
  public Deployments deployments() {
    return deployments;
  }

  /** Returns the open connections. */
  public Connections connections() {
    return connections;
  }

  /** Returns the flow of handshakes. */
  public ConnectFlow connect() {
    return connect;
  }

  /** Returns the flow of messages. */
  public MessageFlow message() {
    return message;
  }

  /** Returns the flow of disconnects. */
  public DisconnectFlow disconnect() {
    return disconnect;
  }

  /**
   * Closes every connection as going away, and waits, no longer than the limit, until each {@code
   * $disconnect} has run.
   */
  public void closeConnections(Duration limit) {
    limits.close();
    Reason closing = Reason.of("closing", "The emulator is being closed.");
    connections.all().forEach(connection -> goAway(connection, closing));
    try {
      disconnect.idle().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      // A $disconnect that fails or is slow does not hold the others up; its own log says so.
      return;
    } finally {
      threads.close();
    }
  }
}
