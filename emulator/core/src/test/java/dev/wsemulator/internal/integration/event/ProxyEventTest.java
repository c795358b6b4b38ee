package dev.wsemulator.internal.integration.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.connection.ClientIdentity;
import dev.wsemulator.internal.connection.CloseCause;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.logging.ExecutionLog;
import dev.wsemulator.testing.Aws;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events, compared byte by byte with the catalogue's examples: keys, order and values. */
class ProxyEventTest {
  private static final HttpRequest RAW =
      new HttpRequest("GET", "/prod", "", List.of(), new byte[0]);

  private static final Instant CONNECTED = Instant.ofEpochMilli(1708326702789L);
  private static final String HOST = "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com";

  @Aws({"EV-02", "EV-04", "EV-12", "EV-13", "EV-17", "EV-18", "ID-05", "ID-06"})
  @Test
  void connectHasHeadersQueryAndContextInOrder() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of(HOST));
    headers.put("User-Agent", List.of("Firefox"));
    Map<String, List<String>> query = new LinkedHashMap<>();
    query.put("room", List.of("a", "b"));
    ConnectRequest request = new ConnectRequest(facts("Firefox", Map.of()), headers, query, RAW);
    RequestStamp stamp = new RequestStamp("TXzPWFkkjoEF92g=", CONNECTED.plusMillis(2));
    assertThat(text(ProxyEvent.connect(request, stamp)))
        .isEqualTo(
            ("{'headers':{'Host':'HOST','User-Agent':'Firefox'},"
                    + "'multiValueHeaders':{'Host':['HOST'],'User-Agent':['Firefox']},"
                    + "'queryStringParameters':{'room':'b'},"
                    + "'multiValueQueryStringParameters':{'room':['a','b']},"
                    + "'requestContext':{'routeKey':'$connect','eventType':'CONNECT',"
                    + "'extendedRequestId':'TXzPWFkkjoEF92g=',"
                    + "'requestTime':'19/Feb/2024:07:11:42 +0000','messageDirection':'IN',"
                    + "'stage':'prod','connectedAt':1708326702789,'requestTimeEpoch':1708326702791,"
                    + "'identity':{'userAgent':'Firefox','sourceIp':'192.0.2.1'},"
                    + "'requestId':'TXzPWFkkjoEF92g=','domainName':'HOST',"
                    + "'connectionId':'TXzPWdnOjoECGjA=','apiId':'a1b2c3d4e5'},"
                    + "'isBase64Encoded':false}")
                .replace('\'', '"')
                .replace("HOST", HOST));
  }

  @Aws({"EV-03", "EV-05", "EV-19", "OB-46"})
  @Test
  void whatIsNotThereHasNoKey() {
    ConnectRequest request =
        new ConnectRequest(facts(null, Map.of()), Map.of("Host", List.of(HOST)), Map.of(), RAW);
    String event = text(ProxyEvent.connect(request, RequestStamp.at(CONNECTED)));
    assertThat(event)
        .doesNotContain("ueryStringParameters", "userAgent", "stageVariables", "null", "body")
        .contains("\"identity\":{\"sourceIp\":\"192.0.2.1\"}");
  }

  @Aws({"EV-06", "EV-09", "EV-13", "EV-16", "EV-17", "ID-03", "OB-45", "OB-47"})
  @Test
  void messageHasContextBodyAndFlagOnly() {
    RequestStamp stamp = new RequestStamp("TXzQbF5QjoEFk3w=", Instant.ofEpochMilli(1708326710467L));
    MessageCall.Message message =
        new MessageCall.Message("{\"a\":\"\u0001\\\"\nü\"}", stamp, ExecutionLog.OFF);
    String event = text(new MessageCall(facts(null, Map.of()), "sendmessage", message).event());
    assertThat(event.replaceAll("\"messageId\":\"[A-Za-z0-9_-]{11}CGjA=\"", "MESSAGEID"))
        .isEqualTo(
            ("{'requestContext':{'routeKey':'sendmessage',MESSAGEID,'eventType':'MESSAGE',"
                    + "'extendedRequestId':'TXzQbF5QjoEFk3w=',"
                    + "'requestTime':'19/Feb/2024:07:11:50 +0000','messageDirection':'IN',"
                    + "'stage':'prod','connectedAt':1708326702789,'requestTimeEpoch':1708326710467,"
                    + "'identity':{'sourceIp':'192.0.2.1'},'requestId':'TXzQbF5QjoEFk3w=',"
                    + "'domainName':'HOST','connectionId':'TXzPWdnOjoECGjA=','apiId':'a1b2c3d4e5'},"
                    + "'body':'BODY','isBase64Encoded':false}")
                .replace('\'', '"')
                .replace("HOST", HOST)
                .replace("BODY", "{\\\"a\\\":\\\"\\u0001\\\\\\\"\\nü\\\"}"));
  }

  @Aws({"EV-07", "EV-08", "EV-13", "EV-15", "EV-17", "OB-49"})
  @Test
  void disconnectHasItsOwnHeadersAndTheCloseStatus() {
    RequestStamp stamp = new RequestStamp("TX0tuFp2joEF5Zw=", Instant.ofEpochMilli(1708327306706L));
    String event = text(ProxyEvent.disconnect(facts(null, Map.of()), CloseCause.GOING_AWAY, stamp));
    assertThat(event)
        .isEqualTo(
            ("{'headers':{'Host':'HOST','x-api-key':'','X-Forwarded-For':'','x-restapi':''},"
                    + "'multiValueHeaders':{'Host':['HOST'],'x-api-key':[''],"
                    + "'X-Forwarded-For':[''],'x-restapi':['']},"
                    + "'requestContext':{'routeKey':'$disconnect','disconnectStatusCode':1001,"
                    + "'eventType':'DISCONNECT','extendedRequestId':'TX0tuFp2joEF5Zw=',"
                    + "'requestTime':'19/Feb/2024:07:21:46 +0000','messageDirection':'IN',"
                    + "'disconnectReason':'Going away','stage':'prod','connectedAt':1708326702789,"
                    + "'requestTimeEpoch':1708327306706,'identity':{'sourceIp':'192.0.2.1'},"
                    + "'requestId':'TX0tuFp2joEF5Zw=','domainName':'HOST',"
                    + "'connectionId':'TXzPWdnOjoECGjA=','apiId':'a1b2c3d4e5'},"
                    + "'isBase64Encoded':false}")
                .replace('\'', '"')
                .replace("HOST", HOST));
  }

  @Aws("EV-05")
  @Test
  void stageVariablesStandBeforeTheContext() {
    MessageCall.Message message =
        new MessageCall.Message("x", RequestStamp.at(CONNECTED), ExecutionLog.OFF);
    assertThat(text(new MessageCall(facts(null, Map.of("k", "v")), "$default", message).event()))
        .startsWith("{\"stageVariables\":{\"k\":\"v\"},\"requestContext\":{");
  }

  private static Facts facts(String userAgent, Map<String, String> variables) {
    WebSocketApi api = WebSocketApi.builder("test").apiId("a1b2c3d4e5").build();
    DeployedStage stage =
        new DeployedStage(api, Stage.builder("prod").variables(variables).build(), null, Map.of());
    return new Facts(
        "TXzPWdnOjoECGjA=", stage, new ClientIdentity("192.0.2.1", userAgent), HOST, CONNECTED);
  }

  private static String text(byte[] event) {
    return new String(event, UTF_8);
  }
}
