package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.internal.source.queue.QueueMappings;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.LifeCycle;

/** The queues in this process, and what leads them to functions. Thread-safe. */
final class EmbeddedSqs implements EmbeddedService {
  private final Queues queues;
  private final SqsEndpoint endpoint;
  private final QueueMappings mappings;

  EmbeddedSqs(Stack stack, BackEndContext context) {
    queues = new Queues(context, stack);
    endpoint = new SqsEndpoint(queues);
    mappings = new QueueMappings(this::feed, context);
    endpoint.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopping(LifeCycle handler) {
            mappings.close();
            queues.close();
          }
        });
    stack.queues().forEach(queue -> provide(queue));
    mappings.use(stack);
  }

  private void provide(Queue queue) {
    queues.provide(queue.queueName(), queue.attributes());
  }

  private EmbeddedFeed feed(EventSourceMapping mapping) {
    return new EmbeddedFeed(queues, UrlBase.name(mapping.sourceArn().replace(':', '/')));
  }

  @Override
  public Handler handler() {
    return endpoint;
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    List<Queue> changed = new ArrayList<>(now.queues());
    changed.removeAll(before.queues());
    changed.forEach(this::provide);
    mappings.use(now);
    return List.of();
  }

  @Override
  public CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    try {
      QueueEntry target = queues.byArn(targetArn).orElseThrow(SqsException::noQueue);
      StoredMessage message =
          new Outgoing(target.queue(), queues.time().now()).read(params(delivery));
      target.queue().send(List.of(message));
      queues.store().force();
      return CompletableFuture.completedFuture(null);
    } catch (SqsException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Params params(TargetMessage delivery) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    delivery
        .attributes()
        .forEach(
            (name, attribute) -> {
              boolean isBinary = attribute.type().startsWith("Binary");
              attributes.put(
                  name,
                  Map.of(
                      "DataType",
                      attribute.type(),
                      isBinary ? "BinaryValue" : "StringValue",
                      attribute.value()));
            });
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("MessageBody", delivery.body());
    params.put("MessageAttributes", attributes);
    Map<String, String> system = delivery.system();
    for (String name : List.of("MessageGroupId", "MessageDeduplicationId")) {
      if (system.containsKey(name)) {
        params.put(name, system.get(name));
      }
    }
    String header = system.get("AWSTraceHeader");
    if (header != null) {
      params.put(
          "MessageSystemAttributes",
          Map.of("AWSTraceHeader", Map.of("DataType", "String", "StringValue", header)));
    }
    return new Params(params);
  }
}
