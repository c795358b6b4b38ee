package dev.wsemulator.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry about events and requests that do not come over a connection. Immutable. */
public sealed interface SourceEntry extends JournalEntry {

  /**
   * Returns the name in an ARN: of a queue, a topic, a bucket, a rule, a schedule or a function, or
   * of the table that has a stream. What is no ARN is its own name.
   */
  static String nameOf(String arn) {
    String[] parts = arn.split(":", 6);
    if (parts.length < 6) {
      return arn;
    }
    return switch (parts[2]) {
      case "lambda" -> parts[5].replaceFirst("^function:", "").replaceFirst(":.*", "");
      case "dynamodb" -> parts[5].replaceFirst("^table/", "").replaceFirst("/.*", "");
      default -> parts[5].substring(parts[5].lastIndexOf('/') + 1);
    };
  }

  /**
   * Events of a queue, a stream, a topic, a rule or a bucket were sent to a function or to another
   * target.
   *
   * @param at when
   * @param source the ARN of the source
   * @param target the ARN of the target
   * @param count how many
   * @param attempt which attempt this is for the first of them, from 1
   */
  record EventsSent(Instant at, String source, String target, int count, int attempt)
      implements SourceEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.eventsSent(this);
    }
  }

  /**
   * Events of a source were abandoned, or did not match a filter.
   *
   * @param at when
   * @param source the ARN of the source
   * @param target the ARN of the target that does not get them
   * @param count how many
   * @param why why
   */
  record EventsDropped(Instant at, String source, String target, int count, Reason why)
      implements SourceEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.eventsDropped(this);
    }
  }

  /**
   * A request to an HTTP or REST API was answered.
   *
   * @param at when
   * @param requestId the request
   * @param apiId the API
   * @param request its verb and its path, without the query string
   * @param routeKey the route's key; {@code null} if no route matched
   * @param status the HTTP status
   * @param took the time since its arrival
   * @param why why it was refused or failed; {@code null} if there is nothing to explain
   */
  record HttpAnswered(
      Instant at,
      String requestId,
      String apiId,
      String request,
      @Nullable String routeKey,
      int status,
      Duration took,
      @Nullable Reason why)
      implements SourceEntry {
    @Override
    public <R> R accept(JournalVisitor<R> visitor) {
      return visitor.httpAnswered(this);
    }
  }
}
