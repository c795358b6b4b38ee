package dev.wsemulator.cli.console;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.util.function.Consumer;

/**
 * Prints a line for each message, handshake and end of a connection, while an emulator runs. The
 * lines are taken from the journal on a thread of their own: no message waits for a terminal. What
 * the journal has dropped before it was taken is counted.
 */
public final class RequestLines {
  private RequestLines() {}

  /** Prints the lines from now on, until the emulator or the subscription ends. */
  public static Subscription start(Journal journal, RequestLine line, Consumer<String> out) {
    return journal.follow(batch -> print(batch, line, out));
  }

  private static void print(Batch<JournalEntry> batch, RequestLine line, Consumer<String> out) {
    if (batch.missed() > 0) {
      out.accept(
          "(%d journal entries are not shown: they were added too fast)".formatted(batch.missed()));
    }
    for (JournalEntry entry : batch.items()) {
      line.of(entry).ifPresent(out);
    }
  }
}
