package dev.wsemulator.internal.integration.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.connection.ClientIdentity;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.connection.ConnectionAccess.Authorized;
import dev.wsemulator.internal.connection.ConnectionAccess.Caller;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.testing.Aws;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Templates see these variables of a request, by these names, and no other ones. */
class ContextVariablesTest {
  private static final Instant CONNECTED = Instant.ofEpochMilli(1708326702789L);
  private static final RequestStamp STAMP =
      new RequestStamp("TXzQbF5QjoEFk3w=", Instant.ofEpochMilli(1708326710467L));
  private static final Facts FACTS =
      new Facts(
          "gbgAbCdEfQAYKEhIjA==",
          new DeployedStage(
              WebSocketApi.builder("test").apiId("a1b2c3d4e5").build(),
              Stage.of("prod"),
              null,
              Map.of()),
          new ClientIdentity("192.0.2.1", "Firefox"),
          "chat.example.com",
          CONNECTED);

  private static Map<String, Object> expected(String routeKey, String eventType) {
    Map<String, Object> all = new HashMap<>();
    all.put("apiId", "a1b2c3d4e5");
    all.put("connectedAt", 1708326702789L);
    all.put("connectionId", "gbgAbCdEfQAYKEhIjA==");
    all.put("domainName", "chat.example.com");
    all.put("eventType", eventType);
    all.put("extendedRequestId", "TXzQbF5QjoEFk3w=");
    all.put("identity", Map.of("sourceIp", "192.0.2.1", "userAgent", "Firefox"));
    all.put("requestId", "TXzQbF5QjoEFk3w=");
    all.put("requestTime", "19/Feb/2024:07:11:50 +0000");
    all.put("requestTimeEpoch", 1708326710467L);
    all.put("routeKey", routeKey);
    all.put("stage", "prod");
    return all;
  }

  private static MessageCall message(Facts facts) {
    return new MessageCall(
        facts, "say", new MessageCall.Message("x", STAMP, ExecutionLog.OFF), "gbgMID");
  }

  @Aws("TM-03")
  @Test
  void aMessageHasAllVariablesAndItsId() {
    Map<String, Object> all = expected("say", "MESSAGE");
    all.put("messageId", "gbgMID");
    assertThat(message(FACTS).context()).isEqualTo(all);
  }

  @Aws("TM-03")
  @Test
  void connectAndDisconnectHaveAllVariablesButNoMessageId() {
    HttpRequest raw = new HttpRequest("GET", "/prod", "", List.of(), new byte[0]);
    ConnectRequest request = new ConnectRequest(FACTS, Map.of(), Map.of(), raw);
    assertThat(new ConnectCall(request, STAMP, ExecutionLog.OFF).context())
        .isEqualTo(expected("$connect", "CONNECT"));
    assertThat(new DisconnectCall(FACTS, CloseCause.GOING_AWAY, STAMP, ExecutionLog.OFF).context())
        .isEqualTo(expected("$disconnect", "DISCONNECT"));
  }

  @Aws({"AK-06", "TM-03"})
  @Test
  void whatLetTheClientInIsToldToo() {
    ConnectionAccess access =
        new ConnectionAccess(
            new Authorized("me", Map.of("tenant", "acme"), 7),
            new Caller("123456789012", "AKIA1", "arn:aws:iam::123456789012:user/me", "AIDA1"),
            Stage.ApiKey.of("k1", "abcdefghij0123456789"));
    Map<String, Object> context = message(FACTS.withAccess(access)).context();
    assertThat(context.get("authorizer")).isEqualTo(Map.of("principalId", "me", "tenant", "acme"));
    assertThat(context.get("identity"))
        .isEqualTo(
            Map.of(
                "sourceIp", "192.0.2.1",
                "userAgent", "Firefox",
                "apiKey", "abcdefghij0123456789",
                "apiKeyId", "k1",
                "accountId", "123456789012",
                "accessKey", "AKIA1",
                "caller", "AIDA1",
                "user", "AIDA1",
                "userArn", "arn:aws:iam::123456789012:user/me"));
  }
}
