package dev.wsemulator.internal.authorizer;

import static dev.wsemulator.testing.Rig.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only who signs the handshake may connect. */
class SignatureAuthorizerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final SdkSigner OWNER = SdkSigner.of(AccessKey.OWNER);

  private static Door door() {
    return new Door().signed().start();
  }

  private static void assertRefused(Door door, Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).startsWith("{\"message\": \"Forbidden\", \"connectionId\":\"");
    assertThat(door.timesCalled()).isZero();
  }

  @Aws("IA-01")
  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "token=x&token2=y&to-ken=z", "q=%2B%20%C3%A9%2F&empty="})
  void aHandshakeThatTheSdkSignedInItsHeadersIsLetIn(String query) throws Exception {
    try (Door door = door()) {
      String headers = OWNER.headers(door.url(query));
      assertThat(door.knock(query, headers).status()).isEqualTo(101);
    }
  }

  @Aws("IA-01")
  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "token=x&token2=y&to-ken=z", "q=%2B%20%C3%A9%2F&empty="})
  void aHandshakeThatTheSdkSignedInItsQueryIsLetIn(String query) throws Exception {
    try (Door door = door()) {
      assertThat(door.knock(OWNER.query(door.url(query), MINUTE), "").status()).isEqualTo(101);
    }
  }

  @Aws("IA-01")
  @Test
  void thePathIsSignedAsItIsSent() throws Exception {
    try (Door door = door();
        RawClient client = RawClient.connect(door.url(""));
        RawClient other = RawClient.connect(door.url(""))) {
      URI slash = URI.create(door.url("") + "/");
      assertThat(other.upgrade(slash, OWNER.headers(door.url(""))).status()).isEqualTo(403);
      assertThat(client.upgrade(slash, OWNER.headers(slash)).status()).isEqualTo(101);
    }
  }

  @Aws("IA-01")
  @Test
  void aSessionTokenMayBeSigned() throws Exception {
    SdkSigner temporary = OWNER.withToken("to/ken+=");
    try (Door door = door()) {
      String headers = temporary.headers(door.url(""));
      assertThat(headers).contains("X-Amz-Security-Token");
      assertThat(door.knock("", headers).status()).isEqualTo(101);
      String query = temporary.query(door.url(""), MINUTE);
      assertThat(query).contains("X-Amz-Security-Token");
      assertThat(door.knock(query, "").status()).isEqualTo(101);
    }
  }

  @Aws("IA-01")
  @Test
  void aSessionTokenMayBeAddedToTheSignedQuery() throws Exception {
    try (Door door = door()) {
      String query = OWNER.query(door.url(""), MINUTE) + "&X-Amz-Security-Token=to%2Fken";
      assertThat(door.knock(query, "").status()).isEqualTo(101);
      assertRefused403(door, OWNER.query(door.url(""), MINUTE) + "&X-Amz-Other=to%2Fken");
    }
  }

  private static void assertRefused403(Door door, String query) throws Exception {
    assertThat(door.knock(query, "").status()).isEqualTo(403);
  }

  @Aws({"IA-02", "D-03", "D-19", "HS-05"})
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', 'Authorization: Bearer x'",
    "'', 'Authorization: AWS4-HMAC-SHA256'",
    "X-Amz-Algorithm=AWS4-HMAC-SHA256, ''",
    "X-Amz-Algorithm=&X-Amz-Signature=%25zz, ''",
    "X-Amz-Signature=00, ''"
  })
  void aHandshakeWithoutASignatureIs403(String query, String header) throws Exception {
    try (Door door = door()) {
      assertRefused(door, door.knock(query, header.isEmpty() ? "" : header + "\r\n"));
    }
  }

  /** No client that keeps to the rules writes such a query. */
  @Aws("IA-02")
  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "%4", "%c3%28"})
  void aQueryThatCannotBeDecodedIsRefused(String value) throws Exception {
    try (Door door = door();
        RawClient client = RawClient.connect(door.url(""))) {
      Answer answer =
          client.request(
              ("GET /dev?X-Amz-Algorithm=%s HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\n"
                      + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                      + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                  .formatted(value, door.url("").getAuthority()));
      assertThat(answer.status()).isIn(400, 403);
      assertThat(door.timesCalled()).isZero();
    }
  }

  @Aws("IA-02")
  @Test
  void aWrongSecretIs403() throws Exception {
    SdkSigner wrong = SdkSigner.of(new AccessKey(AccessKey.OWNER.accessKeyId(), "wrong"));
    try (Door door = door()) {
      assertRefused(door, door.knock("", wrong.headers(door.url(""))));
      assertRefused(door, door.knock(wrong.query(door.url(""), MINUTE), ""));
    }
  }

  @Aws("IA-02")
  @Test
  void anUnknownKeyIs403() throws Exception {
    SdkSigner stranger = SdkSigner.of(AccessKey.of("stranger"));
    try (Door door = door()) {
      assertRefused(door, door.knock("", stranger.headers(door.url(""))));
      assertRefused(door, door.knock(stranger.query(door.url(""), MINUTE), ""));
    }
  }

  @Aws("IA-02")
  @Test
  void whatIsChangedAfterwardsIs403() throws Exception {
    try (Door door = door()) {
      assertRefused(door, door.knock("a=2", OWNER.headers(door.url("a=1"))));
      String query = OWNER.query(door.url("a=1"), MINUTE);
      assertThat(door.knock(query, "").status()).isEqualTo(101);
      assertRefused403(door, query.replace("a=1", "a=2"));
      assertRefused403(door, query + "&b=1");
      assertRefused403(door, query.replace("X-Amz-Expires=60", "X-Amz-Expires=600"));
      assertRefused403(door, query.replaceAll("(X-Amz-Signature=)[^&]*", "$1" + "0".repeat(64)));
      assertRefused403(door, query.replaceAll("&?X-Amz-Signature=[^&]*", ""));
    }
  }

  @Aws({"IA-01", "IA-02"})
  @ParameterizedTest
  @CsvSource({"iam, us-east-1", "execute-api, eu-west-1", "apigateway, us-east-1"})
  void anotherServiceOrRegionIs403(String service, String region) throws Exception {
    SdkSigner other = OWNER.scoped(service, region);
    try (Door door = door()) {
      assertRefused(door, door.knock("", other.headers(door.url(""))));
      assertRefused(door, door.knock(other.query(door.url(""), MINUTE), ""));
    }
  }

  @Aws({"IA-01", "IA-02"})
  @ParameterizedTest
  @CsvSource({"0, 101", "299, 101", "-299, 101", "301, 403", "-301, 403", "86400, 403"})
  void clocksMayBeFiveMinutesApart(long seconds, int status) throws Exception {
    VirtualTime time = new VirtualTime();
    try (Door door = new Door().signed().also(builder -> builder.time(time)).start()) {
      SdkSigner signer = OWNER.at(time.now().plusSeconds(seconds));
      assertThat(door.knock("", signer.headers(door.url(""))).status()).isEqualTo(status);
    }
  }

  /** SDKs sign by the machine's clock, whatever time it is for the emulator. */
  @Aws("IA-01")
  @Test
  void aClientComesBackAfterHoursOfVirtualTime() throws Exception {
    VirtualTime time = new VirtualTime();
    try (Door door = new Door().signed().also(builder -> builder.time(time)).start()) {
      for (int visit = 0; visit < 2; visit++) {
        SdkSigner signer = OWNER.at(TimeSource.system().now());
        assertThat(door.knock("", signer.headers(door.url(""))).status()).isEqualTo(101);
        time.advance(Duration.ofHours(3));
      }
    }
  }

  @Aws({"IA-01", "IA-02"})
  @Test
  void aSignedQueryHoldsAsLongAsItSays() throws Exception {
    VirtualTime time = new VirtualTime();
    try (Door door = new Door().signed().also(builder -> builder.time(time)).start()) {
      String query = OWNER.at(time.now()).query(door.url(""), Duration.ofHours(1));
      time.advance(Duration.ofHours(1));
      assertThat(door.knock(query, "").status()).isEqualTo(101);
      time.advance(Duration.ofSeconds(1));
      assertRefused403(door, query);
      Instant early = time.now().plusSeconds(301);
      assertRefused403(door, OWNER.at(early).query(door.url(""), Duration.ofHours(1)));
      Duration week = Duration.ofDays(7);
      assertThat(door.knock(OWNER.at(time.now()).query(door.url(""), week), "").status())
          .isEqualTo(101);
    }
  }

  private static Door with(PolicyStatement... policy) {
    FunctionDefinition caller =
        FunctionDefinition.of("caller", (Object) Rig.OK).toBuilder()
            .policy(List.of(policy))
            .build();
    return new Door().signed().also(builder -> builder.function(caller));
  }

  private static PolicyStatement statement(boolean allow, String action, String resource) {
    return new PolicyStatement(allow, List.of(action), List.of(resource));
  }

  @Aws("IA-03")
  @ParameterizedTest
  @CsvSource({
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$connect, 101",
    "execute-api:*, arn:aws:execute-api:us-east-1:*:*/*, 101",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/GET/*, 403",
    "execute-api:Invoke, arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/*, 403",
    "execute-api:ManageConnections, *, 403"
  })
  void theRoleMustAllowToInvokeConnect(String action, String resource, int status)
      throws Exception {
    SdkSigner caller = SdkSigner.of(AccessKey.of("caller"));
    try (Door door = with(statement(true, action, resource)).start()) {
      assertThat(door.knock("", caller.headers(door.url(""))).status()).isEqualTo(status);
      assertThat(door.knock(caller.query(door.url(""), MINUTE), "").status()).isEqualTo(status);
    }
  }

  @Aws("IA-03")
  @Test
  void aDenialOfConnectOutweighsAPermission() throws Exception {
    SdkSigner caller = SdkSigner.of(AccessKey.of("caller"));
    PolicyStatement all = statement(true, "*", "*");
    PolicyStatement none = statement(false, "execute-api:Invoke", "*/$connect");
    try (Door door = with(all, none).start()) {
      assertRefused(door, door.knock("", caller.headers(door.url(""))));
    }
  }

  @Aws("IA-04")
  @Test
  void denialsOfOtherRoutesAreNotEnforced() throws Exception {
    SdkSigner caller = SdkSigner.of(AccessKey.of("caller"));
    PolicyStatement all = statement(true, "*", "*");
    PolicyStatement none = statement(false, "execute-api:Invoke", "*/dev/say");
    try (Door door =
            with(all, none)
                .route(
                    "say",
                    route -> route.toBuilder().authorization(new Authorization.Iam()).build())
                .start();
        RawClient client = RawClient.connect(door.url(""))) {
      assertThat(client.upgrade(door.url(""), caller.headers(door.url(""))).status())
          .isEqualTo(101);
      client.text("{\"action\":\"say\"}");
      assertThat(client.read().text()).isEqualTo("{\"action\":\"say\"}");
    }
  }

  @Aws("IA-05")
  @Test
  void theCallerIsInTheIdentityOfAllEvents() throws Exception {
    AccessKey key = AccessKey.of("caller");
    try (Door door = with(statement(true, "*", "*")).start()) {
      try (RawClient client = RawClient.connect(door.url(""))) {
        client.upgrade(door.url(""), SdkSigner.of(key).headers(door.url("")));
        client.text("hello");
        assertThat(client.read().text()).isEqualTo("hello");
      }
      for (String type : new String[] {"CONNECT", "MESSAGE", "DISCONNECT"}) {
        Json event = door.event();
        assertThat(at(event, "requestContext", "eventType")).isEqualTo(type);
        Map<String, Json> identity =
            event
                .child("requestContext")
                .flatMap(all -> all.child("identity"))
                .orElseThrow()
                .members();
        assertThat(identity.get("accountId").string()).contains("123456789012");
        assertThat(identity.get("accessKey").string()).contains(key.accessKeyId());
        assertThat(identity.get("userArn").string())
            .contains("arn:aws:sts::123456789012:assumed-role/caller-role/caller");
        String user = identity.get("user").string().orElseThrow();
        assertThat(user).isNotEmpty().isNotEqualTo(key.accessKeyId());
        assertThat(identity.get("caller").string()).contains(user);
        assertThat(event.child("requestContext").orElseThrow().members())
            .doesNotContainKey("authorizer");
      }
    }
  }

  @Aws("IA-05")
  @Test
  void anOpenApiKnowsNoCaller() throws Exception {
    try (Door door = new Door().start()) {
      assertThat(door.knock("", OWNER.headers(door.url(""))).status()).isEqualTo(101);
      assertThat(at(door.event(), "requestContext", "identity")).isEqualTo("{sourceIp=127.0.0.1}");
    }
  }
}
