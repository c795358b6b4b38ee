package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.translate.TranslateClient;
import software.amazon.awssdk.services.translate.model.InternalServerException;

/** Services that fail, are slow or hang, as the SDK sees them. */
class BackEndFaultsTest {
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final VirtualTime time = new VirtualTime();
  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder().stack(TestStack.stack()).backEnd(aws).time(time).start();

  @AfterEach
  void close() {
    emulator.close();
  }

  private void fails(String service, int status, int times) {
    emulator
        .faults()
        .add(Fault.answer(status).at(FaultPoint.BACK_END).forService(service).times(times));
  }

  private static void put(DynamoDbClient client, String id) {
    client.putItem(
        put ->
            put.tableName(TestStack.TABLE)
                .item(
                    Map.of(
                        "connectionId", AttributeValue.fromS(id),
                        "room", AttributeValue.fromS("blue"))));
  }

  /** Makes a client that tries once. */
  private <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
      B builder, String service) {
    return TestClients.once(builder, aws.endpoint(service), AccessKey.OWNER);
  }

  @Test
  void theSdkRetriesAServiceThatFailsOnce() {
    fails("dynamodb", 500, 1);
    put(TestClients.dynamoDb(aws), "one");
    assertThat(emulator.journal().entries(Faulted.class)).hasSize(1);
    assertThat(emulator.faults().active()).isEmpty();
  }

  @Test
  void dynamoDbFailsInItsOwnWords() {
    try (DynamoDbClient client = client(DynamoDbClient.builder(), "dynamodb")) {
      fails("dynamodb", 500, 1);
      assertThatThrownBy(() -> put(client, "one")).isInstanceOf(InternalServerErrorException.class);
      fails("dynamodb", 400, 1);
      assertThatThrownBy(() -> put(client, "one"))
          .isInstanceOf(ProvisionedThroughputExceededException.class);
    }
  }

  @Test
  void s3FailsInItsOwnWords() {
    fails("s3", 503, 1);
    try (S3Client client = client(S3Client.builder().forcePathStyle(true), "s3")) {
      assertThatThrownBy(() -> client.getObject(get -> get.bucket("documents").key("k")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              refused -> {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
              });
    }
  }

  @Test
  void translateFailsInItsOwnWords() {
    fails("translate", 500, 1);
    try (TranslateClient client = client(TranslateClient.builder(), "translate")) {
      assertThatThrownBy(
              () ->
                  client.translateText(
                      text -> text.text("hello").sourceLanguageCode("en").targetLanguageCode("de")))
          .isInstanceOf(InternalServerException.class);
    }
  }

  @Test
  void aServiceIsSlowAndOthersAreNot() {
    emulator
        .faults()
        .add(
            Fault.delay(Duration.ofSeconds(4))
                .at(FaultPoint.BACK_END)
                .forService("dynamodb")
                .once());
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(() -> put(TestClients.dynamoDb(aws), "one"));
    await().until(() -> time.pending() > 0);
    TestClients.s3(aws)
        .putObject(
            put -> put.bucket(TestStack.SILENT_BUCKET).key("k"), RequestBody.fromString("text"));
    assertThat(slow).isNotDone();
    emulator.time().advance(Duration.ofSeconds(4));
    slow.join();
  }
}
