package dev.wsemulator.internal.httpapi.event;

import dev.wsemulator.api.HttpRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of REST APIs, and of format 1.0 of HTTP APIs, with AWS's keys in the order of its
 * documentation. What a request has not is {@code null}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format">Input
 *     format of a proxy integration</a>
 */
public final class EventV1 {
  /** The members of an identity that only signed requests, or those of other services, have. */
  private static final List<String> OF_SIGNERS =
      List.of(
          "accessKey",
          "accountId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId");

  private EventV1() {}

  /** Returns the event of a function. */
  public static byte[] of(HttpCall call, RouteMatch match, Identity identity, String accountId) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    if (!call.target().isRest()) {
      event.put("version", "1.0");
    }
    addRequest(event, call, match);
    event.put("requestContext", context(call, match, identity, accountId));
    addParameters(event, call, match);
    Payload payload = Payload.of(call);
    event.put("body", payload.text());
    event.put("isBase64Encoded", payload.isBase64());
    return EventV2.bytes(event);
  }

  /**
   * Returns the event of an authorizer that gets the request.
   *
   * @param input what the client wants to call, and the values of the identity sources
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Input
   *     of a Lambda authorizer</a>
   */
  public static byte[] ofAuthorizer(
      HttpCall call, RouteMatch match, AuthorizerInput input, String accountId) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    if (!call.target().isRest()) {
      event.put("version", "1.0");
    }
    event.put("type", "REQUEST");
    event.put("methodArn", input.arn());
    if (!call.target().isRest()) {
      String values = input.sources().isEmpty() ? null : String.join(",", input.sources());
      event.put("identitySource", values);
      event.put("authorizationToken", values);
    }
    addRequest(event, call, match);
    event.put("requestContext", context(call, match, Identity.ANYONE, accountId));
    addParameters(event, call, match);
    return EventV2.bytes(event);
  }

  /** Returns the event of an authorizer of a REST API that gets a token. */
  public static byte[] ofToken(AuthorizerInput input) {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("type", "TOKEN");
    event.put("methodArn", input.arn());
    event.put("authorizationToken", String.join(",", input.sources()));
    return EventV2.bytes(event);
  }

  private static void addRequest(
      Map<String, @Nullable Object> event, HttpCall call, RouteMatch match) {
    event.put("resource", resource(match.route()));
    event.put("path", path(call));
    event.put("httpMethod", call.request().method());
    Map<String, List<String>> headers = call.headers();
    event.put("headers", lastValues(headers));
    event.put("multiValueHeaders", headers);
    Map<String, List<String>> query = call.query();
    event.put("queryStringParameters", query.isEmpty() ? null : lastValues(query));
    event.put("multiValueQueryStringParameters", query.isEmpty() ? null : query);
  }

  /** Returns the path: that of a REST API lacks its stage. */
  private static String path(HttpCall call) {
    HttpCall.Paths paths = call.target().paths();
    if (call.target().isRest()) {
      return paths.isOfDomain() ? paths.sent() : paths.ofRoute();
    }
    return sentPath(call);
  }

  private static String sentPath(HttpCall call) {
    HttpCall.Paths paths = call.target().paths();
    return call.target().isRest() ? paths.sent() : PercentCode.path(paths.sent());
  }

  private static String resource(HttpRoute route) {
    return route.path();
  }

  private static Map<String, String> lastValues(Map<String, List<String>> values) {
    Map<String, String> last = new LinkedHashMap<>();
    values.forEach((name, all) -> last.put(name, all.get(all.size() - 1)));
    return last;
  }

  private static void addParameters(
      Map<String, @Nullable Object> event, HttpCall call, RouteMatch match) {
    Map<String, String> variables = call.target().stage().variables();
    event.put("pathParameters", match.parameters().isEmpty() ? null : match.parameters());
    event.put("stageVariables", variables.isEmpty() ? null : variables);
  }

  private static Map<String, @Nullable Object> context(
      HttpCall call, RouteMatch match, Identity identity, String accountId) {
    boolean isRest = call.target().isRest();
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("accountId", accountId);
    context.put("apiId", call.target().api().apiId());
    if (identity.first() != null || !isRest) {
      context.put("authorizer", identity.first() == null ? nobody() : identity.first());
    }
    context.put("domainName", call.host());
    context.put("domainPrefix", call.domainPrefix());
    context.put("extendedRequestId", call.stamp().requestId());
    context.put("httpMethod", call.request().method());
    context.put("identity", identity(call, identity));
    context.put("path", sentPath(call));
    context.put("protocol", "HTTP/1.1");
    context.put("requestId", call.requestId());
    context.put("requestTime", call.stamp().requestTime());
    context.put("requestTimeEpoch", call.stamp().at().toEpochMilli());
    context.put("resourceId", isRest ? resourceId(call, match) : match.route().routeKey());
    context.put("resourcePath", resource(match.route()));
    context.put("stage", call.stageName());
    return context;
  }

  /** Returns what HTTP APIs have where nothing was authorized. */
  private static Map<String, @Nullable Object> nobody() {
    Map<String, @Nullable Object> nobody = new LinkedHashMap<>();
    nobody.put("claims", null);
    nobody.put("scopes", null);
    return nobody;
  }

  /** Returns the id of a resource: six letters and digits, the same at every start. */
  private static String resourceId(HttpCall call, RouteMatch match) {
    int hash = (call.target().api().apiId() + match.route().path()).hashCode();
    String text = "000000" + Long.toString(hash & 0xffffffffL, 36);
    return text.substring(text.length() - 6);
  }

  private static Map<String, @Nullable Object> identity(HttpCall call, Identity identity) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    OF_SIGNERS.forEach(name -> members.put(name, null));
    members.put("sourceIp", call.sourceIp());
    members.put("user", null);
    members.put("userAgent", call.request().header("User-Agent").orElse(null));
    members.put("userArn", null);
    Identity.Signer signer = identity.signer();
    if (signer != null) {
      members.put("accessKey", signer.accessKeyId());
      members.put("accountId", signer.accountId());
      members.put("caller", signer.who().userId());
      members.put("user", signer.who().userId());
      members.put("userArn", signer.who().arn());
    }
    return members;
  }
}
