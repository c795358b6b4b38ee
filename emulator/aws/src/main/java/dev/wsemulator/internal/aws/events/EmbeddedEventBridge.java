package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.CallHandler;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Handler;

/**
 * EventBridge in this process, in its JSON 1.1 protocol. Signatures are not verified. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
final class EmbeddedEventBridge implements EmbeddedService {
  private final TimeSource clock;
  private final Buses buses;
  private final RuleCalls calls;
  private final CallHandler handler;

  EmbeddedEventBridge(Stack stack, BackEndContext context, Targets targets) {
    this.clock = context.clock();
    this.buses =
        new Buses(
            new TargetSender(targets, context.journal(), clock, context.events()),
            new BusEvent.Account(stack.accountId(), stack.region()));
    this.calls = new RuleCalls(buses, clock::now);
    this.handler = new CallHandler(this::answer, buses::close);
    stack.eventBuses().forEach(buses::add);
    stack.rules().forEach(this::add);
  }

  @Override
  public Handler handler() {
    return handler;
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    now.eventBuses().forEach(buses::add);
    before.rules().stream().filter(rule -> !now.rules().contains(rule)).forEach(this::remove);
    now.rules().stream().filter(rule -> !before.rules().contains(rule)).forEach(this::add);
    return List.of();
  }

  /** Takes an event of another service or bus. */
  @Override
  public CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    return BusEvent.read(delivery.body(), clock.now())
        .map(
            event -> {
              buses.publish(Buses.name(targetArn), event);
              return CompletableFuture.<Void>completedFuture(null);
            })
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new IllegalArgumentException(
                        "An event bus takes events only, and this is none.")));
  }

  private void remove(EventRule rule) {
    if (rule.trigger() instanceof EventRule.Pattern pattern) {
      buses.remove(Buses.name(pattern.busName()), rule.name());
    } else if (rule.trigger() instanceof EventRule.Rate) {
      buses.remove(Buses.DEFAULT, rule.name());
    }
  }

  private void add(EventRule rule) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("State", rule.enabled() ? "ENABLED" : "DISABLED");
    String bus = Buses.DEFAULT;
    if (rule.trigger() instanceof EventRule.Pattern pattern) {
      bus = Buses.name(pattern.busName());
      properties.put("EventPattern", pattern.pattern());
    } else if (rule.trigger() instanceof EventRule.Rate rate) {
      properties.put("ScheduleExpression", rate.expression());
    } else {
      return; // it is Scheduler's
    }
    Map<String, RuleTarget> targets = new LinkedHashMap<>();
    rule.targets().forEach(target -> targets.put(target.id(), target(target)));
    buses.add(bus);
    buses.put(
        new Rule(
            bus,
            rule.name(),
            properties,
            RuleCalls.pattern(properties.get("EventPattern")),
            targets));
  }

  /** Returns a target of a template, with its properties. */
  static RuleTarget target(EventRule.Target target) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("Id", target.id());
    members.put("Arn", target.arn());
    target
        .settings()
        .ifPresent(json -> members.putAll(AwsJson.read(json.getBytes(StandardCharsets.UTF_8))));
    return RuleTarget.of(members);
  }

  private AwsResponse answer(CallHandler.Call call) {
    try {
      Map<String, Object> request = call.body().length == 0 ? Map.of() : AwsJson.read(call.body());
      return AwsResponse.json("1.1", 200, calls.answer(call.operation(), request));
    } catch (ServiceError e) {
      return AwsResponse.jsonError("1.1", e.status(), e.code(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return AwsResponse.jsonError(
          "1.1", 400, "SerializationException", "The request is not JSON.");
    }
  }
}
