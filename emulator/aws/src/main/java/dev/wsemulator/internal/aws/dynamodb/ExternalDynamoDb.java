package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** A stack's tables at an endpoint. Tables that exist are used as they are. */
final class ExternalDynamoDb implements RunningService {
  private final URI endpoint;
  private final DynamoDbClient dynamoDb;
  private final EndpointStreams streams;

  ExternalDynamoDb(AwsClients clients, Stack stack, BackEndContext context) {
    this.endpoint = clients.endpoint();
    this.dynamoDb = clients.open(DynamoDbClient.builder());
    this.streams = new EndpointStreams(clients, dynamoDb, context);
    stack.tables().forEach(this::create);
    streams.use(stack);
  }

  @Override
  public void close() {
    streams.close();
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    if (!before.tables().equals(now.tables())) {
      now.tables().forEach(this::create);
    }
    streams.use(now);
    return DynamoDbService.unchanged(before, now);
  }

  private void create(Table table) {
    try {
      dynamoDb.createTable(TableRequests.create(table));
    } catch (ResourceInUseException e) {
      // It exists, which is all that is wanted.
    }
    dynamoDb.waiter().waitUntilTableExists(request -> request.tableName(table.tableName()));
    UpdateTimeToLiveRequest timeToLive = TableRequests.timeToLive(table);
    if (timeToLive != null && !hasTimeToLive(table)) {
      dynamoDb.updateTimeToLive(timeToLive);
    }
  }

  private boolean hasTimeToLive(Table table) {
    TimeToLiveDescription description =
        dynamoDb
            .describeTimeToLive(request -> request.tableName(table.tableName()))
            .timeToLiveDescription();
    if (description == null) {
      throw new IllegalStateException(
          "The AWS endpoint %s answers DescribeTimeToLive of the table %s without a TimeToLiveDescription. Take TimeToLiveSpecification out of the template for this endpoint, or choose another with --backend."
              .formatted(endpoint, table.tableName()));
    }
    TimeToLiveStatus status = description.timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
  }
}
