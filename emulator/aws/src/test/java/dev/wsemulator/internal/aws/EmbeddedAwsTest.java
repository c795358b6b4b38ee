package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.time.TimeSource;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Isolated("Looks at the threads of the whole JVM.")
class EmbeddedAwsTest {
  private static final AwsEnvironment AWS = AwsEnvironment.embedded();
  private static Map<String, String> environment;

  @BeforeAll
  static void start() {
    environment =
        AWS.start(
            new TestStack.TestContext(
                TestStack.stack(),
                new TestStack.Functions(),
                TimeSource.system(),
                List.of(AccessKey.OWNER, AccessKey.TEST)));
  }

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void environmentLeadsEveryServiceToTheLoopbackInterface() {
    assertThat(environment)
        .containsKeys(
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL_DYNAMODB",
            "AWS_ENDPOINT_URL_SQS",
            "AWS_ENDPOINT_URL_TRANSLATE")
        .containsEntry("AWS_ENDPOINT_URL_S3", AWS.endpoint("s3").toString());
    assertThat(AWS.endpoint("s3").getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void tableHasItsIndexAndItsTimeToLive() {
    var table = TestClients.dynamoDb(AWS).describeTable(t -> t.tableName(TestStack.TABLE)).table();
    assertThat(table.globalSecondaryIndexes())
        .extracting("indexName")
        .containsExactlyInAnyOrder("byRoom", "namesByRoom");
    assertThat(table.localSecondaryIndexes()).extracting("indexName").containsExactly("keysByTime");
    var ttl = TestClients.dynamoDb(AWS).describeTimeToLive(t -> t.tableName(TestStack.TABLE));
    assertThat(ttl.timeToLiveDescription().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(ttl.timeToLiveDescription().attributeName()).isEqualTo("expiresAt");
  }

  @Test
  void itemIsFoundThroughTheIndex() {
    Map<String, AttributeValue> item =
        Map.of(
            "connectionId", AttributeValue.fromS("c1"),
            "room", AttributeValue.fromS("lobby"),
            "joinedAt", AttributeValue.fromN("1"));
    TestClients.dynamoDb(AWS).putItem(request -> request.tableName(TestStack.TABLE).item(item));
    assertThat(query("byRoom", "room", "lobby")).containsExactly(item);
  }

  @Test
  void localIndexHoldsOnlyWhatItProjects() {
    Map<String, AttributeValue> keys =
        Map.of(
            "connectionId", AttributeValue.fromS("c2"),
            "room", AttributeValue.fromS("hall"),
            "joinedAt", AttributeValue.fromN("2"));
    put(keys, Map.of("name", AttributeValue.fromS("Ada"), "mood", AttributeValue.fromS("good")));
    assertThat(query("keysByTime", "connectionId", "c2")).containsExactly(keys);
  }

  @Test
  void globalIndexHoldsOnlyWhatItProjects() {
    Map<String, AttributeValue> keys =
        Map.of("connectionId", AttributeValue.fromS("c3"), "room", AttributeValue.fromS("kitchen"));
    Map<String, AttributeValue> name = Map.of("name", AttributeValue.fromS("Ada"));
    put(keys, Map.of("name", name.get("name"), "mood", AttributeValue.fromS("good")));
    Map<String, AttributeValue> projected = new HashMap<>(keys);
    projected.putAll(name);
    assertThat(query("namesByRoom", "room", "kitchen")).containsExactly(projected);
  }

  private static void put(
      Map<String, AttributeValue> keys, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(keys);
    item.putAll(attributes);
    TestClients.dynamoDb(AWS).putItem(request -> request.tableName(TestStack.TABLE).item(item));
  }

  private static List<Map<String, AttributeValue>> query(String index, String key, String value) {
    return TestClients.dynamoDb(AWS)
        .query(
            request ->
                request
                    .tableName(TestStack.TABLE)
                    .indexName(index)
                    .keyConditionExpression(key + " = :value")
                    .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value))))
        .items();
  }

  @Test
  void objectsAreStoredByAClientWithDefaultSettingsAndAFunctionsKey() {
    try (S3Client s3 = client(AccessKey.of("onText"), Region.AP_SOUTH_1)) {
      s3.putObject(
          put -> put.bucket(TestStack.SILENT_BUCKET).key("a/b c.txt"),
          RequestBody.fromString("hello"));
      var got = s3.getObjectAsBytes(get -> get.bucket(TestStack.SILENT_BUCKET).key("a/b c.txt"));
      assertThat(got.asUtf8String()).isEqualTo("hello");
    }
  }

  /** Roles have session tokens; which, nobody asks here. */
  @Test
  void theOwnersOtherKeyIsAcceptedWithAnySessionToken() {
    AwsSessionCredentials session =
        AwsSessionCredentials.create(
            AccessKey.TEST.accessKeyId(), AccessKey.TEST.secretAccessKey(), "any/token+==");
    try (S3Client s3 = client(StaticCredentialsProvider.create(session), Region.EU_CENTRAL_1)) {
      assertThat(s3.listBuckets().buckets()).isNotEmpty();
    }
  }

