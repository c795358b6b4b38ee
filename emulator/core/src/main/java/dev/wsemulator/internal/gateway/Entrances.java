package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.authorizer.Gate;
import dev.wsemulator.internal.routing.DeployedStage;
import dev.wsemulator.internal.throttling.Throttle;
import java.util.IdentityHashMap;
import java.util.Map;

/** What a client must get past on its way to the {@code $connect} of a stage. Immutable. */
final class Entrances {

  /**
   * What a client must get past.
   *
   * @param throttle the limits on handshakes
   * @param gate who may enter
   */
  record Entrance(Throttle throttle, Gate gate) {}

  private final Map<DeployedStage, Entrance> entrances;

  Entrances(Map<DeployedStage, Entrance> entrances) {
    this.entrances = new IdentityHashMap<>(entrances);
  }

  Entrance of(DeployedStage stage) {
    return entrances.get(stage);
  }
}
