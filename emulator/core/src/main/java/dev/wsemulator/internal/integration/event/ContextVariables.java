package dev.wsemulator.internal.integration.event;

import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.internal.connection.ClientIdentity;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.connection.ConnectionAccess.Caller;
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
    all.put("connectedAt", facts.connectedAt().toEpochMilli());
    all.put("connectionId", facts.connectionId());
    all.put("domainName", facts.domainName());
    all.put("extendedRequestId", stamp.requestId());
    all.put("requestId", stamp.requestId());
    all.put("requestTime", stamp.requestTime());
    all.put("requestTimeEpoch", stamp.at().toEpochMilli());
    all.put("routeKey", routeKey);
    all.put("stage", facts.stage().stage().stageName());
    all.put("identity", identity(facts));
    Authorized authorized = facts.access().authorizer();
    if (authorized != null) {
      Map<String, Object> authorizer = new LinkedHashMap<>(authorized.context());
      if (authorized.principalId() != null) {
        authorizer.put("principalId", authorized.principalId());
      }
      all.put("authorizer", authorizer);
    }
    return all;
  }

  private static Map<String, Object> identity(Facts facts) {
    ClientIdentity identity = facts.identity();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("sourceIp", identity.sourceIp());
    if (identity.userAgent() != null) {
      all.put("userAgent", identity.userAgent());
    }
    ApiKey key = facts.access().apiKey();
    if (key != null) {
      all.put("apiKey", key.value());
      all.put("apiKeyId", key.id());
    }
    Caller caller = facts.access().caller();
    if (caller != null) {
      all.put("accountId", caller.accountId());
      all.put("accessKey", caller.accessKey());
      all.put("caller", caller.userId());
      all.put("user", caller.userId());
      all.put("userArn", caller.userArn());
    }
    return all;
  }
}
