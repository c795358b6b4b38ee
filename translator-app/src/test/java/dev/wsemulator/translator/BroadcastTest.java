package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

final class BroadcastTest {
  private static final SdkException BROKEN = SdkClientException.create("no credentials");

  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeConnections connections = new FakeConnections();

  @Test
  void everyPageOfTheTableIsRead() throws InterruptedException {
    FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=", "c3=", "c4=", "c5=");
    assertThat(send(dynamoDb)).isEqualTo(new Broadcast.Outcome(5, 0, 0));
    assertThat(connections.received).hasSize(5);
    assertThat(dynamoDb.scans).hasValue(3);
  }

  @Test
  void connectionThatIsGoneLeavesTheTableAndTheOthersReceive() throws InterruptedException {
    FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=", "c3=");
    connections.gone("c2=");
    assertThat(send(dynamoDb)).isEqualTo(new Broadcast.Outcome(2, 1, 0));
    assertThat(dynamoDb.items).containsOnlyKeys("c1=", "c3=");
    assertThat(connections.received).containsOnlyKeys("c1=", "c3=");
  }

  @Test
  void connectionWhoseHandshakeMayStillGoOnStaysInTheTable() throws InterruptedException {
    Instant now = Instant.now();
    FakeDynamoDb dynamoDb = new FakeDynamoDb();
    dynamoDb.table().add("young=", now.plus(Connect.LONGEST_CONNECTION));
    dynamoDb.table().add("old=", now.minusSeconds(60).plus(Connect.LONGEST_CONNECTION));
    connections.gone("young=");
    connections.gone("old=");
    assertThat(send(dynamoDb)).isEqualTo(new Broadcast.Outcome(0, 2, 0));
    assertThat(dynamoDb.items).containsOnlyKeys("young=");
  }

  @Test
  void connectionThatFailsStaysInTheTableIsLoggedAndHidesNothing() throws InterruptedException {
    FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=", "c3=");
    connections.failing("c1=", BROKEN);
    assertThat(send(dynamoDb)).isEqualTo(new Broadcast.Outcome(2, 0, 1));
    assertThat(dynamoDb.items).hasSize(3);
    assertThat(invocation.logged).anyMatch(line -> line.contains("c1=") && line.contains("ERROR"));
  }

  @Test
  void throttledAndFailedPostsAreRepeated() throws InterruptedException {
    connections.failing(
        "c1=",
        LimitExceededException.builder().statusCode(429).build(),
        ApiGatewayManagementApiException.builder().statusCode(503).build());
    assertThat(send(FakeDynamoDb.with("c1="))).isEqualTo(new Broadcast.Outcome(1, 0, 0));
  }

  /** Each post waits until all were begun: one after the other, they would wait for ever. */
  @Test
  @Timeout(10)
  void connectionsArePostedToConcurrently() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(Broadcast.CONCURRENCY);
    FakeConnections waiting =
        new FakeConnections() {
          @Override
          public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
            begun.countDown();
            try {
              assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
            return super.postToConnection(request);
          }
        };
    String[] ids =
        IntStream.range(0, Broadcast.CONCURRENCY).mapToObj(i -> "c" + i).toArray(String[]::new);
    Broadcast broadcast = new Broadcast(FakeDynamoDb.with(ids).table(), waiting.clients());
    assertThat(broadcast.send(FakeConnections.ENDPOINT, "{}", invocation).delivered())
        .isEqualTo(Broadcast.CONCURRENCY);
  }

  private Broadcast.Outcome send(FakeDynamoDb dynamoDb) throws InterruptedException {
    return new Broadcast(dynamoDb.table(), connections.clients())
        .send(FakeConnections.ENDPOINT, "{}", invocation);
  }
}
