package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of format 2.0, with AWS's keys in the order of its documentation. What a request has not
 * is left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     proxy integrations of HTTP APIs</a>
 */
public final class EventV2 {
  private EventV2() {}

  /** Returns the event of a function. */
  public static byte[] of(HttpCall call, RouteMatch match, Identity identity, String accountId) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    addRequest(event, call, match);
    event.put("requestContext", context(call, match, identity, accountId));
    Payload payload = Payload.of(call);
    if (payload.text() != null) {
      event.put("body", payload.text());
    }
    addParameters(event, call, match);
    event.put("isBase64Encoded", payload.isBase64());
    return bytes(event);
  }

  /**
   * Returns the event of an authorizer.
   *
   * @param input what the client wants to call, and the values of the identity sources
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
   *     authorizers</a>
   */
  public static byte[] ofAuthorizer(
      HttpCall call, RouteMatch match, AuthorizerInput input, String accountId) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("type", "REQUEST");
    event.put("routeArn", input.arn());
    event.put("identitySource", input.sources().isEmpty() ? null : input.sources());
    addRequest(event, call, match);
    event.put("requestContext", context(call, match, Identity.ANYONE, accountId));
    addParameters(event, call, match);
    return bytes(event);
  }

  private static void addRequest(
      Map<String, @Nullable Object> event, HttpCall call, RouteMatch match) {
    event.put("routeKey", match.route().routeKey());
    event.put("rawPath", call.pathWithStage());
    event.put("rawQueryString", call.request().rawQuery());
    List<String> cookies = cookies(call.request());
    if (!cookies.isEmpty()) {
      event.put("cookies", cookies);
    }
    Map<String, List<String>> headers = call.headers();
    headers.remove("cookie");
    event.put("headers", joined(headers));
    Map<String, List<String>> query = call.query();
    if (!query.isEmpty()) {
      event.put("queryStringParameters", joined(query));
    }
  }

  private static List<String> cookies(HttpRequest request) {
    List<String> cookies = new ArrayList<>();
    for (String line : request.headers("Cookie")) {
      for (String cookie : line.split(";")) {
        if (!cookie.isBlank()) {
          cookies.add(cookie.strip());
        }
      }
    }
    return cookies;
  }

  private static Map<String, String> joined(Map<String, List<String>> values) {
    Map<String, String> joined = new LinkedHashMap<>();
    values.forEach((name, all) -> joined.put(name, String.join(",", all)));
    return joined;
  }

  private static void addParameters(
      Map<String, @Nullable Object> event, HttpCall call, RouteMatch match) {
    if (!match.parameters().isEmpty()) {
      event.put("pathParameters", match.parameters());
    }
    if (!call.target().stage().variables().isEmpty()) {
      event.put("stageVariables", call.target().stage().variables());
    }
  }

  private static Map<String, @Nullable Object> context(
      HttpCall call, RouteMatch match, Identity identity, String accountId) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("accountId", accountId);
    context.put("apiId", call.target().api().apiId());
    if (identity.second() != null) {
      context.put("authorizer", identity.second());
    }
    context.put("domainName", call.host());
    context.put("domainPrefix", call.domainPrefix());
    Map<String, @Nullable Object> http = new LinkedHashMap<>();
    http.put("method", call.request().method());
    http.put("path", call.pathWithStage());
    http.put("protocol", "HTTP/1.1");
    http.put("sourceIp", call.sourceIp());
    http.put("userAgent", call.request().header("User-Agent").orElse(""));
    context.put("http", http);
    context.put("requestId", call.requestId());
    context.put("routeKey", match.route().routeKey());
    context.put("stage", call.stageName());
    context.put("time", call.stamp().requestTime());
    context.put("timeEpoch", call.stamp().at().toEpochMilli());
    return context;
  }

  static byte[] bytes(Map<String, @Nullable Object> event) {
    return JsonText.of(event).getBytes(StandardCharsets.UTF_8);
  }
}
