package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import org.jspecify.annotations.Nullable;

/** A request with its identity, made for a connection. */
interface StampedRequest extends IntegrationRequest {

  /** Returns what is known of the connection. */
  Facts facts();

  /** Returns the request's identity. */
  RequestStamp stamp();

  @Override
  default String connectionId() {
    return facts().connectionId();
  }

  @Override
  default String requestId() {
    return stamp().requestId();
  }

  @Override
  default @Nullable String invocationId() {
    return stamp().invocationId();
  }
}