  @Test
  void unknownKeyIsRefused() {
    try (S3Client s3 = client(AccessKey.of("stranger"), Region.EU_CENTRAL_1)) {
      assertThatThrownBy(s3::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
    }
  }

  @Test
  void wrongSecretIsRefused() {
    AccessKey forged = new AccessKey(AccessKey.OWNER.accessKeyId(), "x".repeat(40));
    try (S3Client s3 = client(forged, Region.EU_CENTRAL_1)) {
      assertThatThrownBy(s3::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
    }
  }

  @Test
  void missingObjectIsReportedAsS3ReportsIt() {
    assertThatThrownBy(
            () -> TestClients.s3(AWS).getObject(get -> get.bucket(TestStack.BUCKET).key("none")))
        .isInstanceOf(software.amazon.awssdk.services.s3.model.NoSuchKeyException.class);
  }

  @Test
  void serviceThatIsNotHereSaysWhatToDo() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/20250101/us-east-1/states/aws4_request")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(501);
    assertThat(response.body())
        .contains("NotImplementedException")
        .contains("There is no states here")
        .contains("Use LocalStack");
  }

  @Test
  void stackWithoutTablesAndBucketsStillGetsThemOnDemand() {
    try (AwsEnvironment empty = AwsEnvironment.embedded()) {
      empty.start(TestStack.context(Stack.of(List.of(), List.of())));
      assertThat(TestClients.s3(empty).listBuckets().buckets()).isEmpty();
      assertThat(TestClients.dynamoDb(empty).listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void closingLeavesNoThreadBehind() {
    AwsEnvironment other = AwsEnvironment.embedded();
    var before = Thread.getAllStackTraces().keySet();
    other.start(TestStack.context(TestStack.stack()));
    TestClients.s3(other).listBuckets();
    TestClients.dynamoDb(other).listTables();
    long start = System.nanoTime();
    other.close();
    long millis = (System.nanoTime() - start) / 1_000_000;
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(
                        name ->
                            name.matches(
                                "pool-.*|SQLite.*|Scheduler.*|wsemulator-(aws|dynamo).*")));
    assertThat(millis).isLessThan(500);
  }

  @Test
  void tableThatIsRefusedIsExplainedAndLeavesNothingRunning() {
    Table table =
        Table.builder("t", new Table.Key("id", null))
            .attributeTypes(Map.of("id", Table.AttributeType.S))
            .build();
    Stack stack =
        Stack.builder().name("chat").region("eu-central-1").tables(List.of(table)).build();
    var before = Thread.getAllStackTraces().keySet();
    try (AwsEnvironment refused = AwsEnvironment.embedded()) {
      assertThatThrownBy(() -> refused.start(TestStack.context(stack)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("refuses a table of the stack \"chat\"");
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
                      .extracting(Thread::getName)
                      .noneMatch(name -> name.matches("pool-.*|SQLite.*|Scheduler.*|wsem.*")));
    }
  }

  /** As functions have them, by the variable {@code AWS_SESSION_TOKEN}. */
  @Test
  void temporaryCredentialsAreAcceptedInHeadersAndPresignedUrls() throws Exception {
    AwsSessionCredentials credentials = AwsSessionCredentials.create("test", "test", "to/ken+=");
    StaticCredentialsProvider provider = StaticCredentialsProvider.create(credentials);
    try (S3Client s3 =
            S3Client.builder()
                .endpointOverride(AWS.endpoint("s3"))
                .region(Region.EU_WEST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(provider)
                .build();
        DynamoDbClient tables =
            DynamoDbClient.builder()
                .endpointOverride(AWS.endpoint("dynamodb"))
                .region(Region.EU_WEST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(provider)
                .build();
        S3Presigner presigner = presigner(provider)) {
      s3.putObject(put -> put.bucket(TestStack.BUCKET).key("token"), RequestBody.fromString("in"));
      URL url =
          presigner
              .presignGetObject(
                  signed ->
                      signed
                          .signatureDuration(Duration.ofMinutes(5))
                          .getObjectRequest(get -> get.bucket(TestStack.BUCKET).key("token")))
              .url();
      assertThat(url.getQuery()).contains("X-Amz-Security-Token=");
      try (InputStream body = url.openStream()) {
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("in");
      }
      assertThat(tables.listTables().tableNames()).contains(TestStack.TABLE);
    }
  }

  private static S3Presigner presigner(StaticCredentialsProvider provider) {
    return S3Presigner.builder()
        .endpointOverride(AWS.endpoint("s3"))
        .region(Region.EU_WEST_1)
        .credentialsProvider(provider)
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  private static S3Client client(AccessKey key, Region region) {
    return client(TestClients.credentials(key), region);
  }

  private static S3Client client(StaticCredentialsProvider credentials, Region region) {
    return S3Client.builder()
        .endpointOverride(AWS.endpoint("s3"))
        .region(region)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(credentials)
        .build();
  }
}
