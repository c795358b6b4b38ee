package dev.wsemulator.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.SelectionExpression;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.deployment.DeployedRoute;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.throttling.Throttle;
import dev.wsemulator.testing.Aws;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectorTest {

  @Aws({
    "RT-05", "RT-06", "RT-08", "RT-09", "RT-10", "RT-11", "RT-12", "RT-13", "RT-15", "RT-17",
    "RT-18", "OB-60"
  })
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${request.body.service}/${request.body.action}|{\"service\":\"chat\",\"action\":\"join\"}|chat/join",
        "${request.body.action}-${request.body.invalidPath}|{\"action\":\"join\"}|join-",
        "action|{\"action\":\"join\"}|action",
        "\\$default|{\"action\":\"join\"}|$default",
        "$request.body.data.room|{\"data\":{\"room\":\"r1\"}}|r1",
        "$request.body.list[1].x|{\"list\":[0,{\"x\":7}]}|7",
        "$request.body.[0]|[\"EVENT\",{}]|EVENT",
        "${request.body.[0]}|[\"EVENT\",{}]|EVENT",
        "$request.body[0]|[\"EVENT\",{}]|EVENT",
        "$request.body.['a b'].[1]|{\"a b\":[0,7]}|7",
        "$request.body.n|{\"n\":1}|1",
        "$request.body.n|{\"n\":1.50}|1.5",
        "$request.body.b|{\"b\":true}|true",
        "$request.body.a|{\"a\":[\"item1\",\"item2\"]}|[item1, item2]",
        "$request.body.a|{\"a\":{\"k\":\"v\"}}|{k=v}",
        "$request.body.a|{\"a\":null}|``",
        "$request.body.detail-type|{\"detail-type\":\"x\"}|x",
        "$request.body.action|{\"action\":\"send\", body:\"hello\"}|send",
        "$request.body.action|{\"action\":\"send\"} tail|``",
        "$request.body.action|[3,\"id\",{}]|``",
        "$request.body.action|\"text\"|``",
        "$request.body.action|hello|``"
      })
  void expressionYieldsText(String expression, String message, String expected) {
    assertThat(RouteSelector.evaluate(SelectionExpression.parse(expression), message))
        .isEqualTo(expected);
  }

  @Aws("RT-14")
  @Test
  void theResultIsNotEvaluatedAgain() {
    String message = "{\"action\":\"$request.body.other\",\"other\":\"x\"}";
    assertThat(RouteSelector.evaluate(SelectionExpression.parse("$request.body.action"), message))
        .isEqualTo("$request.body.other");
  }

  @Aws("RT-01")
  @Test
  void theKeyMustBeEqualInEveryLetter() {
    DeployedStage stage = stage("join", "$default");
    assertThat(select(stage, "{\"action\":\"join\"}")).isEqualTo("join");
    assertThat(select(stage, "{\"action\":\"Join\"}")).isEqualTo("$default");
  }

  @Aws({"RT-02", "RT-03", "RT-07"})
  @ParameterizedTest
  @ValueSource(strings = {"{\"action\":\"nope\"}", "My name is John", "{}", "", "[1]"})
  void withoutDefaultNothingIsSelected(String message) {
    assertThat(RouteSelector.select(stage("join"), message)).isNull();
  }

  @Aws({"RT-03", "RT-20", "RT-28", "MS-18"})
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"action\":\"nope\"}", "My name is John", "{}", "", "{\"action\":\"$default\"}"})
  void defaultTakesTheRest(String message) {
    assertThat(select(stage("join", "$default"), message)).isEqualTo("$default");
  }

  @Aws("RT-19")
  @ParameterizedTest
  @ValueSource(strings = {"$connect", "$disconnect"})
  void aMessageNeverReachesTheRoutesOfTheConnection(String key) {
    DeployedStage stage = stage("$connect", "$disconnect", "$default");
    assertThat(select(stage, "{\"action\":\"" + key + "\"}")).isEqualTo("$default");
  }

  @Aws("RT-22")
  @Test
  void keysMayHoldSlashesAndSpaces() {
    assertThat(select(stage("chat/join us"), "{\"action\":\"chat/join us\"}"))
        .isEqualTo("chat/join us");
  }

  /** A message nested beyond reason is not JSON to us, and does no harm. */
  @Test
  void deepNestingIsNotJson() {
    String deep = "{\"action\":" + "[".repeat(60_000) + "]".repeat(60_000) + "}";
    assertThat(select(stage("$default"), deep)).isEqualTo("$default");
  }

  private static String select(DeployedStage stage, String message) {
    return RouteSelector.select(stage, message).route().routeKey();
  }

  private static DeployedStage stage(String... keys) {
    WebSocketApi.Builder api = WebSocketApi.builder("test");
    Map<String, DeployedRoute> routes = new HashMap<>();
    for (String key : keys) {
      Route route = Route.of(key, Integration.lambdaProxy("f"));
      api.route(route);
      routes.put(key, new DeployedRoute(route, null, null, Throttle.NONE, null));
    }
    return new DeployedStage(api.build(), Stage.of("dev"), null, routes);
  }
}
