package dev.wsemulator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteListTest {
  private static final Duration LIMIT = Integration.MAX_TIMEOUT;

  private static WebSocketApi api() {
    return WebSocketApi.builder("chat")
        .apiId("a1b2c3d4e5")
        .route(
            Route.of("$connect", Integration.lambdaProxy("Greeter")).toBuilder()
                .authorization(new Authorization.Custom(Authorizer.of("Guard")))
                .build())
        .route(Route.twoWay("greet", Integration.lambdaProxy("Greeter")))
        .route(Route.of("shoot", Integration.lambdaProxy("Shoot")))
        .route(Route.of("alias", Integration.lambdaProxy("Greeter:live")))
        .route(Route.of("stage", Integration.lambdaProxy("${stageVariables.fn}")))
        .route(Route.of("hook", new Integration.HttpProxy("POST", "http://a.b/c", Map.of(), LIMIT)))
        .route(
            Route.of(
                "put",
                new Integration.AwsService(
                    "POST", "dynamodb", "action/PutItem", Transformation.of(), LIMIT)))
        .route(Route.of("mock", new Integration.Mock(Transformation.of())))
        .route(Route.builder("none").build())
        .build();
  }

  @Test
  void everyRouteSaysWhatItCalls() {
    LambdaFunction nothing = event -> event;
    RouteList list =
        new RouteList(
            Stack.of(List.of(api()), List.of(FunctionDefinition.of("Greeter", (Object) nothing))));
    assertThat(list.lines())
        .containsExactly(
            "$connect         Greeter, authorizer Guard",
            "alias            Greeter:live",
            "greet            Greeter, two-way",
            "hook             POST http://a.b/c",
            "mock             MOCK",
            "none             (no integration)",
            "put              dynamodb:action/PutItem",
            "shoot            Shoot (unknown function)",
            "stage            ${stageVariables.fn}");
    assertThat(list.fields())
        .contains(
            Map.of(
                "apiId", "a1b2c3d4e5", "routeKey", "greet", "target", "Greeter", "twoWay", true));
  }
}
