package dev.wsemulator.it.fault;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The application whose faults are looked at: a WebSocket API that echoes, by functions that post,
 * write items, send jobs and publish news. It goes by a virtual clock.
 */
final class FaultApp implements AutoCloseable {
  private static final String ACCOUNT = ":us-east-1:123456789012:";

  /** How long its functions may take. */
  static final Duration TIMEOUT = Duration.ofSeconds(4);

  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WatchedTime time = new WatchedTime();
  private final AppFunctions functions = new AppFunctions(this::emulator, this::backEnd);
  private final WebSocketApiEmulator emulator;
  private final BackEndCalls backEnd;
  private final DeployedApi deployed;
  private final TestClient other;

  /**
   * Starts it.
   *
   * @param point where faults are going to happen; only at {@link FaultPoint#SCHEDULE} it has a
   *     schedule
   * @param pages the folder with the page that a browser needs
   */
  FaultApp(FaultPoint point, Path pages) {
    emulator =
        WebSocketApiEmulator.builder()
            .stack(stack(point == FaultPoint.SCHEDULE))
            .quotas(Quotas.builder().withoutThrottling().build())
            .backEnd(aws)
            .time(time)
            .verifyIdentity(false)
            .compression(false)
            .webRoot(pages)
            .start();
    backEnd = new BackEndCalls(aws);
    deployed = new DeployedApi(emulator.baseUrl());
    other = TestClient.connect(emulator.webSocketUrl());
  }

  private Stack stack(boolean hasSchedule) {
    WebSocketApi api =
        WebSocketApi.builder("echo")
            .route(Route.of("$connect", Integration.lambdaProxy("Enter")))
            .route(Route.twoWay("$default", Integration.lambdaProxy("Echo")))
            .route(Route.of("$disconnect", Integration.lambdaProxy("Leave")))
            .build();
    Topic.Subscription subscription =
        new Topic.Subscription("lambda", functionArn("Tell"), Map.of());
    return Stack.builder()
        .apis(List.of(api))
        .functions(
            List.of(
                function("Enter", functions::enter),
                function("Leave", functions::leave),
                function("Echo", functions::echo),
                function("Other", functions::other),
                function("Work", event -> functions.tell("worked")),
                function("Tell", event -> functions.tell("told")),
                function("Tick", event -> functions.tell("ticked"))))
        .tables(
            List.of(
                Table.builder(BackEndCalls.TABLE, new Table.Key("id", null))
                    .attributeTypes(Map.of("id", Table.AttributeType.S))
                    .build()))
        .queues(List.of(new Queue(BackEndCalls.QUEUE, Map.of())))
        .topics(List.of(new Topic(BackEndCalls.TOPIC, Map.of(), List.of(subscription))))
        .rules(hasSchedule ? List.of(everyMinute()) : List.of())
        .eventSourceMappings(
            List.of(
                EventSourceMapping.builder(
                        "work", "arn:aws:sqs" + ACCOUNT + BackEndCalls.QUEUE, "Work")
                    .build()))
        .build();
  }

  private static EventRule everyMinute() {
    EventRule.Target target = new EventRule.Target("tick", functionArn("Tick"), Optional.empty());
    return new EventRule("ticks", true, new EventRule.Rate("rate(1 minute)"), List.of(target));
  }

  private static String functionArn(String function) {
    return "arn:aws:lambda" + ACCOUNT + "function:" + function;
  }

  private static FunctionDefinition function(String name, LambdaFunction handler) {
    return FunctionDefinition.of(name, handler).toBuilder().timeout(TIMEOUT).build();
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  BackEndCalls backEnd() {
    return backEnd;
  }

  WatchedTime time() {
    return time;
  }

  AppFunctions functions() {
    return functions;
  }

  DeployedApi deployed() {
    return deployed;
  }

  /** Lets another client be answered: what was sent before has arrived meanwhile. */
  void awaitOther() {
    other.send("other");
    other.next();
  }

  /** Returns the URL that clients connect to, of {@code ws} or {@code wss}. */
  URI url(String scheme) {
    String url = emulator.webSocketUrl().toString();
    return URI.create(scheme + url.substring(url.indexOf(':')));
  }

  @Override
  public void close() {
    other.close();
    deployed.close();
    backEnd.close();
    emulator.close();
  }
}
