package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.Identity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code $context} variables of a request, for templates and logs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">Mapping
 *     template reference</a>
 */
final class ContextVariables {
  private ContextVariables() {}

  /** Returns the variables that every request has. */
  static Map<String, Object> of(Facts facts, String routeKey, RequestStamp stamp) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("apiId", facts.stage().api().apiId());
    all.put("connectedAt", Long.toString(facts.connectedAt().toEpochMilli()));
    all.put("connectionId", facts.connectionId());
    all.put("domainName", facts.domainName());
    all.put("extendedRequestId", stamp.requestId());
    all.put("requestId", stamp.requestId());
    all.put("requestTime", stamp.requestTime());
    all.put("requestTimeEpoch", Long.toString(stamp.at().toEpochMilli()));
    all.put("routeKey", routeKey);
    all.put("stage", facts.stage().stage().stageName());
    all.put("identity", identity(facts.identity()));
    return all;
  }

  private static Map<String, Object> identity(Identity identity) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sourceIp", identity.sourceIp());
    if (identity.userAgent() != null) {
      all.put("userAgent", identity.userAgent());
    }
    return all;
  }
}
