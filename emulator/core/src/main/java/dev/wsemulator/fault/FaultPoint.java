package dev.wsemulator.fault;

import dev.wsemulator.fault.Fault.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Where a fault happens. */
public enum FaultPoint {
  /** A message has come from a client, and is not routed yet. */
  FROM_CLIENT(
      EnumSet.of(Kind.RESET, Kind.FIN, Kind.CLOSE, Kind.SILENCE, Kind.LOSE, Kind.DUPLICATE)),
  /** A message is about to go to a client. */
  TO_CLIENT(EnumSet.of(Kind.RESET, Kind.FIN, Kind.CLOSE, Kind.SILENCE, Kind.LOSE, Kind.DUPLICATE)),
  /** {@code $disconnect} is about to be delivered. */
  DISCONNECT(EnumSet.of(Kind.DELAY, Kind.LOSE, Kind.DUPLICATE)),
  /** An {@code @connections} call has come, and nothing is done about it yet. */
  CONNECTIONS_CALL(EnumSet.of(Kind.ANSWER)),
  /** What an {@code @connections} call wants is done, and its caller is not answered yet. */
  CONNECTIONS_ANSWER(EnumSet.of(Kind.ANSWER));

  private final Set<Kind> kinds;

  FaultPoint(EnumSet<Kind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  /** Returns the kinds of fault that can happen here. */
  public Set<Kind> kinds() {
    return kinds;
  }
}
