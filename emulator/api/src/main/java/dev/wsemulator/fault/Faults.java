package dev.wsemulator.fault;

import java.time.Duration;
import java.util.List;

/** The fault rules of an emulator. Thread-safe. */
public interface Faults {

  /** Brings a fault about from now on; returns the rule's id, which is in the journal, too. */
  String add(FaultRule rule);

  /**
   * Brings a fault about now: ends a connection, or lets nothing pass in both directions, for a
   * time or forever.
   *
   * @param connectionId the connection
   * @param fault a reset, an end without close frame, a close, silence or a stall
   * @return whether the connection was open
   * @throws IllegalArgumentException if the fault is of another kind
   */
  boolean strike(String connectionId, Fault fault);

  /**
   * Brings a fault about now for all open connections that are matched, or for a share of them.
   *
   * @see #strike(Matcher, Fault, Duration)
   */
  default int strike(Matcher which, Fault fault) {
    return strike(which, fault, Duration.ZERO);
  }

  /**
   * Brings a fault about for all open connections that are matched, or for a {@link
   * Matcher#withShare share} of them, evenly spread over a time by the emulator's clock, in the
   * order of their handshakes: for the first at once, for the last when the time is over. A
   * deployment that drains over a minute is {@code strike(Matcher.ALL, Fault.close(1001, "Going
   * away"), Duration.ofMinutes(1))}. Connections that come later are not struck; {@link #clear}
   * ends what is still to come.
   *
   * @param which the API, the stage, the connection, how idle, how old, and what share of all
   * @param fault a reset, an end without close frame, a close or silence
   * @param over how long it takes; zero for all at once
   * @return how many are struck, now or later
   * @throws IllegalArgumentException if the fault is of another kind, the matcher is about
   *     something else, or the time is negative
   */
  int strike(Matcher which, Fault fault, Duration over);

  /** Ends a rule; what it has done is not undone. Returns whether it was there. */
  boolean remove(String id);

  /** Ends all rules, and strikes that are still to come. */
  void clear();

  /**
   * Returns the rules that can still bring a fault about, in the order in which they were added.
   */
  List<FaultRule> active();

  /**
   * Returns all rules with what they have done, in the order in which they were added. A rule that
   * is used up stays there until it is removed, or until a thousand later ones are used up.
   */
  List<RuleStatus> rules();
}
