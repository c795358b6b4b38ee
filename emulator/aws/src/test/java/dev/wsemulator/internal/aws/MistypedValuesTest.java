package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Calls of DynamoDB whose attributes are no values, as clients without types can send them. */
class MistypedValuesTest {
  private static final AwsEnvironment AWS = AwsEnvironment.embedded();
  private static final WebSocketApiEmulator EMULATOR =
      WebSocketApiEmulator.builder().stack(TestStack.stack()).backEnd(AWS).start();

  @AfterAll
  static void close() {
    EMULATOR.close();
  }

  /** Sends another operation and body than the client would. */
  private record Instead(String operation, String body) implements ExecutionInterceptor {
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder()
          .putHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
          .putHeader("Content-Length", String.valueOf(body.length()))
          .build();
    }

    @Override
    public Optional<RequestBody> modifyHttpContent(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return Optional.of(RequestBody.fromString(body));
    }
  }

  private static void call(String operation, String body) {
    Instead instead = new Instead(operation, body.replace('\'', '"').replace("T!", "connections"));
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(AWS.endpoint("dynamodb"))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(TestClients.credentials(AccessKey.OWNER))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                all ->
                    all.retryStrategy(retry -> retry.maxAttempts(1))
                        .addExecutionInterceptor(instead))
            .build()) {
      client.listTables();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "DeleteItem | {'TableName':'T!','Key':{'connectionId':'a','room':{'S':'b'}}} | Unexpected value type in payload",
        "GetItem | {'TableName':'T!','Key':{'connectionId':7}} | Unexpected value type in payload",
        "GetItem | {'TableName':'T!','Key':'a'} | Unexpected field type",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':7}}} | NUMBER_VALUE cannot be converted to String",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':true}}} | TRUE_VALUE cannot be converted to String",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':false}}} | FALSE_VALUE cannot be converted to String",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':{'S':'a'}}}} | Start of structure or map found where not expected",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':['a']}}} | Unrecognized collection type class java.lang.String",
        "PutItem | {'TableName':'T!','Item':{'connectionId':{'S':'a'},'of':{'M':{'a':{'L':[{'N':7}]}}}}} | NUMBER_VALUE cannot be converted to String",
        "UpdateItem | {'TableName':'T!','Key':{},'ExpressionAttributeValues':{':a':'b'}} | Unexpected value type in payload",
        "Scan | {'TableName':'T!','ExclusiveStartKey':{'connectionId':'a'}} | Unexpected value type in payload",
        "BatchGetItem | {'RequestItems':{'T!':{'Keys':[{'connectionId':'a'}]}}} | Unexpected value type in payload",
        "BatchWriteItem | {'RequestItems':{'T!':[{'PutRequest':{'Item':{'connectionId':'a'}}}]}} | Unexpected value type in payload",
        "TransactWriteItems | {'TransactItems':[{'Put':{'TableName':'T!','Item':{'connectionId':'a'}}}]} | Unexpected value type in payload",
      })
  void anAttributeThatIsNoValueIsRefusedInTheWordsOfAws(
      String operation, String body, String words) {
    DynamoDbException refused =
        catchThrowableOfType(DynamoDbException.class, () -> call(operation, body));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SerializationException");
    assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(words);
  }

  @Test
  void allTypesOfValuesAreTaken() {
    String item =
        "{'connectionId':{'S':'all'},'room':{'S':'b'},'n':{'N':'7'},'bool':{'BOOL':true},'null':{'NULL':true},"
            + "'ss':{'SS':['a']},'ns':{'NS':['1']},'b':{'B':'YQ=='},'m':{'M':{'S':{'S':'a'}}},'l':{'L':[{'L':[]},{'M':{}}]}}";
    call("PutItem", "{'TableName':'T!','Item':" + item + "}");
    try (DynamoDbClient client = TestClients.dynamoDb(AWS)) {
      assertThat(client.scan(scan -> scan.tableName(TestStack.TABLE)).items())
          .singleElement()
          .satisfies(read -> assertThat(read).hasSize(10));
    }
  }
}
