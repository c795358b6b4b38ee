package dev.wsemulator.internal.gateway;

import dev.wsemulator.internal.gateway.Deployer.Ready;

/** Makes changes of calls visible to clients. */
public interface Rollout {

  /** Serves an API as it has been deployed, or as its stages are set now. */
  void deploy(String apiId, Ready ready);

  /** Serves an API as it is deployed, with what has changed behind it; at once. */
  void renew(String apiId, Ready ready);
}
