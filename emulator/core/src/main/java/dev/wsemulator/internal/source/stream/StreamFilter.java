package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the records that a function wants: those that one of the patterns matches. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html">Event
 *     filtering with DynamoDB</a>
 */
final class StreamFilter {
  private final List<EventPattern> patterns = new ArrayList<>();

  /**
   * Creates it.
   *
   * @throws InvalidPatternException if one of the patterns cannot be used
   */
  StreamFilter(List<String> patterns) throws InvalidPatternException {
    for (String pattern : patterns) {
      this.patterns.add(EventPattern.parse(pattern));
    }
  }

  boolean wants(StreamRecord record) {
    if (patterns.isEmpty()) {
      return true;
    }
    Json json = Json.parse(record.json().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    return patterns.stream().anyMatch(pattern -> pattern.matches(json));
  }
}
