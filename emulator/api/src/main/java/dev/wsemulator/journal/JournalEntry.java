package dev.wsemulator.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event in the emulator. Immutable. Entries about the same connection have its id; a request's
 * id leads from a message, a handshake or an end to the invocations and answers that it caused.
 */
public sealed interface JournalEntry
    permits JournalEntry.Handshake,
        JournalEntry.RequestRefused,
        JournalEntry.MessageReceived,
        JournalEntry.MessageSent,
        JournalEntry.RequestEnded,
        JournalEntry.FramePassed,
        JournalEntry.Invoking,
        JournalEntry.Invoked,
        JournalEntry.ConnectionsCall,
        JournalEntry.Faulted,
        JournalEntry.LimitPassed,
        JournalEntry.ClockMoved,
        JournalEntry.Reloaded,
        JournalEntry.Closed,
        SourceEntry {

  /** Returns when it happened, by the emulator's clock. */
  Instant at();

  /** Returns the connection that it is about, or {@code null} if it is about none. */
  default @Nullable String connectionId() {
    return null;
  }

  /** Returns API Gateway's id of the request that it belongs to, or {@code null} if to none. */
  default @Nullable String requestId() {
    return null;
  }

  /**
   * Returns why it was refused, failed, or ended in another way than its client wanted; {@code
   * null} if there is nothing to explain.
   */
  default @Nullable Reason why() {
    return null;
  }

  /** Returns every kind of entry. */
  static List<Class<?>> kinds() {
    return Arrays.stream(JournalEntry.class.getPermittedSubclasses())
        .flatMap(
            one -> one.isSealed() ? Arrays.stream(one.getPermittedSubclasses()) : Stream.of(one))
        .toList();
  }

  /** Lets a visitor look at it. */
  <R> R accept(JournalVisitor<R> visitor);

  /** Which way something went. */
  enum Direction {
    /** To the emulator. */
    FROM_CLIENT,
    /** From the emulator. */
    TO_CLIENT
  }

  /**
   * A handshake was answered.
   *
   * @param at when
   * @param connectionId the connection that was, or would have been, opened
   * @param requestId the request
   * @param apiId the API
   * @param stage the stage
   * @param status the HTTP status; 101 if the connection is open, and 0 if the client was lost
   *     before it could be answered
   * @param why why it was refused or not answered; {@code null} if the connection is open
   */
  record Handshake(
      Instant at,
      String connectionId,
      String requestId,
      String apiId,
      String stage,
      int status,
      @Nullable Reason why)
      implements JournalEntry {
    /** Creates one that needs no explanation. */
    public Handshake(
        Instant at, String connectionId, String requestId, String apiId, String stage, int status) {
      this(at, connectionId, requestId, apiId, stage, status, null);
    }

    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.handshake(this);
    }
  }

  /**
   * A request was refused before it belonged to a connection, for example a handshake with a stage
   * that is not there.
   *
   * @param at when
   * @param request its verb and its path, without the query string
   * @param status the HTTP status
   * @param why why
   */
  record RequestRefused(Instant at, String request, int status, Reason why)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.requestRefused(this);
    }
  }

  /**
   * A client's message has arrived, and its route was selected.
   *
   * @param at when
   * @param connectionId the connection
   * @param requestId the request
   * @param routeKey the route's key; {@code null} if no route matched
   * @param body the message's text
   */
  record MessageReceived(
      Instant at, String connectionId, String requestId, @Nullable String routeKey, Body body)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.messageReceived(this);
    }
  }

  /**
   * A message went to a client.
   *
   * @param at when
   * @param connectionId the connection
   * @param requestId the request that it answers; {@code null} for one that a back end posted
   * @param body the message's text
   */
  record MessageSent(Instant at, String connectionId, @Nullable String requestId, Body body)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.messageSent(this);
    }
  }

  /**
   * A message, or the end of a connection, was dealt with: its route's back end has answered or
   * failed. If it failed, the client is notified after this entry.
   *
   * @param at when
   * @param connectionId the connection
   * @param requestId the request
   * @param routeKey the route's key; {@code null} if no route matched
   * @param status the status that access logs give it
   * @param took the time since its arrival
   * @param why why it failed, or why its answer was not sent; {@code null} if there is nothing to
   *     explain
   */
  record RequestEnded(
      Instant at,
      String connectionId,
      String requestId,
      @Nullable String routeKey,
      int status,
      Duration took,
      @Nullable Reason why)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.requestEnded(this);
    }
  }

  /**
   * A frame that is not a whole message was sent or received: a ping, a pong, a close, or a
   * fragment.
   *
   * @param at when
   * @param connectionId the connection
   * @param direction which way
   * @param kind {@code ping}, {@code pong}, {@code close}, {@code text} or {@code continuation}
   * @param last whether it is the last of its message
   * @param length the length of its payload, in bytes
   */
  record FramePassed(
      Instant at, String connectionId, Direction direction, String kind, boolean last, int length)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.framePassed(this);
    }
  }

  /**
   * A function was called.
   *
   * @param at when
   * @param connectionId the connection for whose sake; {@code null} if for none
   * @param requestId the request that caused it; {@code null} if none did
   * @param functionName the function
   * @param invocationId Lambda's request id of the invocation
   * @param cold whether a new execution environment starts for it
   * @param event the event
   */
  record Invoking(
      Instant at,
      @Nullable String connectionId,
      @Nullable String requestId,
      String functionName,
      String invocationId,
      boolean cold,
      Body event)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.invoking(this);
    }
  }

  /**
   * A function ran to its end, or was not let run.
   *
   * @param at when it ended
   * @param connectionId the connection for whose sake it ran; {@code null} if for none
   * @param requestId the request that caused it; {@code null} if none did
   * @param functionName the function
   * @param invocationId Lambda's request id of the invocation
   * @param took how long it took, without the cold start
   * @param init how long the cold start took; {@code null} for a warm one
   * @param outcome {@code success}, {@code error}, {@code timeout} or {@code throttled}
   * @param result what it answered, or what Lambda says of its failure
   */
  record Invoked(
      Instant at,
      @Nullable String connectionId,
      @Nullable String requestId,
      String functionName,
      String invocationId,
      Duration took,
      @Nullable Duration init,
      String outcome,
      Body result)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.invoked(this);
    }
  }

  /**
   * An {@code @connections} call was answered.
   *
   * @param at when
   * @param connectionId the connection named in the path
   * @param method the HTTP verb
   * @param status the HTTP status; 0 if a fault keeps the answer from its caller
   * @param functionName the function that called, by its signature; {@code null} if none was
   *     called, or if it was not observed
   * @param why why it did not do what it was asked; {@code null} if it did
   */
  record ConnectionsCall(
      Instant at,
      String connectionId,
      String method,
      int status,
      @Nullable String functionName,
      @Nullable Reason why)
      implements JournalEntry {
    /** Creates one that needs no explanation. */
    public ConnectionsCall(
        Instant at, String connectionId, String method, int status, @Nullable String functionName) {
      this(at, connectionId, method, status, functionName, null);
    }

    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.connectionsCall(this);
    }
  }

  /**
   * A fault was injected.
   *
   * @param at when
   * @param connectionId the connection; {@code null} if there is none
   * @param faultId the id of the rule
   * @param point where
   * @param fault what, in words
   * @param source the ARN of the source whose events it struck; {@code null} if it struck none
   */
  record Faulted(
      Instant at,
      @Nullable String connectionId,
      String faultId,
      String point,
      String fault,
      @Nullable String source)
      implements JournalEntry {
    /** Creates one that struck no events. */
    public Faulted(
        Instant at, @Nullable String connectionId, String faultId, String point, String fault) {
      this(at, connectionId, faultId, point, fault, null);
    }

    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.faulted(this);
    }
  }

  /**
   * A time limit has passed.
   *
   * @param at when
   * @param connectionId the connection; {@code null} if the limit is not one's
   * @param requestId the request that took too long; {@code null} if the limit is not one's
   * @param limit {@code idle timeout}, {@code connection duration} or {@code integration timeout}
   */
  record LimitPassed(
      Instant at, @Nullable String connectionId, @Nullable String requestId, String limit)
      implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.limitPassed(this);
    }
  }

  /**
   * The clock was moved: virtual time was advanced, or a fault has set it.
   *
   * @param at when, by the clock as it was before
   * @param by how far; negative if back
   */
  record ClockMoved(Instant at, Duration by) implements JournalEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.clockMoved(this);
    }
  }

  /**
   * Templates or code were read again, as their files have changed.
   *
   * @param at when
   * @param changes the changes, for example {@code function Greet}
   * @param problems why something stays as it was; a sentence each
   */
  record Reloaded(Instant at, List<String> changes, List<String> problems) implements JournalEntry {
    /** Copies the lists. */
    public Reloaded {
      changes = List.copyOf(changes);
      problems = List.copyOf(problems);
    }

    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.reloaded(this);
    }
  }

  /**
   * A connection has ended.
   *
   * @param at when
   * @param connectionId the connection
   * @param requestId the request of {@code $disconnect}
   * @param code the close code, 1006 for a loss without close frame
   * @param reason the close reason; may be empty
   * @param why why the gateway has ended it; {@code null} if the client has
   */
  record Closed(
      Instant at,
      String connectionId,
      String requestId,
      int code,
      String reason,
      @Nullable Reason why)
      implements JournalEntry {
    /** Creates one of a connection that the client has ended. */
    public Closed(Instant at, String connectionId, String requestId, int code, String reason) {
      this(at, connectionId, requestId, code, reason, null);
    }

    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.closed(this);
    }
  }
}
