package dev.wsemulator.fault;

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

  /** Ends a rule; what it has done is not undone. Returns whether it was there. */
  boolean remove(String id);

  /** Ends all rules. */
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
