package dev.wsemulator.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a connection keeps, counts and is held back by. */
class WhatAConnectionKeepsTest {

  private static String json(URI base, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(base.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static RawClient.Answer call(Rig rig, String method, String body) throws IOException {
    try (RawClient http = RawClient.connect(rig.url())) {
      return http.request(
          "%s /dev/@connections/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(
                  method,
                  rig.lastId().replace("=", "%3D"),
                  rig.url().getAuthority(),
                  body.length(),
                  body));
    }
  }

  @Aws("CX-12")
  @Test
  void aClientThatDoesNotReadHoldsItsSendersBackAndLosesNothing() throws Exception {
    String message = "x".repeat(100_000);
    try (Rig rig = new Rig().verified(false).echo().start();
        RawClient slow = rig.open()) {
      int accepted = 0;
      RawClient.Answer answer = call(rig, "POST", message);
      while (answer.status() == 200 && accepted < 500) {
        accepted++;
        answer = call(rig, "POST", message);
      }
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.headers()).containsEntry("x-amzn-errortype", "LimitExceededException");
      for (int i = 0; i < accepted; i++) {
        assertThat(whole(slow)).isEqualTo(message);
      }
      await().until(() -> call(rig, "POST", "again").status() == 200);
      assertThat(whole(slow)).isEqualTo("again");
    }
  }

  private static String whole(RawClient client) throws IOException {
    StringBuilder message = new StringBuilder();
    RawClient.Frame frame = client.read();
    message.append(frame.text());
    while ((frame.head() & 0x80) == 0) {
      frame = client.read();
      message.append(frame.text());
    }
    return message.toString();
  }

  @Aws({"CX-27", "MT-03", "MT-05"})
  @Test
  void callbacksAreMessagesWithoutLatency() throws Exception {
    try (Rig rig = new Rig().verified(false).route("$connect", Rig.OK).start();
        RawClient client = rig.open()) {
      String before = json(rig.emulator().baseUrl(), "/_emulator/metrics");
      assertThat(call(rig, "POST", "hi").status()).isEqualTo(200);
      assertThat(client.read().text()).isEqualTo("hi");
      String after = json(rig.emulator().baseUrl(), "/_emulator/metrics");
      assertThat(value(after, "message_count")).isEqualTo(value(before, "message_count") + 1);
      assertThat(value(after, "integration_latency"))
          .isEqualTo(value(before, "integration_latency"));
    }
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> !line.startsWith("#") && line.contains(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Aws({"DC-13", "CN-06", "AU-22", "OB-28", "OB-29"})
  @Test
  void theAuthorizersWordsStayWithTheConnectionWithoutAskingAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Rig rig = new Rig();
    rig.also(
        builder ->
            builder.function(
                "guard",
                (dev.wsemulator.lambda.LambdaFunction)
                    event -> {
                      asked.incrementAndGet();
                      return Rig.bytes(
                          "{\"principalId\":\"me\",\"context\":{\"tenant\":\"acme\"},"
                              + "\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\","
                              + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]}}");
                    }));
    rig.route(
        Route.of("$connect", Integration.lambdaProxy(rig.function("open", Rig.OK))).toBuilder()
            .authorization(new Authorization.Custom(Authorizer.of("guard")))
            .build());
    rig.echo().route("$disconnect", Rig.OK);
    try (rig) {
      rig.start();
      try (RawClient client = rig.open()) {
        client.text("hi");
        assertThat(client.read().text()).isEqualTo("hi");
      }
      for (String type : new String[] {"CONNECT", "MESSAGE", "DISCONNECT"}) {
        var event = rig.event(type);
        assertThat(Rig.at(event, "requestContext", "authorizer", "tenant")).isEqualTo("acme");
        assertThat(Rig.at(event, "requestContext", "authorizer", "principalId")).isEqualTo("me");
      }
      assertThat(asked).hasValue(1);
    }
  }

  @Aws("EV-26")
  @Test
  void aFunctionThatFailsIsNotTriedAgain() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    try (Rig rig =
            new Rig()
                .route(
                    "bad",
                    event -> {
                      ran.incrementAndGet();
                      throw new IllegalStateException("no");
                    })
                .echo()
                .time(new dev.wsemulator.time.VirtualTime())
                .start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"bad\"}");
      assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\"");
      rig.emulator().time().advance(java.time.Duration.ofMinutes(5));
      client.text("next");
      assertThat(client.read().text()).isEqualTo("next");
      assertThat(ran).hasValue(1);
    }
  }

  @Aws("DC-09")
  @Test
  void aBackEndCannotChooseHowAConnectionIsClosed() throws Exception {
    try (Rig rig = new Rig().verified(false).echo().start();
        RawClient client = rig.open()) {
      assertThat(call(rig, "DELETE", "{\"code\":4001,\"reason\":\"bye\"}").status()).isEqualTo(204);
      RawClient.Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(close.text()).endsWith("Connection Closed Normally");
    }
  }

  @Aws({"EV-21", "EV-01"})
  @Test
  void theClientIsWhoeverConnectsWhateverItSaysOfItself() throws Exception {
    try (Rig rig = new Rig().route("$connect", Rig.OK).start();
        RawClient client = RawClient.connect(rig.url())) {
      String headers = "X-Forwarded-For: 203.0.113.9\r\nUser-Agent: Amazon CloudFront\r\n";
      assertThat(client.upgrade(rig.url(), headers).status()).isEqualTo(101);
      var event = rig.event("CONNECT");
      assertThat(Rig.at(event, "requestContext", "identity", "sourceIp")).isEqualTo("127.0.0.1");
      assertThat(Rig.at(event, "requestContext", "identity", "userAgent"))
          .isEqualTo("Amazon CloudFront");
      assertThat(Rig.at(event, "headers", "X-Forwarded-For")).isEqualTo("203.0.113.9, 127.0.0.1");
      assertThat(event.members()).doesNotContainKeys("version", "routeKey", "rawPath");
    }
  }

  @Aws({"ER-07", "IN-18"})
  @Test
  void anApiHasNoWordsForGatewayResponsesAndBinaryMediaTypes() {
    assertThat(dev.wsemulator.api.WebSocketApi.class.getMethods())
        .filteredOn(method -> java.lang.reflect.Modifier.isAbstract(method.getModifiers()))
        .extracting(java.lang.reflect.Method::getName)
        .containsExactlyInAnyOrder(
            "apiId",
            "name",
            "routeSelectionExpression",
            "routes",
            "stages",
            "access",
            "models",
            "toBuilder");
  }

  @Aws("MS-21")
  @Test
  void thereMayBeMoreConnectionsThanThreads() throws Exception {
    Map<Integer, RawClient> clients = new java.util.HashMap<>();
    try (Rig rig =
        new Rig()
            .echo()
            .also(
                builder ->
                    builder.quotas(dev.wsemulator.api.Quotas.builder().withoutThrottling().build()))
            .start()) {
      for (int i = 0; i < 600; i++) {
        clients.put(i, rig.open());
      }
      for (int i = 0; i < 600; i += 100) {
        clients.get(i).text("still here " + i);
        assertThat(clients.get(i).read().text()).isEqualTo("still here " + i);
      }
    } finally {
      for (RawClient client : clients.values()) {
        client.close();
      }
    }
  }
}
