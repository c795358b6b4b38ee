package dev.wsemulator.internal.connection;

import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.journal.Origin;
import java.time.Instant;

/**
 * A client's connection, with everything that its messages need. Thread-safe; only the time of last
 * activity and, when the stage is deployed anew, the stage change.
 */
public final class Connection {

  /**
   * The properties of a client that are known before its connection is open.
   *
   * @param connectionId the id that it will have
   * @param stage what it connects to
   * @param identity who it is
   * @param domainName the host, with port, that it used
   * @param connectedAt the time of the handshake
   * @param access by what right it got in
   */
  public record Facts(
      String connectionId,
      DeployedStage stage,
      ClientIdentity identity,
      String domainName,
      Instant connectedAt,
      ConnectionAccess access) {

    /** Creates what is known of a client about which nothing is decided yet. */
    public Facts(
        String connectionId,
        DeployedStage stage,
        ClientIdentity identity,
        String domainName,
        Instant connectedAt) {
      this(connectionId, stage, identity, domainName, connectedAt, ConnectionAccess.OPEN);
    }

    /** Returns what a call about this client is made for. */
    public Origin origin(String routeKey, String requestId) {
      return new Origin(
          new Origin.Target(stage.api().apiId(), stage.stage().stageName(), routeKey),
          connectionId,
          requestId);
    }

    /** Returns this on another snapshot of the stage. */
    Facts withStage(DeployedStage moved) {
      return new Facts(connectionId, moved, identity, domainName, connectedAt, access);
    }

    /** Returns this with the right by which the client got in. */
    public Facts withAccess(ConnectionAccess granted) {
      return new Facts(connectionId, stage, identity, domainName, connectedAt, granted);
    }
  }

  private volatile Facts facts;
  private final ClientChannel channel;

  /**
   * Written by the reader and by senders; a lost update between two at the same moment does no
   * harm.
   */
  private volatile Instant lastActiveAt;

  /** Like the time of last activity, on a monotonic clock. */
  private volatile long lastActiveNanos;

  private final long connectedNanos;

  /**
   * Creates a connection whose channel may still be opening.
   *
   * @param facts what is known of its client
   * @param channel the way to the client
   * @param connectedNanos the time of the handshake, as {@code TimeSource.nanos()}
   */
  public Connection(Facts facts, ClientChannel channel, long connectedNanos) {
    this.facts = facts;
    this.channel = channel;
    this.connectedNanos = connectedNanos;
    this.lastActiveAt = facts.connectedAt();
    this.lastActiveNanos = connectedNanos;
  }

  /** Returns the connection id. */
  public String id() {
    return facts.connectionId();
  }

  /** Returns what was known when the client connected. */
  public Facts facts() {
    return facts;
  }

  /** Lets the next messages go by another snapshot of the stage. */
  public void move(DeployedStage stage) {
    facts = facts.withStage(stage);
  }

  /** Returns the snapshot of the API that messages go by. */
  public DeployedStage stage() {
    return facts.stage();
  }

  /** Returns when a message last went in or out. */
  public Instant lastActiveAt() {
    return lastActiveAt;
  }

  /**
   * Notes that a message goes in or out; one that is noted late takes nothing back.
   *
   * @param at the time of day
   * @param nanos the same as {@code TimeSource.nanos()} has it, by which limits go: the machine's
   *     time of day may be set
   */
  public void active(Instant at, long nanos) {
    if (nanos - lastActiveNanos > 0) {
      lastActiveNanos = nanos;
      lastActiveAt = at;
    }
  }

  /** Returns the time of the handshake, as {@code TimeSource.nanos()}. */
  public long connectedNanos() {
    return connectedNanos;
  }

  /** Returns when a message last went in or out, as {@code TimeSource.nanos()} has it. */
  public long lastActiveNanos() {
    return lastActiveNanos;
  }

  /** Queues a text message for the client; {@code false} if it is gone or its buffer is full. */
  public boolean send(ClientChannel.Message message) {
    return channel.send(message);
  }

  /** Returns whether the connection is being closed, so that nothing more can be sent. */
  boolean isClosing() {
    return channel.isClosing();
  }

  /** Lets the connection fail; {@code $disconnect} follows if its end can be noticed. */
  public void sever(DisconnectMode how) {
    channel.sever(how);
  }

  /** Lets nothing pass in either direction, until as many calls of {@link #resume}. */
  public void pause() {
    channel.pause();
  }

  /** Ends a pause; with the last, everything passes that was sent meanwhile. */
  public void resume() {
    channel.resume();
  }

  /** Requests that the connection is closed; {@code $disconnect} follows from the close itself. */
  public void close(CloseCause status) {
    channel.close(status);
  }
}
