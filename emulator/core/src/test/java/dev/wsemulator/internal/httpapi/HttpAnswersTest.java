package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.HttpApi.Cors;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Aws;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions return becomes the response that AWS makes of it. */
class HttpAnswersTest {
  private static HttpRig first(String answer) {
    HttpRoute route =
        new HttpRoute(
            "GET /a",
            HttpIntegration.function("F", PayloadFormat.V1),
            new HttpAuthorization.Open());
    return HttpRig.http().api(api -> api.route(route)).function("F", answer).start();
  }

  private static Optional<String> type(HttpResponse<String> answer) {
    return answer.headers().firstValue("content-type");
  }

  @Aws("HA-03")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Hello from Lambda!\" | Hello from Lambda!",
        "{\"message\":\"Hello\"} | {\"message\":\"Hello\"}",
        "[1,2] | [1,2]",
        "7 | 7"
      })
  void withoutAStatusFormat2TakesEverythingForABody(String answer, String body) throws Exception {
    try (HttpRig rig = HttpRig.http().route("GET /a", answer).start()) {
      HttpResponse<String> got = rig.send("GET", "/a");
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body()).isEqualTo(body);
      assertThat(type(got)).hasValue("application/json");
      assertThat(got.headers().firstValue("apigw-requestid")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({"204", "304"})
  void someStatusesHaveNoBody(int status) throws Exception {
    String answer = "{\"statusCode\":" + status + ",\"body\":\"b\"}";
    try (HttpRig rig = HttpRig.http().route("GET /a", answer).start()) {
      for (int i = 0; i < 2; i++) { // on the same connection
        assertThat(rig.send("GET", "/a").statusCode()).isEqualTo(status);
        assertThat(rig.send("GET", "/a").body()).isEmpty();
      }
    }
  }

  @Aws("HA-03")
  @Test
  void format1NeedsAStatus() throws Exception {
    try (HttpRig rig = first("{\"message\":\"Hello\"}")) {
      assertThat(rig.send("GET", "/a").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void cookiesOfFormat2BecomeHeaders() throws Exception {
    String answer =
        "{\"statusCode\":201,\"cookies\":[\"a=1; Secure\",\"b=2\"],\"headers\":{\"x-n\":5},\"body\":\"b\"}";
    try (HttpRig rig = HttpRig.http().route("GET /a", answer).start()) {
      HttpResponse<String> got = rig.send("GET", "/a");
      assertThat(got.statusCode()).isEqualTo(201);
      assertThat(got.headers().allValues("set-cookie")).containsExactly("a=1; Secure", "b=2");
      assertThat(got.headers().firstValue("x-n")).hasValue("5");
      assertThat(type(got)).hasValue("text/plain;charset=UTF-8");
    }
  }

  @Test
  void severalValuesOfAHeaderAreSeveralLines() throws Exception {
    String answer =
        "{\"statusCode\":200,\"headers\":{\"a\":\"0\",\"b\":\"1\"},\"multiValueHeaders\":{\"A\":[\"1\",\"2\"]}}";
    try (HttpRig rig = first(answer)) {
      HttpResponse<String> got = rig.send("GET", "/a");
      assertThat(got.headers().allValues("a")).containsExactly("1", "2");
      assertThat(got.headers().allValues("b")).containsExactly("1");
    }
  }

  @Test
  void base64IsDecodedByAnHttpApiAlways() throws Exception {
    String answer = "{\"statusCode\":200,\"body\":\"AP8B\",\"isBase64Encoded\":true}";
    try (HttpRig rig = HttpRig.http().route("GET /a", answer).start()) {
      byte[] body =
          HttpClient.newHttpClient()
              .send(rig.request("/a").build(), HttpResponse.BodyHandlers.ofByteArray())
              .body();
      assertThat(body).containsExactly(0, 255, 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"image/png | hi", "image/webp,image/* | hi", "text/html | aGk=", "*/* | aGk="})
  void base64IsDecodedByARestApiForWhatTheClientAccepts(String accept, String body)
      throws Exception {
    String answer = "{\"statusCode\":200,\"body\":\"aGk=\",\"isBase64Encoded\":true}";
    try (HttpRig rig =
        HttpRig.rest()
            .api(api -> api.binaryMediaTypes(List.of("image/*")))
            .route("GET /a", answer)
            .start()) {
      assertThat(rig.send("GET", "/a", "Accept", accept).body()).isEqualTo(body);
    }
  }

  @Test
  void aRestApiRenamesHeadersThatAreItsOwn() throws Exception {
    String answer =
        "{\"statusCode\":401,\"headers\":{\"WWW-Authenticate\":\"Basic\",\"Connection\":\"close\",\"X-Bad\\n\":\"1\",\"X-Split\":\"a\\r\\nb: c\"}}";
    try (HttpRig rig = HttpRig.rest().route("GET /a", answer).start()) {
      HttpResponse<String> got = rig.send("GET", "/a");
      assertThat(got.headers().firstValue("x-amzn-remapped-www-authenticate")).hasValue("Basic");
      assertThat(got.headers().map()).doesNotContainKeys("www-authenticate", "x-split", "b");
      assertThat(type(got)).hasValue("application/json");
      assertThat(got.headers().map()).containsKeys("x-amzn-requestid", "x-amz-apigw-id");
    }
  }

  @Test
  void aMockAnswersWithoutAFunction() throws Exception {
    HttpRoute mock =
        new HttpRoute(
            "OPTIONS /a",
            new HttpIntegration.Mock(200, Map.of("Access-Control-Allow-Origin", "*"), "{}\n"),
            new HttpAuthorization.Open());
    try (HttpRig rig = HttpRig.rest().api(api -> api.route(mock)).start()) {
      HttpResponse<String> got = rig.send("OPTIONS", "/a");
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body()).isEqualTo("{}\n");
      assertThat(got.headers().firstValue("access-control-allow-origin")).hasValue("*");
    }
  }

  private static HttpRig cors(String... routes) {
    Cors cors =
        new Cors(
            List.of("http://localhost:3000", "https://*"),
            new Cors.Preflight(
                List.of("GET", "POST"),
                List.of("content-type"),
                Optional.of(Duration.ofMinutes(10))),
            new Cors.Answers(List.of("x-total"), true));
    HttpRig rig = HttpRig.http().api(api -> api.cors(cors));
    for (String route : routes) {
      rig.route(
          route,
          "{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"mine\"},\"body\":\"b\"}");
    }
    return rig.start();
  }

  private static HttpResponse<String> preflight(HttpRig rig, String origin) throws Exception {
    return rig.send("OPTIONS", "/a", "Origin", origin, "Access-Control-Request-Method", "POST");
  }

  @Aws("HA-05")
  @Test
  void aPreflightRequestIsAnsweredByTheGateway() throws Exception {
    try (HttpRig rig = cors("POST /a")) {
      HttpResponse<String> got = preflight(rig, "http://localhost:3000");
      assertThat(got.statusCode()).isEqualTo(204);
      assertThat(got.headers().map())
          .containsEntry("access-control-allow-origin", List.of("http://localhost:3000"))
          .containsEntry("access-control-allow-methods", List.of("GET,POST"))
          .containsEntry("access-control-allow-headers", List.of("content-type"))
          .containsEntry("access-control-max-age", List.of("600"))
          .containsEntry("access-control-allow-credentials", List.of("true"));
      assertThat(preflight(rig, "https://any.example").headers().map())
          .containsEntry("access-control-allow-origin", List.of("https://any.example"));
      assertThat(preflight(rig, "http://other.example").headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control"));
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Test
  void aRouteForAllVerbsTakesPreflightRequests() throws Exception {
    try (HttpRig rig = cors("$default")) {
      assertThat(preflight(rig, "http://localhost:3000").body()).isEqualTo("b");
      rig.event();
    }
  }

  @Aws("HA-05")
  @Test
  void theConfigurationReplacesWhatAFunctionSaysOfOrigins() throws Exception {
    try (HttpRig rig = cors("GET /a")) {
      HttpResponse<String> got = rig.send("GET", "/a", "Origin", "http://localhost:3000");
      assertThat(got.headers().allValues("access-control-allow-origin"))
          .containsExactly("http://localhost:3000");
      assertThat(got.headers().firstValue("access-control-expose-headers")).hasValue("x-total");
      assertThat(rig.send("GET", "/a").headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control"));
      assertThat(
              rig.send("GET", "/none", "Origin", "http://localhost:3000")
                  .headers()
                  .firstValue("access-control-allow-origin"))
          .hasValue("http://localhost:3000");
    }
    try (HttpRig rig = HttpRig.http().route("GET /a", "{\"statusCode\":200}").start()) {
      assertThat(preflight(rig, "http://localhost:3000").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anUnsignedRequestIsNotLetInWhereSignaturesAreNeeded() throws Exception {
    for (HttpRig rig : List.of(HttpRig.http(), HttpRig.rest())) {
      HttpRoute route =
          new HttpRoute(
              "GET /a",
              HttpIntegration.function("F", PayloadFormat.V1),
              new HttpAuthorization.Iam());
      try (rig) {
        rig.api(api -> api.route(route)).function("F", event -> "{}".getBytes(UTF_8)).start();
        assertThat(rig.send("GET", "/a").statusCode()).isEqualTo(403);
        assertThat(rig.answered().why()).isNotNull();
        assertThat(
                rig.send(
                        "GET",
                        "/a",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential="
                            + AccessKey.TEST.accessKeyId()
                            + "/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00",
                        "X-Amz-Date",
                        "20260101T000000Z")
                    .statusCode())
            .isEqualTo(403);
        assertThat(rig.eventsLeft()).isZero();
      }
    }
  }
}
