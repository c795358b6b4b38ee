package dev.wsemulator.internal.recording;

import static java.util.stream.Collectors.joining;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
            .string("type", entry.getClass().getSimpleName());
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      write(line, component.getName(), value(entry, component));
    }
    return line.close().toString();
  }

  private static @Nullable Object value(JournalEntry entry, RecordComponent component) {
    try {
      return component.getAccessor().invoke(entry);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A journal entry is a record with public components.", e);
    }
  }

  private static void write(JsonText line, String name, @Nullable Object value) {
    if (value instanceof Integer number) {
      line.number(name, number);
    } else if (value instanceof Boolean flag) {
      line.bool(name, flag);
    } else if (value instanceof Body body) {
      line.string(name, body.text());
      if (body.isCut()) {
        line.number(name + "Length", body.length());
      }
    } else if (value instanceof Reason why) {
      write(line.name(name).open(), why);
    } else if (value instanceof Collection<?> all) {
      String separator = name.equals("problems") ? "\n" : ", ";
      line.string(name, all.stream().map(String::valueOf).collect(joining(separator)));
    } else if (value != null) {
      line.string(name, value.toString());
    }
  }

  private static void write(JsonText line, Reason why) {
    line.string("code", why.code()).string("what", why.what());
    Map<String, String> more = new LinkedHashMap<>();
    more.put("expected", why.expected());
    more.put("found", why.found());
    more.put("advice", why.advice());
    more.values().removeIf(String::isEmpty);
    more.forEach(line::string);
    line.close();
  }
}
