package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a schedule sends to, and what. Immutable.
 *
 * @param arn the ARN of a function, a queue, a topic or a bus
 * @param body the message
 * @param system what SQS and SNS get beside it
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html">Targets
 *     of EventBridge Scheduler</a>
 */
record SchedulerTarget(String arn, String body, Map<String, String> system) {

  /**
   * Returns the target of a schedule. A universal target names an operation of an SDK, such as
   * {@code arn:aws:scheduler:::aws-sdk:sqs:sendMessage}, whose request is the input.
   *
   * @param input the input of the target, or the event in its place
   */
  static SchedulerTarget of(RuleTarget target, String input, BusEvent.Account account) {
    int universal = target.arn().indexOf(":aws-sdk:");
    if (universal >= 0) {
      String operation = target.arn().substring(universal + ":aws-sdk:".length());
      return universal(target.arn(), operation, input, account);
    }
    return target.arn().contains(":event-bus/")
        ? new SchedulerTarget(target.arn(), entry(target, input), Map.of())
        : new SchedulerTarget(target.arn(), input, target.system());
  }

  private static String entry(RuleTarget target, String input) {
    Map<String, Object> parameters = target.object("EventBridgeParameters");
    return new JsonText()
        .open()
        .string("source", String.valueOf(parameters.getOrDefault("Source", "")))
        .string("detail-type", String.valueOf(parameters.getOrDefault("DetailType", "")))
        .name("detail")
        .raw(input)
        .close()
        .toString();
  }

  private static SchedulerTarget universal(
      String arn, String operation, String input, BusEvent.Account account) {
    Map<String, Object> request;
    try {
      request = AwsJson.read(input.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return new SchedulerTarget(arn, input, Map.of());
    }
    return switch (operation) {
      case "lambda:invoke" ->
          new SchedulerTarget(
              function(text(request, "FunctionName"), account),
              payload(request.get("Payload")),
              Map.of());
      case "sqs:sendMessage" ->
          new SchedulerTarget(
              account.arn("sqs", text(request, "QueueUrl").replaceFirst("^.*/", "")),
              text(request, "MessageBody"),
              system(request));
      case "sns:publish" ->
          new SchedulerTarget(text(request, "TopicArn"), text(request, "Message"), system(request));
      default -> new SchedulerTarget(arn, input, Map.of()); // the journal says that it is not here
    };
  }

  private static String function(String name, BusEvent.Account account) {
    return name.startsWith("arn:") ? name : account.arn("lambda", "function:" + name);
  }

  private static String payload(@Nullable Object payload) {
    return payload instanceof String text ? text : payload == null ? "{}" : JsonText.of(payload);
  }

  private static Map<String, String> system(Map<String, Object> request) {
    Map<String, String> system = new LinkedHashMap<>();
    for (String name : List.of("MessageGroupId", "MessageDeduplicationId")) {
      Requests.text(request, name).ifPresent(text -> system.put(name, text));
    }
    return system;
  }

  private static String text(Map<String, Object> request, String name) {
    return Requests.text(request, name).orElse("");
  }
}
