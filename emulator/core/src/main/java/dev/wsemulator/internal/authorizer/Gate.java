package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.integration.ConnectCall;
import java.util.concurrent.CompletableFuture;

/** Decides who may open a connection. Thread-safe; never blocks. */
@FunctionalInterface
public interface Gate {

  /** Decides about a handshake; the future is never completed exceptionally. */
  CompletableFuture<Admission> admit(ConnectCall call);
}
