package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers the calls of all protocols, with the members of the JSON protocol. Thread-safe. */
final class SqsCalls {
  private final Queues queues;
  private final QueueCalls ofQueues;
  private final MessageCalls ofMessages;
  private final BatchCalls ofBatches;

  SqsCalls(Queues queues) {
    this.queues = queues;
    this.ofQueues = new QueueCalls(queues);
    this.ofMessages = new MessageCalls(queues.time());
    this.ofBatches = new BatchCalls(queues.time(), ofMessages);
  }

  /**
   * Answers a call.
   *
   * @param operation for example {@code SendMessage}
   * @param params its parameters
   * @param urls what the URLs of queues begin with
   * @throws SqsException if it is refused
   */
  CompletableFuture<Map<String, Object>> answer(String operation, Params params, UrlBase urls) {
    if (operation.equals("ReceiveMessage")) {
      return ofMessages.receive(queue(params).queue(), params);
    }
    Map<String, Object> answer = answerNow(operation, params, urls);
    queues.store().force();
    return CompletableFuture.completedFuture(answer);
  }

  private Map<String, Object> answerNow(String operation, Params params, UrlBase urls) {
    return switch (operation) {
      case "CreateQueue" -> ofQueues.create(params, urls);
      case "GetQueueUrl" -> ofQueues.url(params, urls);
      case "ListQueues" -> ofQueues.list(params, urls);
      case "StartMessageMoveTask" -> ofQueues.move(params);
      case "ListMessageMoveTasks" -> Map.of(); // each has ended when it was answered
      case "CancelMessageMoveTask" -> throw SqsException.noTask();
      default -> ofQueue(operation, params, urls);
    };
  }

  private Map<String, Object> ofQueue(String operation, Params params, UrlBase urls) {
    return switch (operation) {
      case "SendMessage" -> ofMessages.send(queue(params).queue(), params);
      case "DeleteMessage" -> ofMessages.delete(queue(params).queue(), params);
      case "ChangeMessageVisibility" -> ofMessages.changeVisibility(queue(params).queue(), params);
      case "SendMessageBatch" -> ofBatches.send(queue(params).queue(), params);
      case "DeleteMessageBatch" -> ofBatches.delete(queue(params).queue(), params);
      case "ChangeMessageVisibilityBatch" ->
          ofBatches.changeVisibility(queue(params).queue(), params);
      case "DeleteQueue" -> ofQueues.delete(queue(params));
      case "PurgeQueue" -> ofQueues.purge(queue(params));
      case "GetQueueAttributes" -> ofQueues.attributes(queue(params), params);
      case "SetQueueAttributes" -> ofQueues.change(queue(params), params);
      case "TagQueue" -> ofQueues.tag(queue(params), params);
      case "UntagQueue" -> ofQueues.untag(queue(params), params);
      case "ListQueueTags" -> ofQueues.tags(queue(params));
      case "ListDeadLetterSourceQueues" -> ofQueues.sources(queue(params), urls);
      case "AddPermission", "RemovePermission" ->
          throw SqsException.unsupported("Queues have no permissions here.");
      default -> throw SqsException.noAction(operation);
    };
  }

  private QueueEntry queue(Params params) {
    return queues.get(UrlBase.name(params.required("QueueUrl")));
  }
}
