package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused or fails has AWS's words for the client, and a reason for the author. */
class HttpReasonsTest {
  private static HttpRig rig(String kind) {
    return kind.equals("HTTP") ? HttpRig.http() : HttpRig.rest();
  }

  private static void expect(HttpResponse<String> answer, int status, String body) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
  }

  @Aws("HA-08")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 404 | {\"message\":\"Not Found\"}",
        "REST | 403 | {\"message\":\"Missing Authentication Token\"}"
      })
  void aRequestWithoutARouteIsToldSoAndItsAuthorWhichThereAre(String kind, int status, String body)
      throws Exception {
    try (HttpRig rig = rig(kind).route("GET /items", "{\"statusCode\":200}").start()) {
      expect(rig.send("GET", "/itms"), status, body);
      SourceEntry.HttpAnswered entry = rig.answered();
      assertThat(entry.status()).isEqualTo(status);
      assertThat(entry.routeKey()).isNull();
      assertThat(entry.apiId()).isEqualTo("h1h2h3h4h5");
      Reason why = entry.why();
      assertThat(why.code()).isEqualTo("no-http-route");
      assertThat(why.found()).isEqualTo("The routes are: GET /items.");
      assertThat(why.advice()).contains("Did you mean GET /items?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 404 | {\"message\":\"Not Found\"}",
        "REST | 403 | {\"message\":\"Forbidden\"}"
      })
  void aStageThatThereIsNotIsNamed(String kind, int status, String body) throws Exception {
    try (HttpRig rig =
        rig(kind)
            .api(api -> api.stage(new HttpStage("prod", Map.of())))
            .route("GET /", "{\"statusCode\":200}")
            .start()) {
      expect(rig.send(rig.of("/h1h2h3h4h5/other/")), status, body);
      assertThat(rig.answered().why().code()).isEqualTo("no-http-stage");
      assertThat(rig.answered().why().found()).isEqualTo("Its stages are: prod.");
    }
  }

  @Aws("HA-11")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | {\"statusCode\":\"x\"} | 500 | {\"message\":\"Internal Server Error\"}",
        "HTTP | {\"statusCode\":200,\"body\":{}} | 500 | {\"message\":\"Internal Server Error\"}",
        "HTTP | {\"statusCode\":200,\"body\":\"?\",\"isBase64Encoded\":true} | 500 | {\"message\":\"Internal Server Error\"}",
        "HTTP | no JSON | 500 | {\"message\":\"Internal Server Error\"}",
        "REST | {\"body\":\"x\"} | 502 | {\"message\":\"Internal server error\"}",
        "REST | {\"statusCode\":200,\"other\":1} | 502 | {\"message\":\"Internal server error\"}",
        "REST | [] | 502 | {\"message\":\"Internal server error\"}"
      })
  void aMalformedAnswerIsShown(String kind, String answer, int status, String body)
      throws Exception {
    try (HttpRig rig = rig(kind).route("GET /a", answer).start()) {
      expect(rig.send("GET", "/a"), status, body);
      assertThat(rig.answered().why().code()).isEqualTo("malformed-http-response");
      assertThat(rig.answered().why().found()).isEqualTo("It returned \"" + answer + "\".");
    }
  }

  @Aws("HA-09")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 30 | 503 | {\"message\":\"Service Unavailable\"}",
        "REST | 29 | 504 | {\"message\":\"Endpoint request timed out\"}"
      })
  void anAnswerThatTakesTooLongIsGivenUp(String kind, int seconds, int status, String body)
      throws Exception {
    VirtualTime time = new VirtualTime(Instant.parse("2026-01-31T12:00:00Z"));
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Duration limit = Duration.ofSeconds(seconds);
    PayloadFormat format = kind.equals("HTTP") ? PayloadFormat.V2 : PayloadFormat.V1;
    HttpRoute slow =
        new HttpRoute(
            "GET /slow",
            new HttpIntegration.Lambda(new Callee("Slow", Optional.empty()), format, limit),
            new HttpAuthorization.Open());
    try (HttpRig rig =
        rig(kind)
            .also(builder -> builder.time(time).debug(false))
            .api(api -> api.route(slow))
            .slow(
                "Slow",
                event -> {
                  called.countDown();
                  end.await();
                  return "{}".getBytes(UTF_8);
                })
            .start()) {
      CompletableFuture<HttpResponse<String>> answer = rig.begin("GET", "/slow");
      called.await();
      time.advance(limit.minusMillis(1));
      assertThat(answer).isNotDone();
      time.advance(Duration.ofMillis(1));
      expect(answer.get(), status, body);
      assertThat(rig.answered().why().code()).isEqualTo("http-integration-timeout");
      end.countDown();
    }
  }

  @Aws("HA-10")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | {\"message\":\"Request Entity Too Large\"}",
        "REST | {\"message\":\"Request Too Long\"}"
      })
  void aBodyOfMoreThanTenMegabytesIsRefused(String kind, String body) throws Exception {
    try (HttpRig rig = rig(kind).route("POST /a", "{\"statusCode\":200}").start()) {
      byte[] long10 = new byte[10 * 1024 * 1024 + 1];
      expect(
          rig.send(rig.request("/a").POST(HttpRequest.BodyPublishers.ofByteArray(long10))),
          413,
          body);
      assertThat(rig.answered().why().code()).isEqualTo("http-request-too-large");
      byte[] long7 = new byte[7 * 1024 * 1024];
      expect(
          rig.send(rig.request("/a").POST(HttpRequest.BodyPublishers.ofByteArray(long7))),
          413,
          body);
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @Aws("HA-11")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 500 | {\"message\":\"Internal Server Error\"}",
        "REST | 502 | {\"message\":\"Internal server error\"}"
      })
  void aFunctionThatFailsIsNotShownToClients(String kind, int status, String body)
      throws Exception {
    try (HttpRig rig =
        rig(kind)
            .api(api -> api.route("GET /a", "F"))
            .function(
                "F",
                event -> {
                  throw new IllegalStateException("secret");
                })
            .start()) {
      expect(rig.send("GET", "/a"), status, body);
      assertThat(rig.answered().why().text()).contains("secret");
      assertThat(rig.answered().requestId())
          .isEqualTo(
              rig.emulator().journal().entries(JournalEntry.Invoked.class).get(0).requestId());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 500 | {\"message\":\"Internal Server Error\"}",
        "REST | 500 | {\"message\":\"Internal server error\"}"
      })
  void aFunctionThatIsMissingIsNamed(String kind, int status, String body) throws Exception {
    try (HttpRig rig = rig(kind).api(api -> api.route("GET /a", "Nobody")).start()) {
      expect(rig.send("GET", "/a"), status, body);
      assertThat(rig.answered().why().code()).isEqualTo("no-function");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP | 503 | {\"message\":\"Service Unavailable\"}",
        "REST | 500 | {\"message\":\"Internal server error\"}"
      })
  void aThrottledFunctionIsNotCalled(String kind, int status, String body) throws Exception {
    try (HttpRig rig =
        rig(kind)
            .api(api -> api.route("GET /a", "F"))
            .also(
                builder ->
                    builder.function(
                        FunctionDefinition.builder(
                                "F",
                                new FunctionDefinition.Instance((LambdaFunction) event -> event))
                            .reservedConcurrency(0)
                            .build()))
            .start()) {
      expect(rig.send("GET", "/a"), status, body);
      assertThat(rig.answered().why().code()).isEqualTo("function-throttled");
    }
  }

  @Test
  void whatCannotBeHandledIsAnErrorAndNoSilence() throws Exception {
    HttpAuthorizer authorizer =
        HttpAuthorizer.builder("Guard")
            .type(HttpAuthorizer.Type.TOKEN)
            .identitySources(List.of("method.request.header.Authorization"))
            .tokenPattern("[")
            .build();
    HttpRoute route =
        new HttpRoute(
            "GET /a",
            HttpIntegration.function("F", PayloadFormat.V1),
            new HttpAuthorization.Custom(authorizer));
    try (HttpRig rig =
        HttpRig.rest().api(api -> api.route(route)).function("F", "{\"statusCode\":200}").start()) {
      expect(
          rig.send("GET", "/a", "Authorization", "x"),
          502,
          "{\"message\":\"Internal server error\"}");
      assertThat(rig.answered().why().code()).isEqualTo("http-request-failed");
    }
  }
}
