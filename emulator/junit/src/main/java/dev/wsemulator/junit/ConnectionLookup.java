package dev.wsemulator.junit;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.FramePassed;
import dev.wsemulator.journal.JournalEntry.Handshake;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the id of a client's connection in the journal. Thread-safe. */
final class ConnectionLookup {
  /** Pings are distinguished by their lengths, which are unlike those of other pings here. */
  private static final AtomicInteger PINGS = new AtomicInteger();

  private final Journal journal;
  private final List<String> candidates;

  /**
   * Notes the connections that can be the client's.
   *
   * @param mark where the journal was before the client connected
   */
  ConnectionLookup(Journal journal, long mark) {
    this.journal = journal;
    this.candidates =
        journal.since(mark).items().stream()
            .filter(Handshake.class::isInstance)
            .map(Handshake.class::cast)
            .filter(handshake -> handshake.status() == 101)
            .map(Handshake::connectionId)
            .toList();
  }

  /** Returns whether it is certain that the connection is one that a fault has silenced. */
  boolean isSilenced() {
    return candidates.size() == 1
        && journal.ofConnection(candidates.get(0)).stream()
            .filter(Faulted.class::isInstance)
            .map(Faulted.class::cast)
            .flatMap(entry -> Fault.ofJournal(entry.fault()).stream())
            .anyMatch(fault -> fault.effect() == Fault.Effect.SILENCES_CONNECTION);
  }

  String find(ReceivingSocket socket) {
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    int length = 20 + Math.floorMod(PINGS.getAndIncrement(), 100);
    long mark = journal.end();
    socket.isAnswered(new byte[length], TestClient.GLANCE);
    return journal.since(mark).items().stream()
        .filter(FramePassed.class::isInstance)
        .map(FramePassed.class::cast)
        .filter(frame -> frame.kind().equals("ping") && frame.length() == length)
        .map(FramePassed::connectionId)
        .filter(candidates::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Which of the connections %s is this client's cannot be told: it does not answer a ping. Ask for its id while it is open."
                        .formatted(candidates)));
  }
}
