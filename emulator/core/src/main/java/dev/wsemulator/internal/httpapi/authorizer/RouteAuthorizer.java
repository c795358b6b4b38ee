package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import java.util.concurrent.CompletableFuture;

/** Decides who may call a route. Thread-safe; never blocks. */
public interface RouteAuthorizer {
  /** Lets everyone in. */
  RouteAuthorizer OPEN =
      (call, match) ->
          CompletableFuture.completedFuture(new RouteDecision.Admitted(Identity.ANYONE));

  /** Decides about a request. */
  CompletableFuture<RouteDecision> admit(HttpCall call, RouteMatch match);
}
