package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class RoutingIT {
  private static final String JOIN = "{\"service\":\"chat\",\"action\":\"join\"}";

  private final Deployment deployment;

  RoutingIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Aws({"RT-01", "RT-28"})
  @ParameterizedTest
  @CsvSource({"echo,echo", "Echo,$default", "nobody,$default"})
  void theRouteKeyMustBeEqual(String action, String routeKey) throws IOException {
    String message = "{\"action\":\"" + action + "\"}";
    assertThat(routeKey(Deployment.MAIN, message)).isEqualTo(routeKey);
  }

  @Aws("RT-01")
  @Test
  void spaceAroundAnActionCounts() throws IOException {
    assertThat(routeKey(Deployment.MAIN, "{\"action\":\"echo \"}")).isEqualTo("$default");
  }

  @Aws({"RT-02", "RT-03", "ER-01", "ER-04", "ER-05", "OB-57"})
  @ParameterizedTest
  @ValueSource(strings = {"{\"service\":\"chat\",\"action\":\"leave\"}", "hello", "", "{}"})
  void withoutARouteAndADefaultTheClientIsToldAndStays(String message) throws IOException {
    try (Client client = Client.open(deployment.url(Deployment.BARE))) {
      String id = client.id(JOIN);
      assertThat(client.ask(message)).matches(Text.errorPattern("Forbidden", id));
      assertThat(client.id(JOIN)).isEqualTo(id);
    }
  }

  @Aws({"RT-03", "EV-09", "OB-53", "OB-58"})
  @ParameterizedTest
  @ValueSource(strings = {"hello", "{\"action\":\"echo\"", "<a/>", "naïve 東京 \uD83D\uDE00"})
  void whatIsNoJsonGoesToDefault(String message) throws IOException {
    try (Client client = deployment.open()) {
      JsonNode event = client.event(message);
      assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$default");
      assertThat(event.path("body").asText()).isEqualTo(message);
    }
  }

  @Aws("RT-04")
  @ParameterizedTest
  @CsvSource({"echo,echo", "nobody,$default"})
  void bracesMakeNoDifference(String action, String routeKey) throws IOException {
    assertThat(routeKey("braces", Text.message(action))).isEqualTo(routeKey);
  }

  @Aws({"RT-05", "RT-22"})
  @Test
  void textBetweenVariablesIsLiteral() throws IOException {
    assertThat(
            routeKey(
                Deployment.BARE,
                "{\"service\":\"chat\",\"action\":\"join\",\"data\":{\"room\":\"room1234\"}}"))
        .isEqualTo("chat/join");
  }

  @Aws("RT-06")
  @Test
  void aMissingPathIsEmpty() throws IOException {
    assertThat(routeKey(Deployment.BARE, "{\"service\":\"chat\"}")).isEqualTo("chat/");
  }

  @Aws({"RT-07", "OB-59"})
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":1}", "{\"action\":null}", "{\"action\":\"\"}"})
  void aMissingActionGoesToDefault(String message) throws IOException {
    assertThat(routeKey(Deployment.MAIN, message)).isEqualTo("$default");
  }

  @Aws("RT-08")
  @ParameterizedTest
  @ValueSource(strings = {"{\"action\":\"other\"}", "hello"})
  void anExpressionWithoutVariablesIsItself(String message) throws IOException {
    assertThat(routeKey("static", message)).isEqualTo("action");
  }

  @Aws("RT-09")
  @Test
  void anEscapedDollarIsADollar() throws IOException {
    assertThat(routeKey("escaped", Text.message("echo"))).isEqualTo("$default");
  }

  @Aws("RT-10")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":{\"rooms\":[{\"name\":\"x\"},{\"name\":\"lobby\"}]}}|lobby",
        "{\"data\":{\"rooms\":[{\"name\":\"lobby\"}]}}|$default",
        "{\"data\":{\"rooms\":\"lobby\"}}|$default"
      })
  void pathsMayGoIntoObjectsAndArrays(String message, String routeKey) throws IOException {
    assertThat(routeKey("path", message)).isEqualTo(routeKey);
  }

  @Aws("RT-11")
  @ParameterizedTest
  @ValueSource(strings = {"1", "true"})
  void numbersAndTruthValuesAreTexts(String value) throws IOException {
    assertThat(routeKey(Deployment.MAIN, "{\"action\":" + value + "}")).isEqualTo(value);
  }

  @Aws("RT-12")
  @Test
  void anArrayIsItsItemsInBrackets() throws IOException {
    assertThat(routeKey(Deployment.MAIN, "{\"action\":[\"a\",\"b\"]}")).isEqualTo("[a, b]");
  }

  @Aws("RT-14")
  @ParameterizedTest
  @ValueSource(strings = {"$request.body.other", "${request.body.other}"})
  void aResultIsNotEvaluatedAgain(String action) throws IOException {
    assertThat(routeKey(Deployment.MAIN, Text.message(action, "other", "echo")))
        .isEqualTo("$default");
  }

  @Aws("RT-15")
  @Test
  void aSegmentMayHaveHyphens() throws IOException {
    assertThat(routeKey("hyphen", "{\"detail-type\":\"lobby\",\"detail\":\"x\"}"))
        .isEqualTo("lobby");
  }

  @Aws("RT-17")
  @Test
  void namesWithoutQuotesAreForgiven() throws IOException {
    assertThat(routeKey(Deployment.MAIN, "{\"action\":\"echo\", body:\"hello\"}"))
        .isEqualTo("echo");
  }

  @Aws({"RT-18", "OB-61"})
  @ParameterizedTest
  @ValueSource(strings = {"1", "\"echo\"", "[\"echo\"]", "null", "true"})
  void whatIsNoObjectHasNoAction(String message) throws IOException {
    assertThat(routeKey(Deployment.MAIN, message)).isEqualTo("$default");
  }

  @Aws({"RT-19", "RT-20"})
  @ParameterizedTest
  @ValueSource(strings = {"$connect", "$disconnect", "$default"})
  void noMessageReachesConnectOrDisconnect(String action) throws IOException {
    assertThat(routeKey(Deployment.MAIN, Text.message(action))).isEqualTo("$default");
  }

  @Aws("RT-22")
  @Test
  void aRouteKeyMayHaveSpacesAndSlashes() throws IOException {
    String key = "has spaces/and a slash";
    assertThat(routeKey(Deployment.MAIN, Text.message(key))).isEqualTo(key);
  }

  @Aws("RT-24")
  @Test
  void aRouteThatLeadsNowhereIsAnInternalError() throws IOException {
    try (Client client = deployment.open()) {
      String id = client.id();
      assertThat(client.ask(Text.message("nowhere")))
          .matches(Text.errorPattern("Internal server error", id));
    }
  }

  @Aws({"RT-27", "OB-73"})
  @Test
  void aSlowAnswerDoesNotHoldUpTheNext() throws IOException {
    String signal = Text.unique();
    try (Client client = deployment.open();
        Captured captured = new Captured(deployment)) {
      String slow = "{\"statusCode\":200,\"body\":\"slow\"}";
      client.send(Text.message("answer", "wait", signal, "answer", slow));
      assertThat(client.id()).matches(Text.ID);
      captured.signal(signal);
      assertThat(client.text()).isEqualTo("slow");
    }
  }

  /** Returns the route that a message to a stage has reached. */
  private String routeKey(String stage, String message) throws IOException {
    try (Client client = Client.open(deployment.url(stage))) {
      JsonNode event = client.event(message);
      assertThat(event.path("body").asText()).isEqualTo(message);
      return event.at("/requestContext/routeKey").asText();
    }
  }
}
