package dev.wsemulator.internal.source.queue;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects the messages that a function wants: those that one of the patterns matches. A body that
 * is JSON is compared as JSON, every other one as a string. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html">Event
 *     filtering with Amazon SQS</a>
 */
final class MessageFilter {
  private final List<EventPattern> patterns;
  private final QueueEvent event;

  /**
   * Creates it.
   *
   * @throws InvalidPatternException if one of the patterns cannot be used
   */
  MessageFilter(List<String> patterns, QueueEvent event) throws InvalidPatternException {
    List<EventPattern> parsed = new ArrayList<>();
    for (String pattern : patterns) {
      parsed.add(EventPattern.parse(pattern));
    }
    this.patterns = parsed;
    this.event = event;
  }

  boolean wants(QueueMessage message) {
    if (patterns.isEmpty()) {
      return true;
    }
    Map<String, @Nullable Object> record = event.record(message);
    Json.parse(message.body().getBytes(StandardCharsets.UTF_8))
        .filter(body -> !body.isScalar())
        .ifPresent(body -> record.put("body", body.value()));
    byte[] json = JsonText.of(record).getBytes(StandardCharsets.UTF_8);
    Json whole = Json.parse(json).orElseThrow();
    return patterns.stream().anyMatch(pattern -> pattern.matches(whole));
  }
}
