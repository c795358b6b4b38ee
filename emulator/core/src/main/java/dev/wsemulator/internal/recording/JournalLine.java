package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.ClockMoved;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.ConnectionsCall;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.FramePassed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.Invoking;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import dev.wsemulator.journal.JournalEntry.MessageReceived;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.JournalEntry.RequestRefused;
import dev.wsemulator.journal.Reason;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes journal entries as one line of JSON each: the number and the type, then what it has, under
 * the names that it has in Java. Durations are in ISO 8601, what there is not is left out, and a
 * text that was cut has its whole length beside it. Secrets are hidden, as in the journal.
 */
public final class JournalLine {
  private JournalLine() {}

  /** Returns the matching entries, one per line, after a line about missed ones. */
  public static String of(Batch<JournalEntry> batch, Predicate<JournalEntry> wanted) {
    StringBuilder lines = new StringBuilder();
    if (batch.missed() > 0) {
      long first = batch.first() - batch.missed();
      JsonText line = new JsonText().open().number("sequence", first).string("type", "Missed");
      lines.append(line.number("count", batch.missed()).close()).append('\n');
    }
    long sequence = batch.first();
    for (JournalEntry entry : batch.items()) {
      if (wanted.test(entry)) {
        lines.append(of(sequence, entry)).append('\n');
      }
      sequence++;
    }
    return lines.toString();
  }

  /** Returns an entry as JSON. */
  private static String of(long sequence, JournalEntry entry) {
    JsonText line =
        new JsonText()
            .open()
            .number("sequence", sequence)
            .string("type", entry.getClass().getSimpleName())
            .string("at", entry.at().toString());
    string(line, "connectionId", entry.connectionId());
    string(line, "requestId", entry.requestId());
    if (entry instanceof Handshake handshake) {
      line.string("apiId", handshake.apiId()).string("stage", handshake.stage());
      line.number("status", handshake.status());
    } else if (entry instanceof MessageReceived message) {
      string(line, "routeKey", message.routeKey());
      body(line, "body", message.body());
    } else if (entry instanceof MessageSent message) {
      body(line, "body", message.body());
    } else if (entry instanceof Invoking invoking) {
      line.string("functionName", invoking.functionName());
      line.string("invocationId", invoking.invocationId()).bool("cold", invoking.cold());
      body(line, "event", invoking.event());
    } else if (entry instanceof Invoked invoked) {
      write(line, invoked);
    } else {
      writeMore(line, entry);
    }
    why(line, entry.why());
    return line.close().toString();
  }

  private static void why(JsonText line, @Nullable Reason why) {
    if (why != null) {
      line.name("why").open().string("code", why.code()).string("what", why.what());
      string(line, "expected", why.expected().isEmpty() ? null : why.expected());
      string(line, "found", why.found().isEmpty() ? null : why.found());
      string(line, "advice", why.advice().isEmpty() ? null : why.advice());
      line.close();
    }
  }

  private static void write(JsonText line, Invoked invoked) {
    line.string("functionName", invoked.functionName());
    line.string("invocationId", invoked.invocationId());
    line.string("took", invoked.took().toString());
    Duration init = invoked.init();
    string(line, "init", init == null ? null : init.toString());
    line.string("outcome", invoked.outcome());
    body(line, "result", invoked.result());
  }

  private static void writeMore(JsonText line, JournalEntry entry) {
    if (entry instanceof FramePassed frame) {
      line.string("direction", frame.direction().name()).string("kind", frame.kind());
      line.bool("last", frame.last()).number("length", frame.length());
    } else if (entry instanceof ConnectionsCall call) {
      line.string("method", call.method()).number("status", call.status());
      string(line, "functionName", call.functionName());
    } else if (entry instanceof RequestEnded ended) {
      string(line, "routeKey", ended.routeKey());
      line.number("status", ended.status()).string("took", ended.took().toString());
    } else if (entry instanceof RequestRefused refused) {
      line.string("request", refused.request()).number("status", refused.status());
    } else if (entry instanceof Faulted fault) {
      line.string("faultId", fault.faultId()).string("point", fault.point());
      line.string("fault", fault.fault());
    } else if (entry instanceof LimitPassed limit) {
      line.string("limit", limit.limit());
    } else if (entry instanceof ClockMoved moved) {
      line.string("by", moved.by().toString());
    } else if (entry instanceof JournalEntry.Reloaded reloaded) {
      line.string("changes", String.join(", ", reloaded.changes()));
      line.string("problems", String.join("\n", reloaded.problems()));
    } else if (entry instanceof Closed closed) {
      line.number("code", closed.code()).string("reason", closed.reason());
    }
  }

  private static void string(JsonText line, String name, @Nullable String value) {
    if (value != null) {
      line.string(name, value);
    }
  }

  private static void body(JsonText line, String name, Body body) {
    line.string(name, body.text());
    if (body.isCut()) {
      line.number(name + "Length", body.length());
    }
  }
}
