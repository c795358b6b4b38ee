package dev.wsemulator.internal.aws.sqs.feed;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.source.queue.QueueMappings;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/**
 * A stack's queues at an endpoint, and what leads them to functions. Queues that exist are used as
 * they are.
 */
public final class ExternalSqs implements RunningService {
  private static final String REDRIVE = "RedrivePolicy";

  private final SqsClient sqs;
  private final QueueEndpointSender sender;
  private final QueueMappings mappings;

  /** Creates the queues that are not there, and begins to lead messages. */
  public ExternalSqs(AwsClients clients, Stack stack, BackEndContext context) {
    this.sqs = clients.open(SqsClient.builder());
    this.sender = new QueueEndpointSender(sqs);
    this.mappings = new QueueMappings(this::feed, context);
    create(stack.queues());
    mappings.use(stack);
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private QueueEndpointFeed feed(EventSourceMapping mapping) {
    String name = name(mapping.sourceArn());
    String url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    return new QueueEndpointFeed(sqs, url, mapping.functionName());
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    List<Queue> added = new ArrayList<>(now.queues());
    added.removeAll(before.queues());
    create(added);
    mappings.use(now);
    return List.of();
  }

  /** The queue is found by its name, whatever account the endpoint has. */
  @Override
  public CompletionStage<Void> receive(String targetArn, TargetMessage delivery) {
    return sender.send(name(targetArn), delivery);
  }

  /** Creates queues; those that others name as dead-letter queues come first. */
  private void create(List<Queue> queues) {
    queues.forEach(queue -> create(queue, withoutRedrive(queue)));
    queues.stream().filter(queue -> queue.attributes().containsKey(REDRIVE)).forEach(this::redrive);
  }

  private void create(Queue queue, Map<String, String> attributes) {
    try {
      sqs.createQueue(
          request -> request.queueName(queue.queueName()).attributesWithStrings(attributes));
    } catch (QueueNameExistsException e) {
      // It exists, which is all that is wanted.
    }
  }

  private void redrive(Queue queue) {
    String url = sqs.getQueueUrl(request -> request.queueName(queue.queueName())).queueUrl();
    Map<String, String> policy = Map.of(REDRIVE, queue.attributes().get(REDRIVE));
    sqs.setQueueAttributes(request -> request.queueUrl(url).attributesWithStrings(policy));
  }

  private static Map<String, String> withoutRedrive(Queue queue) {
    Map<String, String> attributes = new LinkedHashMap<>(queue.attributes());
    attributes.remove(REDRIVE);
    return attributes;
  }

  @Override
  public void close() {
    mappings.close();
    sender.close();
  }
}
