package dev.wsemulator.internal.deployment;

import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.journal.Origin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a request that a route's back end can use. Each part is created on first use. */
public interface IntegrationRequest {

  /** Returns the event of a Lambda proxy integration, as JSON. */
  byte[] event();

  /** Returns the message's text; empty for {@code $connect} and {@code $disconnect}. */
  default String body() {
    return "";
  }

  /**
   * Returns the {@code $context} variables, in nested maps.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">Mapping
   *     template reference</a>
   */
  Map<String, Object> context();

  /** Returns what it is made for. */
  Origin origin();

  /** Returns the connection that it is made for. */
  String connectionId();

  /** Returns the request's id. */
  String requestId();

  /** Returns the id that a function is to be invoked with; {@code null} for a new one. */
  @Nullable String invocationId();

  /** Returns the execution log of the route. */
  ExecutionLog log();

  /** Returns the headers of {@code $connect}; empty for all other routes. */
  default Map<String, List<String>> headers() {
    return Map.of();
  }

  /** Returns the query parameters of {@code $connect}; empty for all other routes. */
  default Map<String, List<String>> query() {
    return Map.of();
  }
}
