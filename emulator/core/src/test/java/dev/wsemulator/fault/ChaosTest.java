package dev.wsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.MessageSent;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A hundred clients that send at once, to whom everything happens by chance, and the same each
 * time. The system property {@code chaos.runs} says how often.
 */
class ChaosTest {
  private static final int CONNECTIONS = 100;
  private static final int MESSAGES = 6;
  private static final int RUNS = Integer.getInteger("chaos.runs", 3);

  @Test
  void theSameSeedGivesTheSameTranscript() throws Exception {
    String first = new Run(2026).transcript();
    for (int run = 1; run < RUNS; run++) {
      assertThat(new Run(2026).transcript()).as("run %s", run + 1).isEqualTo(first);
    }
    assertThat(first).contains("reset", "fin", "lose", "duplicate", "close 4000 chaos");
    assertThat(first.lines().filter(line -> line.contains("sent: ")).count())
        .isBetween(CONNECTIONS * 2L, CONNECTIONS * MESSAGES * 2L);
    assertThat(new Run(2027).transcript()).isNotEqualTo(first);
  }

  /** One run. */
  private static final class Run {
    private final long seed;
    private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
    private final Map<String, Queue<JournalEntry>> ends = new HashMap<>();
    private Journal journal = new Journal();
    private long read;

    Run(long seed) {
      this.seed = seed;
    }

    String transcript() throws Exception {
      Rig rig = new Rig().echo().route("$disconnect", Rig.OK).time(time).start();
      try (rig) {
        journal = rig.emulator().journal();
        chaos(rig.emulator().faults());
        Map<String, RawClient> clients = new LinkedHashMap<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          RawClient client = rig.open();
          clients.put(rig.lastId(), client);
        }
        for (int round = 0; round < MESSAGES; round++) {
          for (Map.Entry<String, RawClient> client : clients.entrySet()) {
            catchUp();
            ends(client.getKey()).clear();
            client.getValue().text("message " + round);
          }
          for (String id : List.copyOf(clients.keySet())) {
            if (!survives(id, clients.get(id))) {
              clients.remove(id).end();
            }
          }
          rig.emulator().time().advance(Duration.ofMinutes(1));
        }
        rig.emulator().time().advance(Duration.ofMinutes(10));
        int calls = rig.emulator().journal().entries(JournalEntry.Invoking.class).size();
        await().until(() -> rig.emulator().journal().entries(Invoked.class).size() >= calls);
      }
      return rig.emulator().journal().transcript().text();
    }

    private void chaos(Faults faults) {
      List<Fault> in =
          List.of(Fault.lose(), Fault.reset(), Fault.fin(), Fault.close(4000, "chaos"));
      for (Fault fault : in) {
        faults.add(fault.at(FaultPoint.FROM_CLIENT).withProbability(0.03, seed + fault.hashCode()));
      }
      for (Fault fault : List.of(Fault.lose(), Fault.duplicate(), Fault.reset())) {
        faults.add(fault.at(FaultPoint.TO_CLIENT).withProbability(0.03, seed * 31));
      }
      faults.add(Fault.crash().at(FaultPoint.INVOCATION).withProbability(0.03, seed * 37));
      faults.add(Fault.lose().at(FaultPoint.DISCONNECT).withProbability(0.2, seed * 41));
    }

    private Queue<JournalEntry> ends(String connectionId) {
      return ends.computeIfAbsent(connectionId, id -> new ArrayDeque<>());
    }

    private @Nullable JournalEntry next(String connectionId) throws InterruptedException {
      catchUp();
      Queue<JournalEntry> queue = ends(connectionId);
      for (int tries = 0; queue.isEmpty() && tries < 1000; tries++) {
        journal.await(read, Duration.ofSeconds(20));
        catchUp();
      }
      return queue.poll();
    }

    private void catchUp() {
      Batch<JournalEntry> batch = journal.since(read);
      read = batch.next();
      batch.items().forEach(this::note);
    }

    /** Notes by what a message may end. */
    private void note(JournalEntry entry) {
      if (entry instanceof Closed || entry instanceof MessageSent || entry instanceof Faulted) {
        ends(entry.connectionId()).add(entry);
      } else if (entry instanceof Invoked end && end.functionName().equals("f-disconnect")) {
        ends(entry.connectionId()).add(entry);
      }
    }

    /** Waits for what becomes of a message; returns whether its client is still there. */
    private boolean survives(String id, RawClient client) throws Exception {
      int answers = 1;
      while (answers > 0) {
        JournalEntry end = next(id);
        if (end instanceof Closed) {
          awaitDisconnect(id);
          return false;
        }
        if (end instanceof MessageSent) {
          answers--;
        } else if (end instanceof Faulted fault) {
          if (fault.fault().startsWith("close")) {
            client.end(); // as a client does that is told to go
          }
          answers += change(fault);
        } else {
          throw new IOException("Nothing becomes of a message of " + id);
        }
      }
      return true;
    }

    /** Waits until {@code $disconnect} has run, or was lost: the clock must not move before. */
    private void awaitDisconnect(String id) throws Exception {
      JournalEntry end = next(id);
      while (!(end instanceof Invoked)
          && !(end instanceof Faulted fault && fault.point().equals("DISCONNECT"))) {
        assertThat(end).as("what becomes of a $disconnect").isNotNull();
        end = next(id);
      }
    }

    /** Returns how many answers more there are because of a fault. */
    private static int change(Faulted fault) {
      boolean ofMessage = fault.point().equals("FROM_CLIENT") || fault.point().equals("TO_CLIENT");
      return switch (ofMessage ? fault.fault() : "") {
        case "lose" -> -1;
        case "duplicate" -> 1;
        default -> 0;
      };
    }
  }
}
