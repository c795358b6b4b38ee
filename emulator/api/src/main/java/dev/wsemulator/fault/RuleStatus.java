package dev.wsemulator.fault;

/**
 * What a fault rule has done so far. Immutable.
 *
 * @param id the rule's id, which is in the journal, too
 * @param rule the rule
 * @param met how many occasions it has matched
 * @param struck how often its fault has happened
 */
public record RuleStatus(String id, FaultRule rule, int met, int struck) {

  /** Whether a rule can still do something. */
  public enum State {
    /** Nothing that it matches has come yet. */
    UNMATCHED,
    /** It has matched, and its fault can happen, again if it has happened. */
    ACTIVE,
    /** Its fault has happened as often as it may. */
    USED_UP
  }

  /** Returns whether it can still do something. */
  public State state() {
    if (struck >= rule.times()) {
      return State.USED_UP;
    }
    return met == 0 ? State.UNMATCHED : State.ACTIVE;
  }
}
