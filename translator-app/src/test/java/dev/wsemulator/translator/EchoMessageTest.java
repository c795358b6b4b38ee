package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EchoMessageTest {
  private final FakeDynamoDb dynamoDb = FakeDynamoDb.with("c1=", "c2=", "c3=");
  private final FakeConnections connections = new FakeConnections();
  private final EchoMessage echo = new EchoMessage(dynamoDb::table, connections.clients());

  @Test
  void dataReachesEveryConnectionThroughTheStageOfTheRequest() {
    send("{\"action\":\"echomessage\",\"data\":\"hello\"}");
    assertThat(connections.received).containsOnlyKeys("c1=", "c2=", "c3=");
    assertThat(connections.received.values())
        .allSatisfy(
            texts -> assertThat(texts).containsExactly("{\"type\":\"echo\",\"data\":\"hello\"}"));
    assertThat(connections.endpoints).containsExactly(FakeConnections.ENDPOINT);
  }

  @Test
  void dataOfAnyJsonTypeIsEchoedAsItIs() {
    send("{\"action\":\"echomessage\",\"data\":{\"n\":[1,true,\"é\"]}}");
    assertThat(connections.received.get("c2="))
        .containsExactly("{\"type\":\"echo\",\"data\":{\"n\":[1,true,\"é\"]}}");
  }

  @Test
  void onlyTheSenderIsToldThatDataIsMissing() {
    send("{\"action\":\"echomessage\"}");
    assertThat(connections.received).containsOnlyKeys("c1=");
    assertThat(connections.received.get("c1=")).singleElement().asString().contains("\"error\"");
  }

  private void send(String body) {
    assertThat(echo.handleRequest(Events.message("c1=", body), new FakeInvocation()))
        .returns(200, answer -> answer.getStatusCode());
  }
}
