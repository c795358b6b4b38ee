package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A function says who may call a route of an HTTP or REST API. */
class FunctionAuthorizerTest {
  private static final String OK = "{\"statusCode\":200}";
  private static final String POLICY =
      "{\"principalId\":\"alice\",\"context\":{\"level\":3},\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"%s\"}]}}";

  private static HttpAuthorizer.Builder guard() {
    return HttpAuthorizer.builder("Guard")
        .simpleResponses(true)
        .identitySources(List.of("$request.header.X-Who"));
  }

  private static HttpAuthorizer.Builder token() {
    return HttpAuthorizer.builder("Guard")
        .type(HttpAuthorizer.Type.TOKEN)
        .format(PayloadFormat.V1)
        .identitySources(List.of("method.request.header.X-Who"));
  }

  private static HttpRig rig(
      HttpApi.Kind kind, HttpAuthorizer.Builder authorizer, LambdaFunction answer) {
    boolean isHttp = kind == HttpApi.Kind.HTTP;
    PayloadFormat format = isHttp ? PayloadFormat.V2 : PayloadFormat.V1;
    HttpAuthorization custom = new HttpAuthorization.Custom(authorizer.build());
    HttpIntegration function = HttpIntegration.function("F", format);
    return (isHttp ? HttpRig.http() : HttpRig.rest())
        .api(api -> api.route(new HttpRoute("GET /a", function, custom)))
        .api(api -> api.route(new HttpRoute("GET /b", function, custom)))
        .function("Guard", answer)
        .function("F", OK);
  }

  private static HttpRig rig(HttpApi.Kind kind, HttpAuthorizer.Builder guard, String answer) {
    return rig(kind, guard, event -> answer.getBytes(UTF_8)).start();
  }

  private static HttpResponse<String> send(HttpRig rig) throws Exception {
    return rig.send("GET", "/a", "X-Who", "alice");
  }

  private static Json authorizer(Json event) {
    return event
        .child("requestContext")
        .flatMap(context -> context.child("authorizer"))
        .orElseThrow();
  }

  @Aws("HA-07")
  @Test
  void aSimpleAnswerLetsInAndItsContextReachesTheFunction() throws Exception {
    try (HttpRig rig =
        rig(
            HttpApi.Kind.HTTP,
            guard(),
            "{\"isAuthorized\":true,\"context\":{\"level\":3,\"of\":[1]}}")) {
      assertThat(send(rig).statusCode()).isEqualTo(200);
      Json asked = rig.event();
      assertThat(asked.members().keySet())
          .containsExactly(
              "version",
              "type",
              "routeArn",
              "identitySource",
              "routeKey",
              "rawPath",
              "rawQueryString",
              "headers",
              "requestContext");
      assertThat(asked.child("routeArn").flatMap(Json::string))
          .hasValue("arn:aws:execute-api:us-east-1:123456789012:h1h2h3h4h5/$default/GET/a");
      assertThat(asked.child("identitySource").orElseThrow().value()).isEqualTo(List.of("alice"));
      assertThat(authorizer(rig.event()).child("lambda").orElseThrow().value())
          .isEqualTo(Map.of("level", 3L, "of", List.of(1L)));
    }
  }

