package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration.Lambda;
import dev.wsemulator.api.Integration.LambdaProxy;
import dev.wsemulator.api.Route;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.report.Standstill;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tests that use an emulator now, and what belongs to each. A connection is a test's if the
 * test was the only one when it was opened, a client if the test's thread has opened it.
 * Thread-safe.
 */
final class Watch implements AutoCloseable {
  /** How long waits take at most where nothing else is said. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Map<Integer, Watch> BY_PORT = new ConcurrentHashMap<>();

  private final int port;
  private final WebSocketApiEmulator emulator;
  private final Journal journal;
  private final TestJournal testJournal;
  private final TestRun around;

  /** Keeps up with the journal, which does not keep everything. */
  private final Subscription reading;

  /** The number of the next entry to look at. Guarded by {@code this}. */
  private long noted;

  /** Guarded by {@code this} for writing. */
  private final Set<TestRun> active = ConcurrentHashMap.newKeySet();

  /** The tests that did not have the emulator for themselves. */
  private final Set<TestRun> overlapping = ConcurrentHashMap.newKeySet();

  /** The fault rules that were there before the tests of now. Guarded by {@code this}. */
  private List<FaultRule> before = List.of();

  private final ThreadLocal<@Nullable TestRun> current = new InheritableThreadLocal<>();

  /** Whose connection it is, by its id. */
  private final Map<String, TestRun> owners = new ConcurrentHashMap<>();

  /** The connections of APIs with a function for {@code $disconnect}. */
  private final Set<String> withDisconnect = ConcurrentHashMap.newKeySet();

  /** The messages that a test received or asserted. */
  private final Set<JournalEntry> settled = ConcurrentHashMap.newKeySet();

  private Watch(WebSocketApiEmulator emulator, String name, Duration patience) {
    this.emulator = emulator;
    this.port = emulator.port();
    this.journal = emulator.journal();
    this.testJournal = TestJournal.watch(journal, patience, Standstill.of(emulator));
    this.noted = journal.end();
    this.around = new TestRun(name, noted);
    this.reading = journal.follow(noted, batch -> catchUp());
  }

  /**
   * Begins to watch.
   *
   * @param name what is done around the tests, for people
   */
  static Watch over(WebSocketApiEmulator emulator, String name) {
    return over(emulator, name, PATIENCE);
  }

  /**
   * Begins to watch.
   *
   * @param name what is done around the tests, for people
   * @param patience how long waits of tests take at most
   */
  static Watch over(WebSocketApiEmulator emulator, String name, Duration patience) {
    Watch watch = new Watch(emulator, name, patience);
    BY_PORT.put(watch.port, watch);
    return watch;
  }

  /** Records which test new connections belong to, before that can change. */
  private synchronized void catchUp() {
    Batch<JournalEntry> batch = journal.since(noted);
    noted = batch.next();
    batch.items().forEach(this::note);
  }

  private void note(JournalEntry entry) {
    if (entry instanceof JournalEntry.Handshake handshake) {
      owners.put(handshake.connectionId(), theOnlyOne());
      if (hasDisconnectFunction(handshake.apiId())) {
        withDisconnect.add(handshake.connectionId());
      }
    }
  }

  private boolean hasDisconnectFunction(String apiId) {
    return emulator.stack().apis().stream()
        .filter(api -> api.apiId().equals(apiId))
        .map(api -> api.routes().get(Route.DISCONNECT))
        .filter(Objects::nonNull)
        .flatMap(route -> route.integration().stream())
        .anyMatch(each -> each instanceof LambdaProxy || each instanceof Lambda);
  }

  /** Returns whether a function runs for {@code $disconnect} when this connection has ended. */
  boolean runsDisconnect(String connectionId) {
    catchUp();
    return withDisconnect.contains(connectionId);
  }

  /** Returns what is done around the tests. */
  TestRun around() {
    return around;
  }

  Journal journal() {
    return journal;
  }

  TestJournal testJournal() {
    return testJournal;
  }

