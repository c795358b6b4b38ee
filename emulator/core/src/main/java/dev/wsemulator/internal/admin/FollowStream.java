package dev.wsemulator.internal.admin;

import dev.wsemulator.feed.Subscription;
import java.time.Duration;
import java.util.function.Consumer;

/** A response that continues with new lines. */
@FunctionalInterface
public interface FollowStream {
  /**
   * Begins the response.
   *
   * @param silence after how long the reader is handed an empty text, if nothing comes
   * @param reader what is handed lines, each with its end, on a thread of its own
   * @return what ends it
   */
  Subscription begin(Duration silence, Consumer<String> reader);
}
