package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.integration.event.ConnectCall;
import java.util.concurrent.CompletableFuture;

/** Decides who may open a connection. Thread-safe; never blocks. */
@FunctionalInterface
public interface ConnectAuthorizer {

  /** Decides about a handshake; the future is never completed exceptionally. */
  CompletableFuture<AuthorizationDecision> admit(ConnectCall call);
}
