package dev.wsemulator.internal.httpapi.gate;

import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import java.util.concurrent.CompletableFuture;

/** Decides who may call a route. Thread-safe; never blocks. */
public interface Gate {
  /** Lets everyone in. */
  Gate OPEN =
      (call, match) -> CompletableFuture.completedFuture(new Admission.Admitted(Identity.ANYONE));

  /** Decides about a request. */
  CompletableFuture<Admission> admit(HttpCall call, RouteMatch match);
}