  @Test
  void anotherSimpleAnswerIsANo() throws Exception {
    try (HttpRig rig = rig(HttpApi.Kind.HTTP, guard(), "{\"isAuthorized\":false}")) {
      assertThat(send(rig).statusCode()).isEqualTo(403);
      assertThat(send(rig).body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(rig.answered().why().code()).isEqualTo("http-authorizer-no");
    }
  }

  @Test
  void withoutAnIdentityTheFunctionIsNotAsked() throws Exception {
    try (HttpRig rig = rig(HttpApi.Kind.HTTP, guard(), "{\"isAuthorized\":true}")) {
      HttpResponse<String> answer = rig.send("GET", "/a");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
      assertThat(rig.answered().why().code()).isEqualTo("no-http-identity-source");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | {\"isAuthorized\":\"yes\"} | 500 | {\"message\":\"Internal Server Error\"}",
        "REST | {\"principalId\":\"a\"} | 500 | {\"message\":null}"
      })
  void anAnswerThatIsNoneIsAnError(HttpApi.Kind kind, String answer, int status, String body)
      throws Exception {
    try (HttpRig rig = rig(kind, kind == HttpApi.Kind.HTTP ? guard() : token(), answer)) {
      HttpResponse<String> got = send(rig);
      assertThat(got.statusCode()).isEqualTo(status);
      assertThat(got.body()).isEqualTo(body);
      assertThat(rig.answered().why().code()).isEqualTo("malformed-http-authorizer-result");
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP", "REST"})
  void aFunctionThatSaysUnauthorizedMeans401(HttpApi.Kind kind) throws Exception {
    LambdaFunction no =
        event -> {
          throw new IllegalArgumentException("Unauthorized");
        };
    try (HttpRig rig = rig(kind, guard(), no).start()) {
      assertThat(send(rig).statusCode()).isEqualTo(401);
      assertThat(rig.answered().why().code()).isEqualTo("http-authorizer-unauthorized");
    }
  }

  @Test
  void aTokenIsAllThatAnAuthorizerOfARestApiGets() throws Exception {
    try (HttpRig rig =
        rig(HttpApi.Kind.REST, token().tokenPattern("a.*"), POLICY.formatted("Allow", "*"))) {
      assertThat(send(rig).statusCode()).isEqualTo(200);
      assertThat(rig.event().value())
          .isEqualTo(
              Map.of(
                  "type",
                  "TOKEN",
                  "methodArn",
                  "arn:aws:execute-api:us-east-1:123456789012:h1h2h3h4h5/dev/GET/a",
                  "authorizationToken",
                  "alice"));
      Json said = authorizer(rig.event());
      assertThat(said.child("principalId").flatMap(Json::string)).hasValue("alice");
      assertThat(said.child("level").flatMap(Json::string)).hasValue("3");
      assertThat(said.child("integrationLatency")).isPresent();
      assertThat(rig.send("GET", "/a", "X-Who", "bob").statusCode()).isEqualTo(401);
      assertThat(rig.answered().why().code()).isEqualTo("token-form");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deny | * | User is not authorized to access this resource with an explicit deny in an identity-based policy | http-authorizer-denied",
        "Allow | arn:aws:execute-api:*/b | User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action | http-authorizer-not-allowed"
      })
  void aPolicyOfARestApiIsExplained(String effect, String resource, String text, String code)
      throws Exception {
    try (HttpRig rig = rig(HttpApi.Kind.REST, token(), POLICY.formatted(effect, resource))) {
      HttpResponse<String> answer = send(rig);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"Message\":\"" + text + "\"}");
      assertThat(rig.answered().why().code()).isEqualTo(code);
    }
  }

  @Aws("HA-07")
  @Test
  void aKeptAnswerCountsForAllRoutesUntilItsTimeIsOver() throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-31T12:00:00Z"));
    String policy = POLICY.formatted("Allow", "arn:aws:execute-api:*/a");
    try (HttpRig rig =
        rig(
                HttpApi.Kind.REST,
                token().cached(Duration.ofSeconds(300)),
                event -> policy.getBytes(UTF_8))
            .also(builder -> builder.time(time))
            .start()) {
      assertThat(send(rig).statusCode()).isEqualTo(200);
      assertThat(rig.event().child("type")).isPresent();
      rig.event();
      assertThat(rig.send("GET", "/b", "X-Who", "alice").statusCode()).isEqualTo(403);
      assertThat(rig.answered().why().advice()).contains("it counts for 300 s");
      assertThat(rig.eventsLeft()).isZero();
      time.advance(Duration.ofSeconds(300));
      assertThat(send(rig).statusCode()).isEqualTo(200);
      assertThat(rig.event().child("type")).isPresent();
    }
  }

  @Test
  void anAuthorizerThatTakesTooLongIsGivenUp() throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-31T12:00:00Z"));
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    HttpRoute route =
        new HttpRoute(
            "GET /a",
            HttpIntegration.function("F", PayloadFormat.V2),
            new HttpAuthorization.Custom(guard().build()));
    LambdaFunction slow =
        event -> {
          called.countDown();
          end.await();
          return "{}".getBytes(UTF_8);
        };
    try (HttpRig rig =
        HttpRig.http()
            .also(builder -> builder.time(time))
            .slow("Guard", slow)
            .api(api -> api.route(route))
            .function("F", OK)
            .start()) {
      CompletableFuture<HttpResponse<String>> answer = rig.begin("GET", "/a", "X-Who", "alice");
      called.await();
      time.advance(Duration.ofSeconds(29));
      assertThat(answer.get().statusCode()).isEqualTo(500);
      assertThat(rig.answered().why().code()).isEqualTo("http-authorizer-timeout");
      end.countDown();
    }
  }
}
