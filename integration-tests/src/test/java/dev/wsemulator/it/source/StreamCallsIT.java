package dev.wsemulator.it.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;

/** Calls of Lambda's API lead streams to functions, as Terraform makes them. */
@Timeout(120)
class StreamCallsIT {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final LambdaFunction audit =
      event -> {
        for (JsonNode record : QueueApp.records(event)) {
          seen.add(record.at("/dynamodb/Keys/seat/N").asText());
        }
        return "null".getBytes(UTF_8);
      };
  private StreamApp app;
  private LambdaClient lambda;

  @BeforeEach
  void start() {
    app =
        new StreamApp(
            mapping -> mapping.enabled(false), audit, builder -> builder.function("Second", audit));
    lambda =
        LambdaClient.builder()
            .endpointOverride(app.emulator().baseUrl())
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        AccessKey.OWNER.accessKeyId(), AccessKey.OWNER.secretAccessKey())))
            .build();
  }

  @AfterEach
  void close() {
    lambda.close();
    app.close();
  }

  @Test
  void aMappingOfATemplateIsShownWithWhatStreamsHave() {
    EventSourceMappingConfiguration shown =
        lambda
            .listEventSourceMappings(list -> list.functionName("Audit"))
            .eventSourceMappings()
            .get(0);
    assertThat(shown.eventSourceArn()).isEqualTo(StreamApp.STREAM);
    assertThat(shown.batchSize()).isEqualTo(100);
    assertThat(shown.startingPosition()).isEqualTo(EventSourcePosition.LATEST);
    assertThat(shown.maximumRetryAttempts()).isEqualTo(-1);
    assertThat(shown.parallelizationFactor()).isEqualTo(1);
    assertThat(shown.state()).isEqualTo("Disabled");
  }

  @Test
  void aMappingThatACallMakesReadsFromItsBeginningUntilItIsDeleted() {
    app.put("lobby", 1, Map.of());
    CreateEventSourceMappingResponse created =
        lambda.createEventSourceMapping(
            create ->
                create
                    .functionName("Second")
                    .eventSourceArn(StreamApp.STREAM)
                    .startingPosition(EventSourcePosition.TRIM_HORIZON)
                    .bisectBatchOnFunctionError(true)
                    .maximumRetryAttempts(2)
                    .destinationConfig(
                        to -> to.onFailure(queue -> queue.destination(QueueApp.ARN + "lost"))));
    assertThat(created.batchSize()).isEqualTo(100);
    assertThat(created.bisectBatchOnFunctionError()).isTrue();
    assertThat(created.destinationConfig().onFailure().destination())
        .isEqualTo(QueueApp.ARN + "lost");
    await().atMost(Duration.ofSeconds(60)).until(() -> seen.equals(List.of("1")));
    app.put("lobby", 2, Map.of());
    await().atMost(Duration.ofSeconds(60)).until(() -> seen.equals(List.of("1", "2")));
    lambda.deleteEventSourceMapping(delete -> delete.uuid(created.uuid()));
    app.put("lobby", 3, Map.of());
    assertThat(lambda.listEventSourceMappings(list -> list.functionName("Second")))
        .satisfies(none -> assertThat(none.eventSourceMappings()).isEmpty());
    assertThat(seen).containsExactly("1", "2");
  }

  @Test
  void aCallWithoutAPositionIsRefused() {
    assertThatThrownBy(
            () ->
                lambda.createEventSourceMapping(
                    create -> create.functionName("Second").eventSourceArn(StreamApp.STREAM)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("startingPosition");
  }
}
