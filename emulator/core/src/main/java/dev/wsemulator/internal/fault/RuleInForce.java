package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.RuleStatus;
import java.util.Map;
import java.util.WeakHashMap;

/** A rule with what it has met so far. Not thread-safe: its user locks. */
final class RuleInForce {
  /** Keeps two faults of one seed from happening at the same occasions. */
  private static final long OTHER_FAULT = 0xD1342543DE82EF95L;

  private final int number;
  private final FaultRule rule;
  private final long seed;
  private final int handshakesBefore;
  private final Share share;
  private final Map<Place, Integer> chances = new WeakHashMap<>();
  private final Map<Place, Integer> draws = new WeakHashMap<>();
  private int met;
  private int struck;

  /**
   * Creates a rule that has met nothing.
   *
   * @param number its place among all rules, from 1
   * @param handshakesBefore how many handshakes there have been
   */
  RuleInForce(int number, FaultRule rule, int handshakesBefore) {
    this.number = number;
    this.rule = rule;
    this.seed = rule.seed() + (rule.fault() + " at " + rule.point()).hashCode() * OTHER_FAULT;
    this.handshakesBefore = handshakesBefore;
    this.share = new Share(rule.matcher().share(), rule.seed());
  }

  int number() {
    return number;
  }

  String id() {
    return "fault-" + number;
  }

  FaultRule rule() {
    return rule;
  }

  Fault fault() {
    return rule.fault();
  }

  /** Returns whether it asks for the times of a connection. */
  boolean isTimed() {
    return rule.matcher().idle() != null || rule.matcher().age() != null;
  }

  RuleStatus status() {
    return new RuleStatus(id(), rule, met, struck);
  }

  /** Returns whether it is for a connection. */
  boolean isFor(Place place) {
    return rule.matcher().share() >= 1 || place != Place.NONE && share.includes(seen(place));
  }

  /** Counts an occasion that it matches; returns whether its fault can happen there. */
  boolean meets(Place place) {
    if (++met < rule.nth()) {
      return false;
    }
    if (rule.probability() >= 1) {
      return true;
    }
    int occasion = chances.merge(place, 1, Integer::sum);
    return Chance.of(seed, seen(place), occasion) < rule.probability();
  }

  /** Returns what happens to a connection now. */
  Fault drawn(Place place) {
    return fault().leavesToChance()
        ? fault().drawn(Chance.of(~seed, seen(place), draws.merge(place, 1, Integer::sum)))
        : fault();
  }

  /** Counts that it happens; returns whether that was the last time. */
  boolean strikesLastTime() {
    return ++struck == rule.times();
  }

  /** Returns a place as it is seen from when the rule was added, whatever was before. */
  private int seen(Place place) {
    return place == Place.NONE ? Integer.MIN_VALUE : place.number() - handshakesBefore;
  }

  /** The place of a connection among all handshakes; it is the object that counts. */
  static final class Place {
    /** That of no connection. */
    static final Place NONE = new Place(0);

    private final int number;

    Place(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }
}
