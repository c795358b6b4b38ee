package dev.wsemulator.it.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.AccessKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * An AWS SDK that knows nothing of the emulator but a proxy, as functions in child processes: with
 * {@code CONNECT} and TLS, and in plain text with the host of AWS.
 */
class ProxiedSdkIT {
  private static final String TEMPLATE =
      """
      Resources:
        Bucket:
          Type: AWS::S3::Bucket
          Properties: {BucketName: photos}
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: items
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: dev, AutoDeploy: true}
      """;

  @TempDir private static Path folder;
  private static WebSocketApiEmulator emulator;

  @BeforeAll
  static void start() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(template))
            .backEnd(AwsEnvironment.embedded())
            .start();
  }

  @AfterAll
  static void close() {
    emulator.close();
  }

  /** Configures a client as on AWS, with the emulator as its proxy. */
  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, String endpoint) {
    ProxyConfiguration proxy =
        ProxyConfiguration.builder()
            .endpoint(URI.create("http://127.0.0.1:" + emulator.port()))
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(false)
            .build();
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create(endpoint))
        .credentialsProvider(OwnerClients.credentials(AccessKey.OWNER))
        .httpClientBuilder(UrlConnectionHttpClient.builder().proxyConfiguration(proxy))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void itemsAreKeptInTheEmbeddedDynamoDb(String scheme) {
    try (DynamoDbClient client =
        client(DynamoDbClient.builder(), scheme + "://dynamodb.us-east-1.amazonaws.com")) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("é " + scheme));
      client.putItem(put -> put.tableName("items").item(item));
      assertThat(client.getItem(get -> get.tableName("items").key(item)).item()).isEqualTo(item);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void objectsAreKeptUnderTheBucketOfTheHost(String scheme) {
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    String key = "a b/ü+(1)~" + scheme;
    try (S3Client client = client(S3Client.builder(), scheme + "://s3.us-east-1.amazonaws.com")) {
      client.putObject(put -> put.bucket("photos").key(key), RequestBody.fromBytes(content));
      byte[] read = client.getObjectAsBytes(get -> get.bucket("photos").key(key)).asByteArray();
      assertThat(Arrays.equals(read, content)).isTrue();
      assertThat(client.headObject(head -> head.bucket("photos").key(key)).contentLength())
          .isEqualTo(content.length);
      assertThat(client.listObjectsV2(list -> list.bucket("photos")).contents())
          .anyMatch(object -> object.key().equals(key));
    }
  }

  @Test
  void anObjectIsReadByAPresignedUrlOfAws() throws IOException {
    try (S3Client client = client(S3Client.builder(), "https://s3.us-east-1.amazonaws.com");
        S3Presigner presigner =
            S3Presigner.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(OwnerClients.credentials(AccessKey.OWNER))
                .build()) {
      client.putObject(put -> put.bucket("photos").key("k k"), RequestBody.fromString("kept"));
      URL url =
          presigner
              .presignGetObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(get -> get.bucket("photos").key("k k")))
              .url();
      assertThat(url.getHost()).isEqualTo("photos.s3.amazonaws.com");
      assertThat(read(url)).isEqualTo("kept");
    }
  }

  private static String read(URL url) throws IOException {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", emulator.port()));
    HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxy);
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void aWrongSecretIsRefusedByTheBackEnd() {
    AccessKey wrong = new AccessKey(AccessKey.OWNER.accessKeyId(), "wrong");
    ProxyConfiguration proxy =
        ProxyConfiguration.builder()
            .endpoint(URI.create("http://127.0.0.1:" + emulator.port()))
            .build();
    try (S3Client client =
        S3Client.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(OwnerClients.credentials(wrong))
            .httpClientBuilder(UrlConnectionHttpClient.builder().proxyConfiguration(proxy))
            .build()) {
      assertThatThrownBy(() -> client.listObjectsV2(list -> list.bucket("photos")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http"})
  void aMessageIsPostedThroughTheHostOfTheApi(String scheme) {
    String apiId = emulator.endpoints().get(0).apiId();
    try (TestClient socket = TestClient.connect(emulator.webSocketUrl());
        ApiGatewayManagementApiClient client =
            client(
                ApiGatewayManagementApiClient.builder(),
                scheme + "://" + apiId + ".execute-api.us-east-1.amazonaws.com/dev")) {
      String id =
          emulator.journal().entries(JournalEntry.Handshake.class).stream()
              .reduce((first, second) -> second)
              .orElseThrow()
              .connectionId();
      client.postToConnection(
          post -> post.connectionId(id).data(SdkBytes.fromUtf8String("by " + scheme)));
      assertThat(socket.next()).isEqualTo("by " + scheme);
    }
  }

  @Test
  void theControlPlaneAnswersAtItsHost() {
    try (LambdaClient client =
        client(LambdaClient.builder(), "https://lambda.us-east-1.amazonaws.com")) {
      assertThat(client.listFunctions().functions()).isEmpty();
    }
  }

  @Test
  void anApiThatThereIsNotIsSaidToBeMissing() {
    try (ApiGatewayManagementApiClient client =
        client(
            ApiGatewayManagementApiClient.builder(),
            "https://nothere.execute-api.us-east-1.amazonaws.com/dev")) {
      assertThatThrownBy(() -> client.getConnection(get -> get.connectionId("L0SM9cOFvHcCIhw=")))
          .isInstanceOf(ForbiddenException.class)
          .hasMessageContaining("There is no API \"nothere\" in the emulator");
    }
  }
}
