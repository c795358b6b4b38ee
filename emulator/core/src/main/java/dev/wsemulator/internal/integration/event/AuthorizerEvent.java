package dev.wsemulator.internal.integration.event;

import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event that a Lambda authorizer receives, with AWS's keys in AWS's order (AU-04 to AU-06).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     authorizers</a>
 */
final class AuthorizerEvent {
  private AuthorizerEvent() {}

  static byte[] of(ConnectCall call, String methodArn) {
    Facts facts = call.request().facts();
    JsonText json = new JsonText().open();
    json.string("type", "REQUEST").string("methodArn", methodArn);
    ProxyEvent.headers(json, withUpgrade(call.headers()));
    ProxyEvent.lastValues(json, "queryStringParameters", call.query());
    ProxyEvent.allValues(json, "multiValueQueryStringParameters", call.query());
    json.name("stageVariables").open();
    facts.stage().stage().variables().forEach(json::string);
    json.close();
    json.name("requestContext").open().string("routeKey", "$connect");
    json.string("eventType", "CONNECT");
    ProxyEvent.received(json, call.stamp());
    ProxyEvent.context(json, facts, call.stamp());
    return ProxyEvent.bytes(json.close());
  }

  /** Unlike {@code $connect}, an authorizer sees the headers of the upgrade (HS-29). */
  private static Map<String, List<String>> withUpgrade(Map<String, List<String>> headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.put("Connection", List.of("upgrade"));
    all.put("content-length", List.of("0"));
    all.put("Upgrade", List.of("websocket"));
    return all;
  }
}
