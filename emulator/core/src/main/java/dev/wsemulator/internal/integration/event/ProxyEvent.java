package dev.wsemulator.internal.integration.event;

import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.connection.ConnectionAccess.Caller;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events that functions receive, with AWS's keys in AWS's order.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Integration
 *     requests</a>
 */
final class ProxyEvent {
  private ProxyEvent() {}

  /** Returns the event of {@code $connect} (EV-02). */
  static byte[] connect(ConnectRequest request, RequestStamp stamp) {
    Facts facts = request.facts();
    JsonText json = new JsonText().open();
    headers(json, request.headers());
    query(json, request.query());
    stageVariables(json, facts);
    json.name("requestContext").open().string("routeKey", "$connect");
    authorizer(json, facts, true);
    json.string("eventType", "CONNECT");
    received(json, stamp);
    context(json, facts, stamp);
    return bytes(json.close().bool("isBase64Encoded", false));
  }

  /** Returns the event of a message (EV-06). */
  static byte[] message(MessageCall call) {
    Facts facts = call.facts();
    RequestStamp stamp = call.message().stamp();
    JsonText json = new JsonText().open();
    stageVariables(json, facts);
    json.name("requestContext").open().string("routeKey", call.routeKey());
    authorizer(json, facts, false);
    json.string("messageId", call.messageId());
    json.string("eventType", "MESSAGE");
    received(json, stamp);
    context(json, facts, stamp);
    return bytes(json.close().string("body", call.body()).bool("isBase64Encoded", false));
  }

  /** Returns the event of {@code $disconnect} (EV-07, EV-08). */
  static byte[] disconnect(Facts facts, CloseCause status, RequestStamp stamp) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of(facts.domainName()));
    headers.put("x-api-key", List.of(""));
    headers.put("X-Forwarded-For", List.of(""));
    headers.put("x-restapi", List.of(""));
    JsonText json = new JsonText().open();
    headers(json, headers);
    stageVariables(json, facts);
    json.name("requestContext").open().string("routeKey", "$disconnect");
    json.number("disconnectStatusCode", status.code());
    authorizer(json, facts, false);
    json.string("eventType", "DISCONNECT");
    received(json, stamp);
    json.string("disconnectReason", status.reason());
    context(json, facts, stamp);
    return bytes(json.close().bool("isBase64Encoded", false));
  }

  static void headers(JsonText json, Map<String, List<String>> headers) {
    lastValues(json, "headers", headers);
    allValues(json, "multiValueHeaders", headers);
  }

  private static void query(JsonText json, Map<String, List<String>> query) {
    if (!query.isEmpty()) {
      Map<String, List<String>> sorted = new TreeMap<>(query);
      lastValues(json, "queryStringParameters", sorted);
      allValues(json, "multiValueQueryStringParameters", sorted);
    }
  }

  static void lastValues(JsonText json, String name, Map<String, List<String>> values) {
    json.name(name).open();
    values.forEach((key, all) -> json.string(key, all.get(all.size() - 1)));
    json.close();
  }

  static void allValues(JsonText json, String name, Map<String, List<String>> values) {
    json.name(name).open();
    values.forEach(json::strings);
    json.close();
  }

  private static void stageVariables(JsonText json, Facts facts) {
    Map<String, String> variables = facts.stage().stage().variables();
    if (!variables.isEmpty()) {
      json.name("stageVariables").open();
      variables.forEach(json::string);
      json.close();
    }
  }

  /**
   * Writes what a Lambda authorizer said of the client (AU-22, AU-23, AU-29), in the order that a
   * hash map has (REC-048); what it says in its context cannot stand in for the gateway's own
   * members.
   */
  private static void authorizer(JsonText json, Facts facts, boolean connecting) {
    Authorized authorized = facts.access().authorizer();
    if (authorized == null) {
      return;
    }
    json.name("authorizer").open();
    Map<String, Object> members = new HashMap<>(); // not a copy, which may be of another size
    if (authorized.principalId() != null) {
      members.put("principalId", authorized.principalId());
    }
    authorized.context().forEach(members::putIfAbsent);
    if (connecting) {
      members.put("integrationLatency", authorized.latencyMillis());
    }
    members.forEach((name, value) -> json.name(name).raw(JsonText.of(value)));
    json.close();
  }

  static void received(JsonText json, RequestStamp stamp) {
    json.string("extendedRequestId", stamp.requestId());
    json.string("requestTime", stamp.requestTime());
    json.string("messageDirection", "IN");
  }

  /** Writes the rest of {@code requestContext} (EV-13). */
  static void context(JsonText json, Facts facts, RequestStamp stamp) {
    json.string("stage", facts.stage().stage().stageName());
    json.number("connectedAt", facts.connectedAt().toEpochMilli());
    json.number("requestTimeEpoch", stamp.at().toEpochMilli());
    json.name("identity").open();
    identity(json, facts);
    json.close();
    json.string("requestId", stamp.requestId());
    json.string("domainName", facts.domainName());
    json.string("connectionId", facts.connectionId());
    json.string("apiId", facts.stage().api().apiId());
  }

  private static void identity(JsonText json, Facts facts) {
    Caller caller = facts.access().caller();
    ApiKey key = facts.access().apiKey();
    if (key != null) {
      json.string("apiKey", key.value()).string("apiKeyId", key.id());
    }
    if (caller != null) {
      json.string("userArn", caller.userArn());
    }
    if (facts.identity().userAgent() != null) {
      json.string("userAgent", facts.identity().userAgent());
    }
    if (caller != null) {
      json.string("accountId", caller.accountId()).string("caller", caller.userId());
    }
    json.string("sourceIp", facts.identity().sourceIp());
    if (caller != null) {
      json.string("accessKey", caller.accessKey()).string("user", caller.userId());
    }
  }

  static byte[] bytes(JsonText json) {
    return json.close().toString().getBytes(StandardCharsets.UTF_8);
  }
}
