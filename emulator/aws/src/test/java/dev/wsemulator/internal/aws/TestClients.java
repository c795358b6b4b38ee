package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients with the owner's key, for tests. */
final class TestClients {
  private TestClients() {}

  static S3Client s3(AwsEnvironment aws) {
    return clients(aws).s3();
  }

  static DynamoDbClient dynamoDb(AwsEnvironment aws) {
    return clients(aws).dynamoDb();
  }

  private static AwsClients clients(AwsEnvironment aws) {
    URI endpoint = aws.endpoint("s3");
    return new AwsClients(endpoint, "us-east-1", aws.accessKey());
  }
}
