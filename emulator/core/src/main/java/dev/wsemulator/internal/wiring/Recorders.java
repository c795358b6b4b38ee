package dev.wsemulator.internal.wiring;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.RuleStatus;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultJson;
import dev.wsemulator.internal.fault.FaultObserver;
import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.internal.recording.LineFile;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes traffic and journal to files. Thread-safe. */
final class Recorders {
  /** A file needs no empty batches. */
  private static final Duration SILENCE = Duration.ofDays(365);

  private final TrafficListener traffic;
  private final OpenRecordings recordings = new OpenRecordings();
  private final OpenRecordings journalFiles = new OpenRecordings();
  private final TimeSource time;
  private final Journal journal;

  Recorders(Foundation foundation) {
    this.time = foundation.time();
    this.journal = foundation.journal();
    this.traffic = new TrafficListener(journal, () -> rules(foundation.faults()));
    foundation.faults().observe(new Deeds());
    foundation.time().observe(new Deeds());
  }

  private static Map<String, String> rules(ActiveFaults faults) {
    Map<String, String> rules = new LinkedHashMap<>();
    for (RuleStatus each : faults.rules()) {
      if (each.struck() < each.rule().times()) {
        rules.put(each.id(), FaultJson.of(rest(each)));
      }
    }
    return rules;
  }

  /** Returns what is left of a rule. */
  private static FaultRule rest(RuleStatus status) {
    FaultRule rule = status.rule();
    int times = rule.times();
    return rule.fromNth(Math.max(1, rule.nth() - status.met()))
        .times(times == Integer.MAX_VALUE ? times : times - status.struck());
  }

  /** Has recorded what is done to the emulator from outside. */
  private final class Deeds implements FaultObserver {
    @Override
    public void added(String id, FaultRule rule) {
      traffic.faultAdded(id, FaultJson.of(rule));
    }

    @Override
    public void removed(String id) {
      traffic.faultRemoved(id);
    }

    @Override
    public void struck(String connectionId, Fault fault) {
      traffic.struck(connectionId, FaultJson.of(fault));
    }

    @Override
    public void advanced(Duration by) {
      traffic.advanced(by);
    }
  }

  /** Returns what hears of the traffic. */
  TrafficListener traffic() {
    return traffic;
  }

  Recording record(Path path) {
    LineFile file = LineFile.open(path);
    return recordings.begin(file, traffic.record(time, SILENCE, file));
  }

  Recording record(Consumer<String> reader) {
    return recordings.begin(() -> {}, traffic.record(time, reader));
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