  /** A test begins, on this thread. */
  synchronized TestRun begin(String name) {
    catchUp();
    TestRun run = new TestRun(name, journal.end());
    active.add(run);
    if (active.size() == 1) {
      testJournal.startNewTest();
      before = emulator.faults().active();
    } else {
      active.forEach(TestRun::overlap);
      overlapping.addAll(active);
    }
    current.set(run);
    return run;
  }

  /** A test has ended, on this thread. */
  synchronized void end(TestRun run) {
    catchUp();
    if (active.remove(run) && active.isEmpty()) {
      restoreFaults();
    }
    current.remove();
  }

  /** Ends the fault rules of the tests; those from before them begin anew. */
  private void restoreFaults() {
    Faults faults = emulator.faults();
    faults.clear();
    before.forEach(faults::add);
  }

  /** A client has opened a connection; it counts if an emulator under watch listens there. */
  static void opened(URI url, TestSocket socket) {
    Watch watch = BY_PORT.get(url.getPort());
    if (watch != null) {
      watch.here().add(socket);
    }
  }

  /** Returns the journal of the emulator under watch that listens there; {@code null} for none. */
  static @Nullable Journal journal(URI url) {
    Watch watch = BY_PORT.get(url.getPort());
    return watch == null ? null : watch.journal;
  }

  /** Gives a client of an emulator under watch a name, by its connection. */
  static void name(URI url, String connectionId, String name) {
    Watch watch = BY_PORT.get(url.getPort());
    if (watch != null) {
      watch.testJournal.name(connectionId, name);
    }
  }

  /** Gives the client a name that has connected since then, if it was the only one. */
  void nameNewest(long mark, String name) {
    List<String> opened =
        journal.since(mark).items().stream()
            .filter(entry -> entry instanceof JournalEntry.Handshake done && done.status() == 101)
            .map(JournalEntry::connectionId)
            .toList();
    if (!name.isEmpty() && opened.size() == 1) {
      testJournal.name(opened.get(0), name);
    }
  }

  /** Returns how long waits take at most at the emulator that listens there. */
  static Duration patience(URI url) {
    Watch watch = BY_PORT.get(url.getPort());
    return watch == null ? PATIENCE : watch.testJournal.patience();
  }

  /** Returns what ends waits early at the emulator that listens there. */
  static Standstill standstill(URI url) {
    Watch watch = BY_PORT.get(url.getPort());
    return watch == null ? Standstill.never() : watch.testJournal.standstill();
  }

  /** Returns the test that this thread works for. */
  TestRun here() {
    TestRun run = current.get();
    return run != null && active.contains(run) ? run : theOnlyOne();
  }

  private TestRun theOnlyOne() {
    List<TestRun> now = List.copyOf(active);
    return now.size() == 1 ? now.get(0) : around;
  }

  /** Returns the entries of a test: without those about connections of other ones. */
  List<JournalEntry> entriesOf(TestRun run) {
    catchUp();
    return journal.since(run.mark()).items().stream()
        .filter(entry -> concerns(entry, run))
        .toList();
  }

  private boolean concerns(JournalEntry entry, TestRun run) {
    TestRun owner = entry.connectionId() == null ? null : owners.get(entry.connectionId());
    return run == around || owner == null || owner == run || owner == around;
  }

  /**
   * Returns the tests that may be meant by an entry: the one whose connection it is, or several.
   */
  Set<TestRun> concerned(JournalEntry entry, TestRun run) {
    catchUp();
    TestRun owner = entry.connectionId() == null ? null : owners.get(entry.connectionId());
    if (owner != null && owner != around) {
      return Set.of(owner);
    }
    Set<TestRun> all = new LinkedHashSet<>();
    all.add(run);
    if (run == around) {
      all.addAll(overlapping);
    }
    return all;
  }

  /** Returns whether it need not be reported any more. */
  boolean isSettled(JournalEntry entry) {
    return settled.contains(entry);
  }

  /** Marks that it need not be reported any more; returns whether it had to be. */
  boolean settle(JournalEntry entry) {
    return settled.add(entry);
  }

  @Override
  public void close() {
    BY_PORT.remove(port, this);
    testJournal.unwatch();
    reading.close();
  }
}
