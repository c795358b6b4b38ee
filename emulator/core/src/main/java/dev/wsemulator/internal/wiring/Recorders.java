package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.internal.recording.LineFile;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;

/** Writes traffic and journal to files. Thread-safe. */
final class Recorders {
  /** A file needs no empty batches. */
  private static final Duration SILENCE = Duration.ofDays(365);

  private final TrafficListener traffic = new TrafficListener();
  private final OpenRecordings recordings = new OpenRecordings();
  private final OpenRecordings journalFiles = new OpenRecordings();
  private final TimeSource time;
  private final Journal journal;

  Recorders(TimeSource time, Journal journal) {
    this.time = time;
    this.journal = journal;
  }

  /** Returns what hears of the traffic. */
  TrafficListener traffic() {
    return traffic;
  }

  Recording record(Path path) {
    LineFile file = LineFile.open(path);
    return recordings.begin(file, traffic.record(time, SILENCE, file));
  }

  Recording writeJournal(Path path) {
    LineFile file = LineFile.open(path);
    return journalFiles.begin(
        file, journal.follow(batch -> file.accept(JournalLine.of(batch, entry -> true))));
  }

  /** Ends the recordings of traffic, before the emulator itself ends connections. */
  void endTraffic() {
    recordings.close();
  }

  /** Ends the journal with all that is in it. */
  void endJournal() {
    journalFiles.close();
    journal.finish();
  }
}
