package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.aws.sqs.feed.ExternalSqs;
import dev.wsemulator.internal.source.queue.QueueMappings;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.Optional;

/** Amazon SQS. */
public final class SqsService implements AwsService {

  @Override
  public String name() {
    return "sqs";
  }

  @Override
  public String title() {
    return "SQS";
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("AmazonSQS.");
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return !stack.queues().isEmpty()
        || stack.eventSourceMappings().stream().anyMatch(QueueMappings::isOfQueue);
  }

  @Override
  public Optional<String> stateFile() {
    return Optional.of(QueueStore.FILE);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedSqs(stack, context);
  }

  @Override
  public RunningService provision(AwsClients clients, Stack stack, BackEndContext context) {
    return new ExternalSqs(clients, stack, context);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 400 -> "RequestThrottled";
          case 403 -> "AccessDeniedException";
          case 503 -> "ServiceUnavailable";
          default -> status < 500 ? "InvalidParameterValueException" : "InternalFailure";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return AwsResponse.jsonError("1.0", status, code, message);
  }
}
