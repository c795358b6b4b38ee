package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.dynamodb.kept.KeptTables;
import dev.wsemulator.internal.aws.dynamodb.request.DynamoDbErrors;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.internal.source.stream.StreamMappings;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/** DynamoDB. */
public final class DynamoDbService implements AwsService {

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public String title() {
    return "DynamoDB";
  }

  @Override
  public List<String> variables() {
    return List.of("DYNAMODB", "DYNAMODB_STREAMS");
  }

  @Override
  public List<String> localStackServices() {
    return List.of("dynamodb", "dynamodbstreams");
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("DynamoDB");
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return !stack.tables().isEmpty()
        || stack.eventSourceMappings().stream().anyMatch(StreamMappings::isOfStream);
  }

  @Override
  public Optional<String> stateFile() {
    return Optional.of(KeptTables.FILE);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedDynamoDb(stack, context, targets);
  }

  @Override
  public RunningService provision(AwsClients clients, Stack stack, BackEndContext context) {
    return new ExternalDynamoDb(clients, stack, context);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">Error
   *     handling</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 400 -> "ProvisionedThroughputExceededException";
          case 403 -> "AccessDeniedException";
          case 503 -> "ServiceUnavailableException";
          default -> status < 500 ? "ValidationException" : "InternalServerError";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return DynamoDbErrors.answer(status, code, message);
  }

  /** Returns which tables of a stack that has changed stay as they were. */
  static List<String> unchanged(Stack before, Stack now) {
    return now.tables().stream()
        .filter(table -> !before.tables().contains(table))
        .filter(
            table ->
                before.tables().stream().anyMatch(b -> b.tableName().equals(table.tableName())))
        .map(
            table ->
                "The table %s exists, so its keys and indexes stay as they are. Start again, or give it another name."
                    .formatted(table.tableName()))
        .toList();
  }
}
