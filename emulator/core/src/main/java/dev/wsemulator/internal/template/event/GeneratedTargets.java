package dev.wsemulator.internal.template.event;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.event.FunctionEvents.FunctionEvent;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queues and topics that SAM makes where a destination or a dead-letter queue names none.
 *
 * @param resources all resources, resolved
 */
record GeneratedTargets(List<Resource> resources, StackLocation account) {

  /** Returns the ARN of a queue or topic of a function's stack. */
  Optional<String> find(Resource function, String... logicalIds) {
    List<String> ids = List.of(logicalIds);
    return resources.stream()
        .filter(one -> one.home().stackName().equals(function.home().stackName()))
        .filter(one -> ids.contains(one.id()))
        .map(this::arn)
        .findFirst();
  }

  private String arn(Resource target) {
    return target.is(ResourceKind.QUEUE)
        ? Arn.of(
            "sqs", account.region(), account.accountId(), target.ref().replaceFirst("^.*/", ""))
        : target.ref();
  }

  /** Returns the dead-letter queue of an event, in EventBridge's words. */
  Optional<YamlValue> deadLetters(FunctionEvent event) {
    Optional<YamlValue> config = event.properties().get("DeadLetterConfig");
    if (config.isEmpty() || config.get().get("Arn").isPresent()) {
      return config;
    }
    String id =
        config.get().textOf("QueueLogicalId").orElse(event.function().id() + event.id() + "Queue");
    int line = config.get().line();
    return find(event.function(), id)
        .map(arn -> YamlValue.map(line, Map.of("Arn", YamlValue.text(line, arn))));
  }
}
