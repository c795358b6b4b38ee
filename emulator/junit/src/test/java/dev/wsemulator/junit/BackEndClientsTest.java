package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the AWS services behind an emulator. */
class BackEndClientsTest {

  @RegisterExtension
  static final EmulatorExtension WITH_SERVICES =
      EmulatorExtension.of(builder -> builder.api(WebSocketApi.builder("chat").build()))
          .backEnd(AwsEnvironment::embedded);

  @Test
  void clientsOfTheServicesWork(S3Client s3, DynamoDbClient dynamoDb) {
    s3.createBucket(create -> create.bucket("notes"));
    assertThat(s3.listBuckets().buckets()).extracting(bucket -> bucket.name()).contains("notes");
    assertThat(dynamoDb.listTables().tableNames()).isEmpty();
  }

  @Test
  void aClientWithoutServicesIsRefusedWithAdvice(WebSocketApiEmulator emulator) {
    Running bare = new Running(emulator, null, null, LeakChecks.STRICT);
    assertThatThrownBy(() -> Injection.of(S3Client.class, bare, null))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessageContaining(".backEnd(AwsEnvironment::embedded)");
  }
}
