package dev.wsemulator.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened. Immutable. */
public sealed interface JournalEntry {

  /** Returns when it happened. */
  Instant at();

  /**
   * A handshake was answered.
   *
   * @param at when
   * @param connectionId the connection that was, or would have been, opened
   * @param apiId the API
   * @param stage the stage
   * @param status the HTTP status; 101 if the connection is open
   */
  record Handshake(Instant at, String connectionId, String apiId, String stage, int status)
      implements JournalEntry {}

  /**
   * A message came from a client, and a route was chosen for it.
   *
   * @param at when
   * @param connectionId the connection
   * @param requestId the request
   * @param routeKey the route's key; {@code null} if no route matched
   * @param body the message's text
   */
  record MessageReceived(
      Instant at, String connectionId, String requestId, @Nullable String routeKey, String body)
      implements JournalEntry {}

  /**
   * A message went to a client.
   *
   * @param at when
   * @param connectionId the connection
   * @param body the message's text
   */
  record MessageSent(Instant at, String connectionId, String body) implements JournalEntry {}

  /**
   * A function ran.
   *
   * @param at when it ended
   * @param functionName the function
   * @param requestId Lambda's request id of the invocation
   * @param took how long it took, without the cold start
   * @param init how long the cold start took; {@code null} for a warm one
   * @param outcome {@code success}, {@code error}, {@code timeout} or {@code throttled}
   */
  record Invoked(
      Instant at,
      String functionName,
      String requestId,
      Duration took,
      @Nullable Duration init,
      String outcome)
      implements JournalEntry {}

  /**
   * An {@code @connections} call was answered.
   *
   * @param at when
   * @param method the HTTP verb
   * @param connectionId the connection named in the path
   * @param status the HTTP status
   */
  record ConnectionsCall(Instant at, String method, String connectionId, int status)
      implements JournalEntry {}

  /**
   * A connection has ended.
   *
   * @param at when
   * @param connectionId the connection
   * @param code the close code, 1006 for a loss without close frame
   * @param reason the close reason; may be empty
   */
  record Closed(Instant at, String connectionId, int code, String reason) implements JournalEntry {}
}
