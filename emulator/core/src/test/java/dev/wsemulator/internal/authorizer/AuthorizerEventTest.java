package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an authorizer is told. */
class AuthorizerEventTest {
  private static Json asked(String query, String headers) throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME).start()) {
      assertThat(door.knock(query, headers).status()).isEqualTo(101);
      return door.asked();
    }
  }

  private static Json child(Json json, String name) {
    return json.child(name).orElseThrow();
  }

  @Aws({"AU-04", "AU-05", "AU-06", "OB-39"})
  @Test
  void itsMembersAreInTheOrderOfTheGuide() throws Exception {
    Json event = asked("", "");
    assertThat(event.members().keySet())
        .containsExactly(
            "type",
            "methodArn",
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "stageVariables",
            "requestContext");
    assertThat(child(event, "requestContext").members().keySet())
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
    assertThat(at(event, "requestContext", "routeKey")).isEqualTo("$connect");
    assertThat(at(event, "requestContext", "eventType")).isEqualTo("CONNECT");
    assertThat(at(event, "requestContext", "messageDirection")).isEqualTo("IN");
    assertThat(at(event, "requestContext", "identity")).isEqualTo("{sourceIp=127.0.0.1}");
    assertThat(at(event, "requestContext", "apiId")).isEqualTo("a1b2c3d4e5");
    assertThat(at(event, "requestContext", "stage")).isEqualTo("dev");
  }

  @Aws({"AU-03", "AU-05"})
  @Test
  void itNamesTheRouteWithoutAMethod() throws Exception {
    Json event = asked("", "");
    assertThat(at(event, "type")).isEqualTo("REQUEST");
    assertThat(at(event, "methodArn")).isEqualTo(Door.ARN);
  }

  @Aws("AU-05")
  @Test
  void whatThereIsNotIsAnEmptyMap() throws Exception {
    Json event = asked("", "");
    assertThat(at(event, "queryStringParameters")).isEqualTo("{}");
    assertThat(at(event, "multiValueQueryStringParameters")).isEqualTo("{}");
    assertThat(at(event, "stageVariables")).isEqualTo("{}");
  }

  @Aws("AU-05")
  @Test
  void stageVariablesAreTold() throws Exception {
    try (Door door =
        new Door()
            .stage(stage -> Stage.builder("dev").variables(Map.of("colour", "green")).build())
            .guard(Answers.WELCOME)
            .start()) {
      assertThat(door.knock()).isEqualTo(101);
      assertThat(at(door.asked(), "stageVariables")).isEqualTo("{colour=green}");
    }
  }

  @Aws({"AU-08", "HS-29"})
  @Test
  void headersKeepTheirCaseAndAllTheirValues() throws Exception {
    Json event = asked("a=1&a=2&b=%C3%A9", "hEaDeR: 1\r\nheader: 2\r\nUser-Agent: me\r\n");
    Json headers = child(event, "headers");
    assertThat(at(headers, "hEaDeR")).isEqualTo("2");
    assertThat(at(event, "multiValueHeaders", "hEaDeR")).isEqualTo("[1, 2]");
    assertThat(headers.members().keySet())
        .contains("X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Amzn-Trace-Id");
    assertThat(at(headers, "Connection")).isEqualTo("upgrade");
    assertThat(at(headers, "Upgrade")).isEqualTo("websocket");
    assertThat(at(headers, "content-length")).isEqualTo("0");
    assertThat(child(event, "multiValueHeaders").members().keySet())
        .containsExactlyElementsOf(headers.members().keySet());
    assertThat(at(event, "queryStringParameters")).isEqualTo("{a=2, b=é}");
    assertThat(at(event, "multiValueQueryStringParameters")).isEqualTo("{a=[1, 2], b=[é]}");
    assertThat(child(child(event, "requestContext"), "identity").members().keySet())
        .containsExactly("userAgent", "sourceIp");
  }

  @Aws("AU-07")
  @Test
  void itsConnectionIdIsTheOneOfConnect() throws Exception {
    try (Door door = new Door().guard(Answers.WELCOME).start()) {
      assertThat(door.knock()).isEqualTo(101);
      String told = at(door.asked(), "requestContext", "connectionId");
      assertThat(told).hasSize(20);
      assertThat(at(door.event(), "requestContext", "connectionId")).isEqualTo(told);
    }
  }
}
