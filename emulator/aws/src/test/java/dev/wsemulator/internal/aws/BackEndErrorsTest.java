package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.lambda.AccessKey;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.translate.TranslateClient;
import software.amazon.awssdk.services.translate.model.TooManyRequestsException;

/** Errors of AWS that faults let services answer with, as the SDK throws them. */
class BackEndErrorsTest {
  private final AwsEnvironment aws = AwsEnvironment.embedded();
  private final WebSocketApiEmulator emulator =
      WebSocketApiEmulator.builder().stack(TestStack.stack()).backEnd(aws).start();
  private final DynamoDbClient dynamo =
      TestClients.once(DynamoDbClient.builder(), aws.endpoint("dynamodb"), AccessKey.OWNER);
  private final S3Client s3 =
      TestClients.once(
          S3Client.builder().forcePathStyle(true), aws.endpoint("s3"), AccessKey.OWNER);

  @AfterEach
  void close() {
    dynamo.close();
    s3.close();
    emulator.close();
  }

  private void fails(String code) {
    emulator.faults().add(Fault.awsError(code).at(FaultPoint.BACK_END).once());
  }

  private void put() {
    dynamo.putItem(
        put ->
            put.tableName(TestStack.TABLE)
                .item(
                    Map.of(
                        "connectionId", AttributeValue.fromS("one"),
                        "room", AttributeValue.fromS("blue"))));
  }

  private static void assertThrown(
      Runnable call, Class<? extends AwsServiceException> type, String... codeStatusMessage) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            type,
            e ->
                assertThat(
                        new String[] {
                          e.awsErrorDetails().errorCode(),
                          String.valueOf(e.statusCode()),
                          e.awsErrorDetails().errorMessage()
                        })
                    .containsExactly(codeStatusMessage));
  }

  @Test
  void dynamoDbAnswersWithAnErrorOfItsOwn() {
    fails("ConditionalCheckFailedException");
    assertThrown(
        this::put,
        ConditionalCheckFailedException.class,
        "ConditionalCheckFailedException",
        "400",
        "The conditional request failed");
    fails("ProvisionedThroughputExceededException");
    assertThatThrownBy(this::put).isInstanceOf(ProvisionedThroughputExceededException.class);
    fails("RequestLimitExceeded");
    assertThatThrownBy(this::put).isInstanceOf(RequestLimitExceededException.class);
    fails("ResourceNotFoundException");
    assertThatThrownBy(this::put).isInstanceOf(ResourceNotFoundException.class);
    fails("TransactionConflictException");
    assertThatThrownBy(this::put).isInstanceOf(TransactionConflictException.class);
    fails("ThrottlingException");
    assertThrown(
        this::put,
        DynamoDbException.class,
        "ThrottlingException",
        "400",
        "Rate of requests exceeds the allowed throughput.");
    put();
  }

  @Test
  void s3AnswersWithAnErrorOfItsOwnAlsoForAnUpload() {
    fails("SlowDown");
    assertThrown(
        () ->
            s3.putObject(
                put -> put.bucket(TestStack.BUCKET).key("k"), RequestBody.fromString("text")),
        AwsServiceException.class,
        "SlowDown",
        "503",
        "Please reduce your request rate.");
    fails("NoSuchKey");
    assertThrown(
        () -> s3.getObjectAsBytes(get -> get.bucket(TestStack.BUCKET).key("k")),
        NoSuchKeyException.class,
        "NoSuchKey",
        "404",
        "The specified key does not exist.");
  }

  @Test
  void queuesAndTranslateAnswerWithErrorsOfTheirOwn() {
    try (SqsClient sqs =
            TestClients.once(SqsClient.builder(), aws.endpoint("sqs"), AccessKey.OWNER);
        TranslateClient translate =
            TestClients.once(
                TranslateClient.builder(), aws.endpoint("translate"), AccessKey.OWNER)) {
      fails("RequestThrottled");
      assertThatThrownBy(sqs::listQueues).isInstanceOf(RequestThrottledException.class);
      fails("QueueDoesNotExist");
      assertThatThrownBy(sqs::listQueues).isInstanceOf(QueueDoesNotExistException.class);
      fails("TooManyRequestsException");
      assertThatThrownBy(
              () ->
                  translate.translateText(
                      text -> text.text("a").sourceLanguageCode("en").targetLanguageCode("de")))
          .isInstanceOf(TooManyRequestsException.class);
    }
  }

  @Test
  void aMessageOfOnesOwnIsSaidInPlaceOfAwss() {
    emulator
        .faults()
        .add(Fault.awsError("AccessDenied", "No <b> & \"c\".").at(FaultPoint.BACK_END).once());
    assertThrown(
        s3::listBuckets, AwsServiceException.class, "AccessDenied", "403", "No <b> & \"c\".");
  }

  @Test
  void anErrorThatIsNotKnownHereIsTheCallersFault() {
    fails("BrandNewException");
    assertThrown(
        this::put, DynamoDbException.class, "BrandNewException", "400", "BrandNewException");
  }

  @Test
  void theSdkTriesAgainWhenItIsThrottled() {
    fails("ThrottlingException");
    TestClients.dynamoDb(aws).listTables();
    assertThat(emulator.faults().rules().get(0).struck()).isEqualTo(1);
  }

  @Test
  void aMisspeltErrorIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> fails("ThrottlingExeption"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "There is no error ThrottlingExeption. Did you mean ThrottlingException?");
    assertThatThrownBy(
            () ->
                emulator
                    .faults()
                    .add(Fault.awsError("SlowDwn").at(FaultPoint.BACK_END).forService("s3")))
        .hasMessageStartingWith("There is no error SlowDwn of s3. Did you mean SlowDown? Known: [");
    assertThatThrownBy(() -> Fault.awsError("no such"))
        .hasMessageStartingWith("Invalid error code \"no such\".");
  }
}
