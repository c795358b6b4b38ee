package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.authorizer.AuthorizationDecision;
import dev.wsemulator.internal.authorizer.ConnectAuthorizer;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.gateway.Deployer.ReadyStage;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.journal.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checks before the {@code $connect} of a stage. Thread-safe.
 *
 * <p>A handshake that found its stage just before that was replaced goes by the new one's rules.
 */
final class StageAdmission {

  /**
   * The checks of a client.
   *
   * @param throttle the limits on handshakes
   * @param authorizer who may enter
   */
  record Entrance(Throttle throttle, ConnectAuthorizer authorizer) {}

  private record Place(String apiId, String stageName) {
    static Place of(DeployedStage stage) {
      return new Place(stage.api().apiId(), stage.stage().stageName());
    }
  }

  private static final Entrance GONE =
      new Entrance(
          Throttle.NONE,
          call ->
              CompletableFuture.completedFuture(
                  AuthorizationDecision.Refused.forbidden(
                      "The stage was deleted",
                      Reason.of("stage-deleted", "The stage was deleted."))));

  private final Map<Place, Entrance> entrances = new ConcurrentHashMap<>();

  StageAdmission(List<ReadyStage> stages) {
    replace(List.of(), stages);
  }

  /** Replaces the entrances of some stages. */
  void replace(List<DeployedStage> old, List<ReadyStage> stages) {
    Map<Place, Entrance> added = new java.util.HashMap<>();
    for (ReadyStage ready : stages) {
      added.put(Place.of(ready.stage()), new Entrance(ready.handshakes(), ready.authorizer()));
    }
    entrances.putAll(added);
    old.stream()
        .map(Place::of)
        .filter(place -> !added.containsKey(place))
        .forEach(entrances::remove);
  }

  Entrance of(DeployedStage stage) {
    return entrances.getOrDefault(Place.of(stage), GONE);
  }
}
