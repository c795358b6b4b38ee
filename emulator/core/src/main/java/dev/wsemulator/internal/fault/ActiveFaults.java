package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.RuleStatus;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.fault.RuleInForce.Place;
import dev.wsemulator.internal.fault.TriggeredFault.Strike;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules in force. Where none is, a look costs the read of an empty list. Thread-safe. */
public final class ActiveFaults implements Faults {
  /** How many rules that are used up are remembered. */
  private static final int MOST_USED_UP = 1_000;

  private final Journal journal;
  private final Function<String, Optional<Connection>> connections;
  private final MovableTime time;
  private volatile @Nullable KnownNames names;
  private final List<RuleInForce> rules = new CopyOnWriteArrayList<>();

  /** Guarded by {@code this}: the rules that can do nothing more, oldest first. */
  private final Deque<RuleInForce> usedUp = new ArrayDeque<>();

  /** Guarded by {@code this}: the strikes that are not over. */
  private final Set<SpreadStrike> spreads = new HashSet<>();

  private volatile Supplier<Collection<Connection>> open = List::of;

  private volatile FaultObserver observer = FaultObserver.NONE;

  /**
   * Guarded by {@code this}: the place of each connection among all handshakes, as long as anything
   * knows its id. Functions run for connections that are not open yet, or not any more.
   */
  private final Map<String, Place> places = new WeakHashMap<>();

  /** Guarded by {@code this}: how many handshakes there have been. */
  private int handshakes;

  /** Guarded by {@code this}. */
  private int added;

  /**
   * Creates a set without faults.
   *
   * @param journal where what they do is recorded
   * @param time the clock
   * @param connections finds an open connection
   */
  public ActiveFaults(
      Journal journal, MovableTime time, Function<String, Optional<Connection>> connections) {
    this.journal = journal;
    this.time = time;
    this.connections = connections;
  }

  /** Sets who learns of what is added, removed and struck from now on. */
  public void observe(FaultObserver newObserver) {
    observer = newObserver;
  }

  /** Sets where all open connections are found. */
  public void strikeAmong(Supplier<Collection<Connection>> connectionsNow) {
    open = connectionsNow;
  }

  /** Finds an open connection. */
  Optional<Connection> connection(String connectionId) {
    return connections.apply(connectionId);
  }

  @Override
  public boolean strike(String connectionId, Fault fault) {
    checkStrike(fault);
    Optional<Connection> struck = connection(connectionId);
    struck.ifPresent(
        connection -> {
          observer.struck(connectionId, fault);
          journal.add(
              new JournalEntry.Faulted(
                  time.now(), connectionId, "strike", "CONNECTION", fault.toString()));
          fault.strike(new Target(connection, time));
        });
    return struck.isPresent();
  }

  private static void checkStrike(Fault fault) {
    if (!fault.strikesConnections()) {
      throw new IllegalArgumentException(
          "A connection cannot be struck by %s. Allowed: %s."
              .formatted(fault, Fault.names(Fault::strikesConnections)));
    }
  }

  @Override
  public int strike(Matcher which, Fault fault, Duration over) {
    return begin(which, fault, over).struck();
  }

  private synchronized void forget(SpreadStrike spread) {
    spreads.remove(spread);
  }

  /** Strikes open connections, as {@link #strike(Matcher, Fault, Duration)} does. */
  public SpreadStrike begin(Matcher which, Fault fault, Duration over) {
    checkStrike(fault);
    if (over.isNegative()) {
      throw new IllegalArgumentException(
          "\"over\" is negative: %s. Use a duration such as 1m.".formatted(over));
    }
    KnownNames known = names;
    Matcher wanted = which.onlyOfConnections("A strike");
    List<String> ids =
        matched(known == null ? wanted : known.checked(wanted)).stream()
            .map(Connection::id)
            .toList();
    SpreadStrike spread = SpreadStrike.begin(ids, id -> strike(id, fault), over, time);
    if (!over.isZero()) {
      synchronized (this) {
        spreads.add(spread);
      }
      time.after(over, () -> forget(spread));
    }
    return spread;
  }

  private static final class Target extends ConnectionTarget {
    private final Connection connection;
    private final MovableTime time;

    Target(Connection connection, MovableTime time) {
      super(connection);
      this.connection = connection;
      this.time = time;
    }

    @Override
    public void stall(Duration by) {
      connection.pause();
      time.after(by, connection::resume);
    }

    @Override
    public void silence() {
      sever(DisconnectMode.DEAF);
      sever(DisconnectMode.MUTE);
    }
  }

  /** Refuses rules for names that there are not, from now on. */
  public void check(KnownNames known) {
    names = known;
  }

  @Override
  public synchronized String add(FaultRule given) {
    KnownNames known = names;
    FaultRule rule = known == null ? given : known.checked(given);
    RuleInForce inForce = new RuleInForce(++added, rule, handshakes);
    observer.added(inForce.id(), rule);
    rules.add(inForce);
    return inForce.id();
  }

  @Override
  public synchronized boolean remove(String id) {
    boolean removed = rules.removeIf(each -> each.id().equals(id));
    if (removed) {
      observer.removed(id);
    }
    return usedUp.removeIf(each -> each.id().equals(id)) | removed;
  }

  @Override
  public synchronized void clear() {
    rules.forEach(each -> observer.removed(each.id()));
    rules.clear();
    usedUp.clear();
    spreads.forEach(SpreadStrike::cancel);
    spreads.clear();
  }

