package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class EventsIT {
  private final Deployment deployment;

  EventsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"EV-02", "EV-13", "EV-23"})
  @Test
  void theConnectEventHasItsKeysInOrder() throws IOException {
    JsonNode event = all(Client.open(deployment.url("test", "EV-02"))).connect();
    assertThat(Text.keys(event))
        .containsExactly(
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "requestContext",
            "isBase64Encoded");
    assertThat(Text.keys(event.path("requestContext")))
        .containsExactly(
            "routeKey",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(event.path("isBase64Encoded").isBoolean()).isTrue();
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
  }

  @Aws({"EV-03", "HS-22"})
  @Test
  void withoutAQueryTheConnectEventHasNoKeyForIt() throws IOException {
    assertThat(Text.keys(all(deployment.open()).connect()))
        .containsExactly("headers", "multiValueHeaders", "requestContext", "isBase64Encoded");
  }

  @Aws({"EV-04", "OB-43"})
  @Test
  void queriesAreDecodedAndTheLastValueWins() throws IOException {
    URI url = URI.create(deployment.url() + "?a=1&a=2&b=caf%C3%A9%20%26&empty=");
    JsonNode event = all(Client.open(url)).connect();
    assertThat(event.at("/queryStringParameters/a").asText()).isEqualTo("2");
    assertThat(event.at("/multiValueQueryStringParameters/a").toString())
        .isEqualTo("[\"1\",\"2\"]");
    assertThat(event.at("/queryStringParameters/b").asText()).isEqualTo("café &");
    assertThat(event.at("/multiValueQueryStringParameters/b/0").asText()).isEqualTo("café &");
    assertThat(event.at("/queryStringParameters/empty").asText("none")).isEmpty();
  }

  @Aws({"EV-05", "EV-06", "OB-52"})
  @Test
  void stageVariablesAreThereWhereAStageHasThem() throws IOException {
    try (Client client = Client.open(deployment.url(Deployment.BARE))) {
      JsonNode event = client.event("{\"service\":\"chat\",\"action\":\"join\"}");
      assertThat(event.path("stageVariables").toString()).isEqualTo("{\"colour\":\"green\"}");
      assertThat(Text.keys(event))
          .containsExactlyInAnyOrder("stageVariables", "requestContext", "body", "isBase64Encoded");
    }
    Events without = all(deployment.open());
    assertThat(without.connect().has("stageVariables")).isFalse();
    assertThat(without.message().has("stageVariables")).isFalse();
    assertThat(without.disconnect().has("stageVariables")).isFalse();
  }

  @Aws({"EV-06", "EV-09", "EV-10", "EV-13", "EV-16"})
  @Test
  void theMessageEventHasItsKeysInOrder() throws IOException {
    JsonNode event = all(deployment.open()).message();
    assertThat(Text.keys(event)).containsExactly("requestContext", "body", "isBase64Encoded");
    assertThat(Text.keys(event.path("requestContext")))
        .containsExactly(
            "routeKey",
            "messageId",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(event.path("body").asText()).isEqualTo("{\"action\":\"echo\"}");
    assertThat(event.path("isBase64Encoded").isBoolean()).isTrue();
    assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
  }

  @Aws({"EV-07", "EV-08", "EV-13", "EV-17"})
  @Test
  void theDisconnectEventHasItsKeysInOrder() throws IOException {
    JsonNode event = all(deployment.open()).disconnect();
    assertThat(Text.keys(event))
        .containsExactly("headers", "multiValueHeaders", "requestContext", "isBase64Encoded");
    String host = event.at("/requestContext/domainName").asText();
    assertThat(event.path("headers").toString())
        .isEqualTo(
            "{\"Host\":\"%s\",\"x-api-key\":\"\",\"X-Forwarded-For\":\"\",\"x-restapi\":\"\"}"
                .formatted(host));
    assertThat(event.path("multiValueHeaders").toString())
        .isEqualTo(
            ("{\"Host\":[\"%s\"],\"x-api-key\":[\"\"],\"X-Forwarded-For\":[\"\"],"
                    + "\"x-restapi\":[\"\"]}")
                .formatted(host));
    assertThat(Text.keys(event.path("requestContext")))
        .containsExactly(
            "routeKey",
            "disconnectStatusCode",
            "eventType",
            "extendedRequestId",
            "requestTime",
            "messageDirection",
            "disconnectReason",
            "stage",
            "connectedAt",
            "requestTimeEpoch",
            "identity",
            "requestId",
            "domainName",
            "connectionId",
            "apiId");
    assertThat(event.at("/requestContext/disconnectStatusCode").isIntegralNumber()).isTrue();
    assertThat(event.at("/requestContext/disconnectReason").isTextual()).isTrue();
  }

  @Aws({"EV-11", "EV-12"})
  @Test
  void headersKeepTheirCaseAndAreSorted() throws IOException {
    Client client =
        Client.open(
            deployment.url(),
            "User-Agent: Tester/1.0",
            "x-aaa-MiXed: 1",
            "Origin: https://here.example",
            "Accept-Language: de");
    JsonNode event = all(client).connect();
    List<String> names = Text.keys(event.path("headers"));
    assertThat(names)
        .containsExactly(
            "Accept-Language",
            "Host",
            "Origin",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "User-Agent",
            "x-aaa-MiXed",
            "X-Amzn-Trace-Id",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Forwarded-Proto");
    assertThat(Text.keys(event.path("multiValueHeaders"))).isEqualTo(names);
    for (String name : names) {
      JsonNode values = event.path("multiValueHeaders").path(name);
      assertThat(values.get(0)).isEqualTo(event.path("headers").path(name));
    }
    assertThat(event.at("/headers/X-Amzn-Trace-Id").asText())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    assertThat(event.at("/headers/X-Forwarded-Port").toString()).isEqualTo("\"443\"");
    assertThat(event.at("/headers/X-Forwarded-Proto").asText()).isEqualTo("https");
    assertThat(event.at("/headers/X-Forwarded-For").asText())
        .isEqualTo(event.at("/requestContext/identity/sourceIp").asText());
  }

  @Aws({"EV-14", "EV-15", "EV-24"})
  @Test
  void typesAndDirectionAreTheServices() throws IOException {
    Events events = all(deployment.open());
    assertThat(events.all())
        .extracting(event -> event.at("/requestContext/eventType").asText())
        .containsExactly("CONNECT", "MESSAGE", "DISCONNECT");
    assertThat(events.all())
        .allSatisfy(
            event -> {
              JsonNode context = event.path("requestContext");
              assertThat(context.path("messageDirection").asText()).isEqualTo("IN");
              assertThat(Text.keys(context))
                  .doesNotContain("error", "integrationLatency", "status");
            });
  }

  @Aws({"EV-16", "EV-17", "EV-23"})
  @Test
  void whatDoesNotApplyIsAbsentAndNotNull() throws IOException {
    Events events = all(deployment.open());
    assertThat(events.all())
        .allSatisfy(event -> assertThat(event.toString()).doesNotContain(":null"));
    assertThat(events.connect().path("requestContext").has("messageId")).isFalse();
    assertThat(events.disconnect().path("requestContext").has("messageId")).isFalse();
    for (JsonNode event : List.of(events.connect(), events.message())) {
      assertThat(event.path("requestContext").has("disconnectStatusCode")).isFalse();
      assertThat(event.path("requestContext").has("disconnectReason")).isFalse();
    }
  }

  @Aws({"EV-18", "EV-20", "OB-50"})
  @Test
  void theUserAgentAndTheAddressAreInEveryEvent() throws IOException {
    Events events = all(Client.open(deployment.url(), "User-Agent: Tester/1.0"));
    JsonNode identity = events.connect().at("/requestContext/identity");
    assertThat(Text.keys(identity)).containsExactly("userAgent", "sourceIp");
    assertThat(identity.path("userAgent").asText()).isEqualTo("Tester/1.0");
    assertThat(identity.path("sourceIp").asText()).matches("[0-9a-f.:]+");
    assertThat(events.all())
        .extracting(event -> event.at("/requestContext/identity"))
        .containsOnly(identity);
  }

  @Aws("EV-19")
  @Test
  void withoutAUserAgentTheIdentityHasNone() throws IOException {
    Events events = all(deployment.open());
    assertThat(events.all())
        .allSatisfy(
            event ->
                assertThat(Text.keys(event.at("/requestContext/identity")))
                    .containsExactly("sourceIp"));
    assertThat(events.connect().path("headers").has("User-Agent")).isFalse();
    assertThat(events.connect().path("multiValueHeaders").has("User-Agent")).isFalse();
  }

  @Aws("EV-22")
  @Test
  void theDomainNameIsTheHostThatTheClientUsed() throws IOException {
    Events events = all(deployment.open());
    assertThat(events.all())
        .allSatisfy(
            event -> {
              JsonNode context = event.path("requestContext");
              assertThat(context.path("domainName").asText())
                  .isEqualTo(deployment.url().getAuthority());
              assertThat(context.path("stage").asText()).isEqualTo("main");
            });
    assertThat(events.connect().at("/headers/Host").asText())
        .isEqualTo(deployment.url().getAuthority());
  }

  @Aws("EV-25")
  @Test
  void defaultGetsTheSameShape() throws IOException {
    try (Client client = deployment.open()) {
      JsonNode custom = client.event(Text.message("echo"));
      JsonNode fallback = client.event("hello");
      assertThat(Text.keys(fallback)).isEqualTo(Text.keys(custom));
      assertThat(Text.keys(fallback.path("requestContext")))
          .isEqualTo(Text.keys(custom.path("requestContext")));
    }
  }

  /** The events of one connection. */
  private record Events(JsonNode connect, JsonNode message, JsonNode disconnect) {
    List<JsonNode> all() {
      return List.of(connect, message, disconnect);
    }
  }

  /** Sends a message, closes the connection, and returns what the functions were told of it. */
  private Events all(Client client) throws IOException {
    try (client;
        Captured captured = new Captured(deployment)) {
      JsonNode message = client.event("{\"action\":\"echo\"}");
      client.end(1000, "bye");
      String id = message.at("/requestContext/connectionId").asText();
      return new Events(captured.event("CONNECT", id), message, captured.event("DISCONNECT", id));
    }
  }
}
