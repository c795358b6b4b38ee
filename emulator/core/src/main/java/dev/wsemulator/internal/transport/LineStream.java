package dev.wsemulator.internal.transport;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.internal.admin.FollowStream;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A streamed response, line by line, until its reader disconnects. Its thread waits for a reader
 * that is slow, and nothing but the lines at hand waits with it. An empty line now and then finds
 * out whether the reader is still there.
 */
final class LineStream implements Consumer<String> {
  private static final Duration PULSE = Duration.ofSeconds(5);

  private final Exchange exchange;
  private final Consumer<LineStream> atEnd;

  /** When something was written last. Only the stream's thread uses it. */
  private long written = TimeSource.system().nanos();

  /** Guarded by {@code this}. */
  private @Nullable Subscription source;

  /** Guarded by {@code this}. */
  private boolean ended;

  /**
   * Creates an answer.
   *
   * @param atEnd runs at its end
   */
  LineStream(Exchange exchange, Consumer<LineStream> atEnd) {
    this.exchange = exchange;
    this.atEnd = atEnd;
  }

  /** Begins to answer. */
  void begin(FollowStream stream) {
    accept("\n"); // so that the reader has the headers
    Subscription begun = stream.begin(PULSE, this);
    synchronized (this) {
      source = begun;
      if (!ended) {
        return;
      }
    }
    begun.close();
  }

  /** Writes the rest, and ends the response. */
  void end() {
    Subscription ending = ending(false);
    if (ending != null) {
      ending.close();
      if (ending(true) != null) {
        exchange.response().write(true, ByteBuffer.allocate(0), exchange.callback());
      }
    }
  }

  @Override
  public void accept(String lines) {
    long now = TimeSource.system().nanos();
    boolean isSilent = lines.isEmpty() && now - written < PULSE.toNanos();
    if (isSilent || hasEnded()) {
      return;
    }
    String text = lines.isEmpty() ? "\n" : lines;
    try {
      Content.Sink.write(
          exchange.response(), false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      written = TimeSource.system().nanos();
    } catch (IOException e) {
      fail(e);
    }
  }

  private synchronized boolean hasEnded() {
    return ended;
  }

  private void fail(IOException reason) {
    Subscription ending = ending(true);
    if (ending != null) {
      ending.close();
      exchange.callback().failed(reason);
    }
  }

  /** Returns the source, unless the answer has ended. */
  private synchronized @Nullable Subscription ending(boolean ends) {
    if (ended) {
      return null;
    }
    ended = ends;
    if (ends) {
      atEnd.accept(this);
    }
    return source == null ? () -> {} : source;
  }
}