  @Override
  public List<FaultRule> active() {
    return rules.stream().map(RuleInForce::rule).toList();
  }

  @Override
  public synchronized List<RuleStatus> rules() {
    return Stream.concat(usedUp.stream(), rules.stream())
        .sorted(Comparator.comparingInt(RuleInForce::number))
        .map(RuleInForce::status)
        .toList();
  }

  /** Gives a client its place among all, when its handshake comes. */
  public synchronized void arrived(Facts facts) {
    places.put(facts.connectionId(), new Place(++handshakes));
  }

  /**
   * Returns those open connections that are matched, in the order of their handshakes; of a share
   * so many of them as it says, beginning with the first.
   */
  public synchronized List<Connection> matched(Matcher wanted) {
    List<Connection> all =
        open.get().stream()
            .filter(each -> wanted.matches(occasion(each)))
            .sorted(Comparator.comparingInt(each -> place(each.id()).number()))
            .toList();
    return new Share(wanted.share(), 0).of(all);
  }

  private Place place(@Nullable String connectionId) {
    return connectionId == null ? Place.NONE : places.getOrDefault(connectionId, Place.NONE);
  }

  /** Returns whether no fault can happen. */
  public boolean none() {
    return rules.isEmpty();
  }

  /** Returns whether no fault can happen at a point. */
  boolean hasNone(FaultPoint point) {
    return rules.isEmpty() || rules.stream().noneMatch(each -> each.rule().point() == point);
  }

  /** Returns the fault that happens now to a connection, if one does. */
  public @Nullable TriggeredFault next(FaultPoint point, Facts facts) {
    return none() ? null : next(point, occasion(facts));
  }

  /** Returns what a rule can match of a connection. */
  public static Matcher occasion(Facts facts) {
    return Matcher.connection(facts.connectionId())
        .withApi(facts.stage().api().apiId())
        .withStage(facts.stage().stage().stageName());
  }

  /**
   * Returns the faults that happen now, if any do; a jump of the clock is done here. All rules for
   * this occasion count it, also behind the one that happens.
   */
  public @Nullable TriggeredFault next(FaultPoint point, Matcher known) {
    return next(point, known, fault -> true);
  }

  /**
   * Returns the faults that happen now, if any do.
   *
   * @param possible returns whether the occasion is one for a fault
   */
  synchronized @Nullable TriggeredFault next(
      FaultPoint point, Matcher known, Predicate<Fault> possible) {
    Matcher occasion = rules.stream().anyMatch(RuleInForce::isTimed) ? timed(known) : known;
    Place place = place(occasion.connection());
    Combination struck = new Combination(point);
    for (RuleInForce each : rules) {
      if (meets(each.rule(), point, occasion)
          && possible.test(each.fault())
          && each.isFor(place)
          && each.meets(place)) {
        if (each.fault().effect() == Fault.Effect.MOVES_CLOCK) {
          Strike jump = strike(each, occasion);
          jump.note().run();
          jump.fault().strike(time);
        } else {
          struck.offer(each);
        }
      }
    }
    List<Strike> delays = strikes(struck.delays(), occasion);
    List<Strike> others = strikes(struck.others(), occasion);
    return delays.isEmpty() && others.isEmpty() ? null : new TriggeredFault(delays, others);
  }

  /** Returns what is known of an occasion, with the times of its connection if that is open. */
  private Matcher timed(Matcher occasion) {
    String id = occasion.connection();
    return id == null || occasion.age() != null
        ? occasion
        : connection(id).map(open -> timed(occasion, open)).orElse(occasion);
  }

  /** Returns what a rule can match of a connection, with its times. */
  private Matcher occasion(Connection connection) {
    return timed(occasion(connection.facts()), connection);
  }

  /** Returns what is known of an occasion, with the times of a connection. */
  Matcher timed(Matcher occasion, Connection connection) {
    long now = time.nanos();
    return occasion
        .withIdle(since(connection.lastActiveNanos(), now))
        .withAge(since(connection.connectedNanos(), now));
  }

  private static Duration since(long then, long now) {
    return Duration.ofNanos(Math.max(0, now - then));
  }

  private List<Strike> strikes(List<RuleInForce> all, Matcher occasion) {
    return all.stream().map(each -> strike(each, occasion)).toList();
  }

  private Strike strike(RuleInForce each, Matcher occasion) {
    if (each.strikesLastTime()) {
      rules.remove(each);
      usedUp.add(each);
      if (usedUp.size() > MOST_USED_UP) {
        usedUp.remove();
      }
    }
    Fault drawn = each.drawn(place(occasion.connection()));
    return new Strike(drawn, () -> record(each, drawn, occasion));
  }

  /** What ends a connection is for functions only that run for the sake of an open one. */
  private boolean meets(FaultRule rule, FaultPoint point, Matcher occasion) {
    return rule.point() == point
        && rule.matcher().matches(occasion)
        && (point != FaultPoint.INVOCATION
            || rule.fault().effect() != Fault.Effect.ENDS_CONNECTION
            || isOpen(occasion.connection()));
  }

  private boolean isOpen(@Nullable String connectionId) {
    return connectionId != null && connection(connectionId).isPresent();
  }

  private void record(RuleInForce each, Fault drawn, Matcher occasion) {
    journal.add(
        new JournalEntry.Faulted(
            time.now(),
            occasion.connection(),
            each.id(),
            each.rule().point().name(),
            drawn.toString(),
            occasion.source()));
  }
}
