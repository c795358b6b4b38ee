package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ConnectTest {
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final Connect connect = new Connect(dynamoDb::table);

  @Test
  void connectionIsStoredAndAccepted() {
    assertThat(connect.handleRequest(Events.message("c1=", null), new FakeInvocation()))
        .returns(200, answer -> answer.getStatusCode());
    assertThat(dynamoDb.items).containsOnlyKeys("c1=");
  }

  /** DynamoDB's time to live takes seconds since 1970. */
  @Test
  void storedConnectionExpiresAfterTheLongestConnection() {
    connect.handleRequest(Events.message("c1=", null), new FakeInvocation());
    long expected = Instant.parse("2026-11-23T12:10:00Z").getEpochSecond();
    assertThat(dynamoDb.items.get("c1=").get("expiresAt").n()).isEqualTo(Long.toString(expected));
  }
}
