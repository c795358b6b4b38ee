package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keeps changes in a log, on the disk before the call is answered. Not thread-safe. */
public final class FileLedger implements Ledger {
  private static final String NAME = "control.log";

  private final StateLog log;

  private FileLedger(StateLog log) {
    this.log = log;
  }

  /**
   * Opens the ledger of a folder, and does with the documents what it says.
   *
   * @throws IllegalStateException if the file is damaged, or was written by another version
   * @throws UncheckedIOException if it cannot be read or written
   */
  public static FileLedger open(Path folder, Documents documents) {
    StateLog log = StateLog.open(folder.resolve(NAME));
    log.read(
        (path, value) ->
            documents.put(
                path, value.value() instanceof Map<?, ?> map ? Document.of(map) : Document.EMPTY));
    return new FileLedger(log);
  }

  @Override
  public void append(List<Change> changes) {
    log.force(log.append(changes.stream().map(FileLedger::kept).toList()));
  }

  private static StateChange kept(Change change) {
    Document document = change.document();
    return new StateChange(
        change.path(), document == null ? null : JsonText.of(document.members()));
  }

  @Override
  public void close() {
    log.close();
  }
}
