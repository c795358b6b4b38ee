package dev.wsemulator.it.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.HandshakeRefusedException;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.HalfOfClientsLost;
import dev.wsemulator.junit.drop.NatTimeout;
import dev.wsemulator.junit.drop.RollingDrain;
import dev.wsemulator.junit.drop.TokenExpires;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * What goes wrong when many clients are lost, and what careful clients do about it. The API has an
 * authorizer that goes by the emulator's clock.
 */
@ExtendWith(Repetitions.class)
class LostClientsScenariosIT {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"(\\d+)\"");
  private static final LambdaFunction FINE = event -> "{\"statusCode\":200}".getBytes(UTF_8);
  private static final LambdaFunction ANSWER =
      event -> "{\"statusCode\":200,\"body\":\"pong\"}".getBytes(UTF_8);

  @RegisterExtension
  static final EmulatorExtension CHAT =
      EmulatorExtension.builder()
          .api(
              WebSocketApi.builder("chat")
                  .route(
                      Route.of("$connect", Integration.lambdaProxy("Connect")).toBuilder()
                          .authorization(
                              new Authorization.Custom(
                                  Authorizer.of("Guard", "route.request.querystring.token")))
                          .build())
                  .route(Route.twoWay("$default", Integration.lambdaProxy("Answer")))
                  .build())
          .function("Guard", (LambdaFunction) LostClientsScenariosIT::policy)
          .function("Connect", FINE)
          .function("Answer", ANSWER)
          .virtualTime()
          .build();

  private final List<TestClient> clients = new ArrayList<>();

  /** Allows what has a token that is valid now. A token is the second in which it expires. */
  private static byte[] policy(byte[] event) {
    Matcher token = TOKEN.matcher(new String(event, UTF_8));
    boolean isValid = token.find() && Long.parseLong(token.group(1)) > now().getEpochSecond();
    return """
    {"principalId":"ann","policyDocument":{"Version":"2012-10-17","Statement":[
    {"Action":"execute-api:Invoke","Effect":"%s","Resource":"*"}]}}"""
        .formatted(isValid ? "Allow" : "Deny")
        .getBytes(UTF_8);
  }

  private static Instant now() {
    return CHAT.emulator().time().now();
  }

  private static void pass(Duration duration) {
    CHAT.emulator().time().advance(duration);
  }

  private static String newToken() {
    return String.valueOf(now().plus(Duration.ofHours(1)).getEpochSecond());
  }

  private TestClient connect(String token) {
    TestClient client =
        TestClient.connect(URI.create(CHAT.emulator().webSocketUrl() + "?token=" + token));
    clients.add(client);
    return client;
  }

  private TestClient connect() {
    return connect(newToken());
  }

  private List<TestClient> crowd(int howMany) {
    return IntStream.range(0, howMany).mapToObj(number -> connect()).toList();
  }

  @AfterEach
  void end() {
    clients.forEach(TestClient::drop);
    OpenConnections.end(CHAT.emulator());
    pass(Duration.ofSeconds(1)); // in which others may connect again
  }

  /** Posts to some clients; returns to how many it could. */
  private static int tell(List<TestClient> some, String news) {
    Region region = Region.of(CHAT.emulator().stack().region());
    int told = 0;
    try (ApiGatewayManagementApiClient api =
        OwnerClients.connections(CHAT.emulator().connectionsEndpoint(), region)) {
      for (TestClient each : some) {
        try {
          api.postToConnection(
              post -> post.connectionId(each.connectionId()).data(SdkBytes.fromUtf8String(news)));
          told++;
        } catch (GoneException gone) {
          // The client is not told.
        }
      }
    }
    return told;
  }

  private static void assertRefused(int status, Runnable connecting) {
    assertThatThrownBy(connecting::run)
        .isInstanceOfSatisfying(
            HandshakeRefusedException.class,
            refused -> assertThat(refused.status()).isEqualTo(status));
  }

  @HalfOfClientsLost
  @Repeatedly
  void ofTheClientsThatComeBackOnlyOnceHalfStayOutside(Drop drop) {
    List<TestClient> crowd = crowd(4);
    drop.begin();
    crowd.get(0).expectClose(1001, "Going away");
    crowd.get(2).expectClose(1001, "Going away");
    assertRefused(502, this::connect);
    TestClient back = connect();
    assertThat(tell(clients, "news")).isEqualTo(3);
    assertThat(back.next()).isEqualTo("news");
  }

  @HalfOfClientsLost
  @Repeatedly
  void clientsThatTryAgainAllComeBack(Drop drop) {
    List<TestClient> crowd = crowd(4);
    drop.begin();
    for (int lost : new int[] {0, 2}) {
      crowd.get(lost).expectClose(1001, "Going away");
      comeBack();
    }
    assertThat(tell(clients, "news")).isEqualTo(4);
    assertThat(crowd.get(1).next()).isEqualTo("news");
  }

  /** Connects again after a pause that doubles, as often as it takes. */
  private TestClient comeBack() {
    for (Duration pause = Duration.ofSeconds(1); ; pause = pause.multipliedBy(2)) {
      try {
        return connect();
      } catch (HandshakeRefusedException refused) {
        assertThat(refused.status()).isEqualTo(502);
        assertThat(pause).isLessThan(Duration.ofMinutes(1));
        pass(pause);
      }
    }
  }

  @RollingDrain
  @Repeatedly
  void clientsThatDoNotComeBackMissTheNews(Drop drop) {
    List<TestClient> crowd = crowd(3);
    drop.begin();
    crowd.get(0).expectClose(1001, "Going away");
    assertThat(tell(crowd, "early")).isEqualTo(2);
    pass(Duration.ofMinutes(1));
    for (TestClient late : crowd.subList(1, 3)) {
      assertThat(late.next()).isEqualTo("early");
      late.expectClose(1001, "Going away");
    }
    assertThat(tell(crowd, "late")).isZero();
  }

  @RollingDrain
  @Repeatedly
  void clientsThatComeBackHearTheNewsWhileTheOthersAreDrained(Drop drop) {
    List<TestClient> crowd = crowd(3);
    drop.begin();
    for (TestClient each : crowd) {
      each.expectClose(1001, "Going away");
      TestClient back = connect();
      tell(List.of(back), "news");
      assertThat(back.next()).isEqualTo("news");
      pass(Duration.ofSeconds(30));
    }
    assertThat(tell(clients, "late")).isEqualTo(3);
  }

  @NatTimeout
  @Repeatedly
  void aQuietClientIsNotToldThatNothingReachesIt(Drop drop) {
    TestClient quiet = connect();
    drop.begin();
    assertThat(tell(clients, "news")).as("posts that succeed").isEqualTo(1);
    quiet.send("still there?");
    pass(Duration.ofMinutes(10)); // the idle limit: API Gateway has ended it
    assertThat(tell(clients, "more")).isZero();
    assertThat(quiet.isOpen()).as("what the client believes").isTrue();
  }

  @NatTimeout
  @Repeatedly
  void aClientThatSendsAPingEveryFiveMinutesHearsTheNews(Drop drop) {
    TestClient careful = connect();
    CHAT.emulator()
        .time()
        .after(
            Duration.ofMinutes(5),
            () -> {
              careful.send("ping");
              assertThat(careful.next()).isEqualTo("pong");
            });
    drop.begin();
    assertThat(tell(clients, "news")).isEqualTo(1);
    assertThat(careful.next()).isEqualTo("news");
  }

  @TokenExpires
  @Repeatedly
  void aClientThatComesBackWithItsOldTokenIsRefused(Drop drop) {
    String token = newToken();
    TestClient client = connect(token);
    drop.begin();
    client.expectClose(1001, "Going away");
    assertRefused(403, () -> connect(token));
  }

  @TokenExpires
  @Repeatedly
  void aClientThatGetsANewTokenBeforeItComesBackIsLetIn(Drop drop) {
    TestClient client = connect();
    drop.begin();
    client.expectClose(1001, "Going away");
    TestClient back = connect(newToken());
    tell(List.of(back), "news");
    assertThat(back.next()).isEqualTo("news");
  }
}
