package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules in force. Where none is, a look costs the read of an empty list. Thread-safe. */
public final class ActiveFaults implements Faults {
  /** Keeps two faults of one seed from happening at the same occasions. */
  private static final long OTHER_FAULT = 0xD1342543DE82EF95L;

  private final Journal journal;
  private final Function<String, Optional<Connection>> connections;
  private final MovableTime time;
  private final List<Active> rules = new CopyOnWriteArrayList<>();

  /**
   * Guarded by {@code this}: the place of each connection among all handshakes, as long as anything
   * knows its id. Functions run for connections that are not open yet, or not any more.
   */
  private final Map<String, Place> places = new WeakHashMap<>();

  /** Guarded by {@code this}: how many handshakes there have been. */
  private int handshakes;

  /** Guarded by {@code this}. */
  private int added;

  /** The place of a connection; of no other one. */
  private static final class Place {
    private static final Place NONE = new Place(0);
    private final int number;

    Place(int number) {
      this.number = number;
    }
  }

  /** A rule with what it has met so far. */
  private static final class Active {
    private final String id;
    private final FaultRule rule;
    private final long seed;
    private final int handshakesBefore;
    private final Map<Place, Integer> chances = new WeakHashMap<>();
    private int met;
    private int done;

    Active(String id, FaultRule rule, int handshakesBefore) {
      this.id = id;
      this.rule = rule;
      this.seed = rule.seed() + (rule.fault() + " at " + rule.point()).hashCode() * OTHER_FAULT;
      this.handshakesBefore = handshakesBefore;
    }

    /** Returns a place as it is seen from when the rule was added, whatever was before. */
    int seen(Place place) {
      return place == Place.NONE ? Integer.MIN_VALUE : place.number - handshakesBefore;
    }
  }

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

  /** Finds an open connection. */
  Optional<Connection> connection(String connectionId) {
    return connections.apply(connectionId);
  }

  @Override
  public boolean strike(String connectionId, Fault fault) {
    if (!fault.strikesConnections()) {
      throw new IllegalArgumentException(
          "A connection cannot be struck by %s. Allowed: %s."
              .formatted(fault, Fault.names(Fault::strikesConnections)));
    }
    Optional<Connection> struck = connection(connectionId);
    struck.ifPresent(
        connection -> {
          journal.add(
              new JournalEntry.Faulted(
                  time.now(), connectionId, "strike", "CONNECTION", fault.toString()));
          fault.strike(new Target(connection));
        });
    return struck.isPresent();
  }

  private static final class Target extends ConnectionTarget {
    Target(Connection connection) {
      super(connection);
    }

    @Override
    public void silence() {
      sever(DisconnectMode.DEAF);
      sever(DisconnectMode.MUTE);
    }
  }

  @Override
  public synchronized String add(FaultRule rule) {
    String id = "fault-" + ++added;
    rules.add(new Active(id, rule, handshakes));
    return id;
  }

  @Override
  public synchronized boolean remove(String id) {
    return rules.removeIf(active -> active.id.equals(id));
  }

  @Override
  public synchronized void clear() {
    rules.clear();
  }

  @Override
  public List<FaultRule> active() {
    return rules.stream().map(active -> active.rule).toList();
  }

  /** Returns the rules by their ids, in the order in which they were added. */
  public Map<String, FaultRule> rules() {
    Map<String, FaultRule> all = new LinkedHashMap<>();
    rules.forEach(active -> all.put(active.id, active.rule));
    return all;
  }

  /** Gives a client its place among all, when its handshake comes. */
  public synchronized void arrived(Facts facts) {
    places.put(facts.connectionId(), new Place(++handshakes));
  }

  /** Returns whether no fault can happen. */
  public boolean none() {
    return rules.isEmpty();
  }

  /** Returns the fault that happens now to a connection, if one does. */
  public @Nullable TriggeredFault next(FaultPoint point, Facts facts) {
    return none() ? null : next(point, occasion(facts));
  }

  /** Returns what a rule can match of a connection. */
  public static Matcher occasion(Facts facts) {
    return new Matcher(
        facts.stage().api().apiId(),
        facts.stage().stage().stageName(),
        facts.connectionId(),
        null,
        null,
        null);
  }

  /**
   * Returns the fault that happens now, if one does; a jump of the clock is done here. All rules
   * for this occasion count it, also behind the one that happens.
   */
  public synchronized @Nullable TriggeredFault next(FaultPoint point, Matcher occasion) {
    Active chosen = null;
    for (Active active : rules) {
      if (meets(active.rule, point, occasion)
          && happens(active, occasion.connection())
          && chosen == null) {
        use(active);
        if (active.rule.fault().effect() == Fault.Effect.MOVES_CLOCK) {
          record(active, occasion);
          active.rule.fault().strike(time);
        } else {
          chosen = active;
        }
      }
    }
    Active happening = chosen;
    return happening == null
        ? null
        : new TriggeredFault(happening.rule.fault(), () -> record(happening, occasion));
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

  private void use(Active active) {
    if (++active.done == active.rule.times()) {
      rules.remove(active);
    }
  }

  private void record(Active active, Matcher occasion) {
    journal.add(
        new JournalEntry.Faulted(
            time.now(),
            occasion.connection(),
            active.id,
            active.rule.point().name(),
            active.rule.fault().toString(),
            occasion.source()));
  }

  private boolean happens(Active active, @Nullable String connectionId) {
    if (++active.met < active.rule.nth()) {
      return false;
    }
    if (active.rule.probability() >= 1) {
      return true;
    }
    Place place = places.getOrDefault(connectionId, Place.NONE);
    int occasion = active.chances.merge(place, 1, Integer::sum);
    return chance(active.seed, active.seen(place), occasion) < active.rule.probability();
  }

  /** Returns a number from 0 to 1 that depends on nothing else, by SplitMix64's finalizer. */
  private static double chance(long seed, int place, int occasion) {
    long mixed = seed + 0x9E3779B97F4A7C15L * (((long) place << 32) + occasion);
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
  }
}
