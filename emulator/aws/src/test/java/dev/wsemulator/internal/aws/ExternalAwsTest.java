package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * Services that run elsewhere: the embedded ones, one named by a variable, and LocalStack where
 * there is Docker.
 */
class ExternalAwsTest {
  /** Names an endpoint with S3, DynamoDB and SQS, for example {@code http://localhost:4566}. */
  private static final String ENDPOINT = "WSEMULATOR_TEST_AWS_ENDPOINT";

  @Test
  void tablesThatExistAreUsedAsTheyAre() {
    Stack stack = TestStack.stack();
    Stack tablesOnly = stack.toBuilder().buckets(List.of()).build();
    try (AwsEnvironment embedded = AwsEnvironment.embedded()) {
      embedded.start(TestStack.context(Stack.of(List.of(), List.of())));
      try (AwsEnvironment first = AwsEnvironment.external(embedded.endpoint("dynamodb"))) {
        first.start(TestStack.context(tablesOnly));
        TestClients.dynamoDb(first).putItem(put -> put.tableName(TestStack.TABLE).item(item()));
      }
      try (AwsEnvironment second = AwsEnvironment.external(embedded.endpoint("dynamodb"))) {
        Map<String, String> environment = second.start(TestStack.context(tablesOnly));
        assertThat(TestClients.dynamoDb(second).scan(s -> s.tableName(TestStack.TABLE)).items())
            .containsExactly(item());
        assertThat(
                TestClients.dynamoDb(second).describeTimeToLive(t -> t.tableName(TestStack.TABLE)))
            .extracting(ttl -> ttl.timeToLiveDescription().timeToLiveStatus())
            .isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(environment.get("AWS_ENDPOINT_URL_DYNAMODB"))
            .isEqualTo(embedded.endpoint("dynamodb").toString());
        assertThat(environment.get("AWS_ENDPOINT_URL_TRANSLATE"))
            .isNotEqualTo(embedded.endpoint("translate").toString());
      }
    }
  }

  @Test
  void eventsOfBucketsElsewhereReachFunctions() throws Exception {
    String endpoint = System.getenv(ENDPOINT);
    assumeTrue(
        endpoint != null && !endpoint.isBlank(), "Skipped: " + ENDPOINT + " names no endpoint.");
    AwsEnvironment aws = AwsEnvironment.external(URI.create(endpoint));
    verify(aws);
  }

  @Test
  void eventsOfBucketsInLocalStackReachFunctions() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(), "Skipped: Docker does not answer.");
    verify(AwsEnvironment.localStack());
  }

  private static void verify(AwsEnvironment aws) throws Exception {
    TestStack.Functions functions = new TestStack.Functions();
    try (aws) {
      aws.start(TestStack.context(TestStack.stack(), functions));
      assertThat(
              TestClients.s3(aws).getBucketCors(cors -> cors.bucket(TestStack.BUCKET)).corsRules())
          .hasSize(2);
      TestClients.s3(aws)
          .putObject(
              put -> put.bucket(TestStack.BUCKET).key("in/a b.txt"),
              RequestBody.fromString("12345"));
      List<TestStack.Received> created = List.of(functions.next(), functions.next());
      assertThat(created)
          .extracting(TestStack.Received::functionName)
          .containsExactlyInAnyOrder("onUpload", "onText");
      assertThat(created)
          .allSatisfy(
              event -> {
                String key = (String) event.object().get("key");
                assertThat(URLDecoder.decode(key, StandardCharsets.UTF_8)).isEqualTo("in/a b.txt");
                assertThat(event.object()).containsEntry("size", 5);
                assertThat(event.record()).containsEntry("eventSource", "aws:s3");
              });
      TestClients.s3(aws).deleteObject(delete -> delete.bucket(TestStack.BUCKET).key("in/a b.txt"));
      assertThat(functions.next().record()).containsEntry("eventName", "ObjectRemoved:Delete");
      assertThat(
              TestClients.dynamoDb(aws)
                  .describeTable(t -> t.tableName(TestStack.TABLE))
                  .table()
                  .globalSecondaryIndexes())
          .hasSize(1);
    }
  }

  private static Map<String, AttributeValue> item() {
    return Map.of(
        "connectionId", AttributeValue.fromS("c1"), "room", AttributeValue.fromS("lobby"));
  }
}
