package dev.wsemulator.internal.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of functions have the keys of AWS's examples, in their order. */
class HttpEventsTest {
  private static final String OK = "{\"statusCode\":200}";
  private static final HttpStage PROD = new HttpStage("prod", Map.of("color", "blue"));

  private static HttpRig http(PayloadFormat format, String key) {
    HttpRoute route =
        new HttpRoute(key, HttpIntegration.function("F", format), new HttpAuthorization.Open());
    return HttpRig.http().api(api -> api.route(route)).function("F", OK);
  }

  private static Json at(Json json, String... path) {
    Json value = json;
    for (String name : path) {
      value = value.child(name).orElseThrow(() -> new AssertionError(name + " in " + path[0]));
    }
    return value;
  }

  private static String text(Json json, String... path) {
    return at(json, path).string().orElseThrow();
  }

  private static Json sent(HttpRig rig) throws Exception {
    rig.send(
        rig.request("/my/path?parameter1=value1&parameter1=value2&parameter2=a%20b")
            .headers("Header1", "value1", "Header2", "value1", "Header2", "value2")
            .headers("Cookie", "cookie1=a; cookie2=b", "User-Agent", "agent")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("Hello from Lambda")));
    return rig.event();
  }

  private static HttpRig withVariables() {
    return http(PayloadFormat.V2, "ANY /my/{name}")
        .api(api -> api.stage(new HttpStage("$default", Map.of("color", "blue"))));
  }

  @Aws("HA-01")
  @Test
  void anEventOfFormat2HasTheKeysOfTheExampleOfAws() throws Exception {
    try (HttpRig rig = withVariables().start()) {
      Json event = sent(rig);
      assertThat(event.members().keySet())
          .containsExactly(
              "version",
              "routeKey",
              "rawPath",
              "rawQueryString",
              "cookies",
              "headers",
              "queryStringParameters",
              "requestContext",
              "body",
              "pathParameters",
              "stageVariables",
              "isBase64Encoded");
      Map<String, Json> headers = at(event, "headers").members();
      assertThat(headers.keySet())
          .containsExactlyInAnyOrder(
              "content-length",
              "content-type",
              "header1",
              "header2",
              "host",
              "user-agent",
              "x-amzn-trace-id",
              "x-forwarded-for",
              "x-forwarded-port",
              "x-forwarded-proto");
      assertThat(headers.get("header2").string()).hasValue("value1,value2");
    }
  }

  @Test
  void anEventOfFormat2SaysWhatWasSent() throws Exception {
    try (HttpRig rig = withVariables().start()) {
      Json event = sent(rig);
      assertThat(text(event, "version")).isEqualTo("2.0");
      assertThat(text(event, "routeKey")).isEqualTo("ANY /my/{name}");
      assertThat(text(event, "rawPath")).isEqualTo("/my/path");
      assertThat(text(event, "rawQueryString"))
          .isEqualTo("parameter1=value1&parameter1=value2&parameter2=a%20b");
      assertThat(at(event, "cookies").value()).isEqualTo(List.of("cookie1=a", "cookie2=b"));
      assertThat(at(event, "queryStringParameters").value())
          .isEqualTo(Map.of("parameter1", "value1,value2", "parameter2", "a b"));
      assertThat(at(event, "pathParameters").value()).isEqualTo(Map.of("name", "path"));
      assertThat(at(event, "stageVariables").value()).isEqualTo(Map.of("color", "blue"));
      assertThat(text(event, "body")).isEqualTo("Hello from Lambda");
      assertThat(at(event, "isBase64Encoded").value()).isEqualTo(false);
    }
  }

  @Test
  void theContextOfFormat2HasTheKeysOfTheExampleOfAws() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "$default").start()) {
      Json event = sent(rig);
      Json context = at(event, "requestContext");
      assertThat(context.members().keySet())
          .containsExactly(
              "accountId",
              "apiId",
              "domainName",
              "domainPrefix",
              "http",
              "requestId",
              "routeKey",
              "stage",
              "time",
              "timeEpoch");
      assertThat(at(context, "http").members().keySet())
          .containsExactly("method", "path", "protocol", "sourceIp", "userAgent");
      assertThat(text(context, "http", "method")).isEqualTo("POST");
      assertThat(text(context, "http", "sourceIp")).isEqualTo("127.0.0.1");
      assertThat(text(context, "http", "userAgent")).isEqualTo("agent");
      assertThat(text(context, "accountId")).isEqualTo("123456789012");
      assertThat(text(context, "domainPrefix")).isEqualTo("h1h2h3h4h5");
      assertThat(text(context, "stage")).isEqualTo("$default");
      assertThat(text(context, "routeKey")).isEqualTo("$default");
      assertThat(text(context, "requestId")).hasSize(16).isEqualTo(rig.answered().requestId());
      assertThat(text(context, "time"))
          .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
      assertThat(event.child("pathParameters")).isEmpty();
    }
  }

  @Aws("HA-01")
  @Test
  void whatARequestHasNotIsLeftOutOfFormat2() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "GET /").start()) {
      rig.send("GET", "/");
      assertThat(rig.event().members().keySet())
          .containsExactly(
              "version",
              "routeKey",
              "rawPath",
              "rawQueryString",
              "headers",
              "requestContext",
              "isBase64Encoded");
    }
  }

  @Aws("HA-02")
  @Test
  void anEventOfFormat1HasTheKeysOfTheExampleOfAws() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V1, "$default").start()) {
      Json event = sent(rig);
      assertThat(event.members().keySet())
          .containsExactly(
              "version",
              "resource",
              "path",
              "httpMethod",
              "headers",
              "multiValueHeaders",
              "queryStringParameters",
              "multiValueQueryStringParameters",
              "requestContext",
              "pathParameters",
              "stageVariables",
              "body",
              "isBase64Encoded");
      assertThat(text(event, "version")).isEqualTo("1.0");
      assertThat(text(event, "resource")).isEqualTo("$default");
      assertThat(text(event, "path")).isEqualTo("/my/path");
      assertThat(text(event, "headers", "header2")).isEqualTo("value2");
      assertThat(at(event, "multiValueHeaders", "header2").value())
          .isEqualTo(List.of("value1", "value2"));
      assertThat(at(event, "multiValueQueryStringParameters").value())
          .isEqualTo(
              Map.of("parameter1", List.of("value1", "value2"), "parameter2", List.of("a b")));
      assertThat(at(event, "pathParameters").isNull()).isTrue();
      assertThat(at(event, "stageVariables").isNull()).isTrue();
    }
  }

  @Test
  void theContextOfFormat1HasTheKeysOfTheExampleOfAws() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V1, "$default").start()) {
      Json context = at(sent(rig), "requestContext");
      assertThat(context.members().keySet())
          .containsExactly(
              "accountId",
              "apiId",
              "authorizer",
              "domainName",
              "domainPrefix",
              "extendedRequestId",
              "httpMethod",
              "identity",
              "path",
              "protocol",
              "requestId",
              "requestTime",
              "requestTimeEpoch",
              "resourceId",
              "resourcePath",
              "stage");
      assertThat(at(context, "authorizer").value().toString())
          .isEqualTo("{claims=null, scopes=null}");
      assertThat(at(context, "identity").members().keySet())
          .containsExactly(
              "accessKey",
              "accountId",
              "caller",
              "cognitoAuthenticationProvider",
              "cognitoAuthenticationType",
              "cognitoIdentityId",
              "cognitoIdentityPoolId",
              "principalOrgId",
              "sourceIp",
              "user",
              "userAgent",
              "userArn");
    }
  }

  @Test
  void anEventOfARestApiHasItsPathWithoutTheStageAndHeadersAsTheyWereSent() throws Exception {
    try (HttpRig rig =
        HttpRig.rest()
            .api(api -> api.stage(PROD).route("ANY /my/{proxy+}", "F"))
            .function("F", OK)
            .start()) {
      Json event = sent(rig);
      assertThat(event.child("version")).isEmpty();
      assertThat(text(event, "resource")).isEqualTo("/my/{proxy+}");
      assertThat(text(event, "path")).isEqualTo("/my/path");
      assertThat(text(event, "requestContext", "path")).isEqualTo("/prod/my/path");
      assertThat(text(event, "requestContext", "resourcePath")).isEqualTo("/my/{proxy+}");
      assertThat(at(event, "requestContext").child("authorizer")).isEmpty();
      assertThat(text(event, "requestContext", "requestId")).hasSize(36);
      assertThat(text(event, "requestContext", "extendedRequestId")).hasSize(16);
      assertThat(text(event, "headers", "Header1")).isEqualTo("value1");
      assertThat(at(event, "headers").members().keySet())
          .contains("X-Forwarded-For", "X-Amzn-Trace-Id", "Cookie")
          .doesNotContain("Content-Length", "x-forwarded-for");
      assertThat(at(event, "stageVariables").value()).isEqualTo(Map.of("color", "blue"));
    }
  }

  @Test
  void aNamedStageIsAPartOfThePathOfAnHttpApi() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "GET /items").api(api -> api.stage(PROD)).start()) {
      assertThat(rig.send("GET", "/items").statusCode()).isEqualTo(200);
      Json event = rig.event();
      assertThat(text(event, "rawPath")).isEqualTo("/prod/items");
      assertThat(text(event, "requestContext", "http", "path")).isEqualTo("/prod/items");
    }
  }

  @Test
  void anHttpApiDecodesThePathAndARestApiDoesNot() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "$default").start()) {
      rig.send("GET", "/a%20b%2Fc");
      assertThat(text(rig.event(), "rawPath")).isEqualTo("/a b/c");
    }
    try (HttpRig rig =
        HttpRig.rest().api(api -> api.route("GET /{id}", "F")).function("F", OK).start()) {
      rig.send("GET", "/a%20b%2Fc");
      Json event = rig.event();
      assertThat(text(event, "path")).isEqualTo("/a%20b%2Fc");
      assertThat(text(event, "pathParameters", "id")).isEqualTo("a b/c");
    }
  }

  @Aws("HA-12")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=utf-8 | false",
        "application/json | false",
        "application/xml | false",
        "application/javascript | false",
        "application/x-www-form-urlencoded | true",
        "multipart/form-data; boundary=x | true",
        "application/octet-stream | true",
        "'' | true"
      })
  void anHttpApiPassesOnlySomeTypesAsText(String type, boolean isBase64) throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "POST /").start()) {
      HttpRequest.Builder request =
          rig.request("/").POST(HttpRequest.BodyPublishers.ofString("body"));
      rig.send(type.isEmpty() ? request : request.header("Content-Type", type));
      Json event = rig.event();
      assertThat(at(event, "isBase64Encoded").isTrue()).isEqualTo(isBase64);
      assertThat(text(event, "body")).isEqualTo(isBase64 ? "Ym9keQ==" : "body");
    }
  }

  @Aws("HA-12")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image/png | true",
        "application/octet-stream | true",
        "application/json | false",
        "text/plain | false"
      })
  void aRestApiPassesItsBinaryMediaTypesAsBase64(String type, boolean isBase64) throws Exception {
    try (HttpRig rig =
        HttpRig.rest()
            .api(api -> api.binaryMediaTypes(List.of("image/*", "application~1octet-stream")))
            .api(api -> api.route("POST /", "F"))
            .function("F", OK)
            .start()) {
      rig.send(
          rig.request("/")
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofString("body")));
      assertThat(at(rig.event(), "isBase64Encoded").isTrue()).isEqualTo(isBase64);
    }
  }

  @Test
  void aCustomDomainNameLeadsToTheStageOfItsLongestKey() throws Exception {
    DomainName domain =
        new DomainName(
            "api.example.com",
            List.of(
                new DomainName.ApiMapping("", "h1h2h3h4h5", "prod"),
                new DomainName.ApiMapping("shop/v1", "h1h2h3h4h5", "prod")));
    try (HttpRig rig =
        http(PayloadFormat.V1, "$default")
            .api(api -> api.stage(PROD))
            .also(builder -> builder.domainName(domain))
            .start()) {
      assertThat(raw(rig, "/shop/v1/items", "api.example.com")).startsWith("HTTP/1.1 200");
      Json event = rig.event();
      assertThat(text(event, "path")).isEqualTo("/shop/v1/items");
      assertThat(text(event, "requestContext", "domainName")).isEqualTo("api.example.com");
      assertThat(text(event, "requestContext", "domainPrefix")).isEqualTo("api");
      assertThat(raw(rig, "/items", "api.example.com")).startsWith("HTTP/1.1 200");
      assertThat(text(rig.event(), "path")).isEqualTo("/items");
    }
  }

  @Test
  void theHostOfAwsLeadsToItsApi() throws Exception {
    try (HttpRig rig = http(PayloadFormat.V2, "$default").start()) {
      String host = "h1h2h3h4h5.execute-api.us-east-1.amazonaws.com";
      assertThat(raw(rig, "/v2/apis", host)).startsWith("HTTP/1.1 200");
      Json event = rig.event();
      assertThat(text(event, "rawPath")).isEqualTo("/v2/apis");
      assertThat(text(event, "requestContext", "domainName")).isEqualTo(host);
      assertThat(raw(rig, "/h1h2h3h4h5/a", "evil.example")).startsWith("HTTP/1.1 403");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  private static String raw(HttpRig rig, String path, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", rig.emulator().port())) {
      String head =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
