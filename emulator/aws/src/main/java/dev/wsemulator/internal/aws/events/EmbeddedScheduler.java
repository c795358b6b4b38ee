package dev.wsemulator.internal.aws.events;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.CallHandler;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * EventBridge Scheduler in this process, in its REST protocol. Signatures are not verified.
 * Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html">AWS restJson1
 *     protocol</a>
 */
final class EmbeddedScheduler implements EmbeddedService {
  private final Schedules schedules;
  private final ScheduleCalls calls;
  private final CallHandler handler;

  EmbeddedScheduler(Stack stack, BackEndContext context, Targets targets) {
    BusEvent.Account account = new BusEvent.Account(stack.accountId(), stack.region());
    this.schedules =
        new Schedules(
            new TargetSender(targets, context.journal(), context.clock(), context.events()),
            account);
    this.calls = new ScheduleCalls(schedules, account);
    this.handler = new CallHandler(this::answer, schedules::close);
    stack.rules().forEach(this::add);
  }

  @Override
  public Handler handler() {
    return handler;
  }

  @Override
  public Matcher facts(Request request, Supplier<byte[]> body) {
    return Matcher.ALL.withOperation(
        operation(request.getMethod(), request.getHttpURI().getPath().split("/")));
  }

  private static @Nullable String operation(String method, String... path) {
    String what =
        path.length > 1 && path[1].equals("schedule-groups") ? "ScheduleGroup" : "Schedule";
    return switch (method) {
      case "POST" -> "Create" + what;
      case "PUT" -> "Update" + what;
      case "GET" -> path.length > 2 ? "Get" + what : "List" + what + "s";
      case "DELETE" -> "Delete" + what;
      default -> null;
    };
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    before.rules().stream().filter(rule -> !now.rules().contains(rule)).forEach(this::remove);
    now.rules().stream().filter(rule -> !before.rules().contains(rule)).forEach(this::add);
    return List.of();
  }

  private static String group(EventRule.Schedule schedule) {
    return schedule.settings().getOrDefault("GroupName", Schedule.DEFAULT_GROUP);
  }

  private void remove(EventRule rule) {
    if (rule.trigger() instanceof EventRule.Schedule schedule) {
      schedules.remove("schedule/" + group(schedule) + "/" + rule.name());
    }
  }

  private void add(EventRule rule) {
    if (!(rule.trigger() instanceof EventRule.Schedule schedule)) {
      return;
    }
    Map<String, Object> members = new LinkedHashMap<>(schedule.settings());
    members.put("ScheduleExpression", schedule.expression());
    members.put("State", rule.enabled() ? "ENABLED" : "DISABLED");
    Object window = members.remove("MaximumWindowInMinutes");
    members.put(
        "FlexibleTimeWindow",
        window == null
            ? Map.of("Mode", "OFF")
            : Map.of(
                "Mode",
                "FLEXIBLE",
                "MaximumWindowInMinutes",
                Integer.parseInt(String.valueOf(window))));
    rule.targets().stream()
        .findFirst()
        .ifPresent(
            target -> {
              Map<String, Object> all =
                  new LinkedHashMap<>(EmbeddedEventBridge.target(target).members());
              all.putIfAbsent("RoleArn", "arn:aws:iam::000000000000:role/scheduler");
              all.remove("Id");
              members.put("Target", all);
            });
    calls.addGroup(group(schedule));
    schedules.put(Schedule.of(rule.name(), members, schedules.now()));
  }

  private AwsResponse answer(CallHandler.Call call) {
    try {
      return new AwsResponse(200, "application/json", AwsJson.write(calls.answer(call)));
    } catch (ServiceError e) {
      return error(e.status(), e.code(), String.valueOf(e.getMessage()));
    }
  }

  static AwsResponse error(int status, String code, String message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("__type", code);
    body.put("Message", message);
    return new AwsResponse(status, "application/json", AwsJson.write(body));
  }
}
