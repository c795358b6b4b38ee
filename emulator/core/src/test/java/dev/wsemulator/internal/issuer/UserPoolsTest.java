package dev.wsemulator.internal.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.api.UserToken;
import dev.wsemulator.internal.function.egress.IssuerPath;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class UserPoolsTest {
  private static final String ID = "eu-west-1_a1b2c3d4e";
  private static final String CLIENT = "1234567890abcdefghijklmnop";
  private static final String ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/" + ID;
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  /** The claims of an identity token, without those of roles and of other providers. */
  private static final String[] IDENTITY = {
    "sub",
    "cognito:groups",
    "email_verified",
    "iss",
    "cognito:username",
    "origin_jti",
    "aud",
    "event_id",
    "token_use",
    "auth_time",
    "exp",
    "iat",
    "jti",
    "email"
  };

  private static final CognitoUserPool USERS =
      new CognitoUserPool(
          ID,
          "Users",
          List.of(
              new AppClient(CLIENT, "Web", Duration.ofMinutes(30), Duration.ofMinutes(10)),
              new AppClient("other", "Phone", AppClient.LIFETIME, AppClient.LIFETIME)));

  private final UserPools pools = pools(Stack.builder().userPools(List.of(USERS)).build());

  private static UserPools pools(Stack stack) {
    return new UserPools(() -> stack, new VirtualTime(NOW), URI.create("http://127.0.0.1:3010"));
  }

  private static Json part(String token, int index) {
    return Json.parse(Base64.getUrlDecoder().decode(token.split("\\.")[index])).orElseThrow();
  }

  private static String text(Json json, String name) {
    return json.child(name).flatMap(Json::string).orElseThrow();
  }

  private PublicKey key(String keyId) throws Exception {
    String document = pools.document(new IssuerPath(ID, IssuerPath.KEYS), "localhost");
    Json key =
        Json.parse(document.getBytes(UTF_8))
            .orElseThrow()
            .child("keys")
            .orElseThrow()
            .elements()
            .stream()
            .filter(one -> text(one, "kid").equals(keyId))
            .findFirst()
            .orElseThrow();
    assertThat(key.members()).containsOnlyKeys("alg", "e", "kid", "kty", "n", "use");
    Base64.Decoder decoder = Base64.getUrlDecoder();
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                new BigInteger(1, decoder.decode(text(key, "n"))),
                new BigInteger(1, decoder.decode(text(key, "e")))));
  }

  private void assertSigned(String token) throws Exception {
    Json header = part(token, 0);
    assertThat(header.members()).containsOnlyKeys("kid", "alg");
    assertThat(text(header, "alg")).isEqualTo("RS256");
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(key(text(header, "kid")));
    verifier.update(token.substring(0, token.lastIndexOf('.')).getBytes(UTF_8));
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(token.split("\\.")[2]))).isTrue();
  }

  @Test
  void anIdentityTokenHasTheClaimsThatCognitoDocuments() throws Exception {
    String token =
        pools
            .find("Users")
            .token(
                UserToken.id("ann")
                    .groups("admins", "editors")
                    .claim("email", "ann@example.com")
                    .build());
    assertSigned(token);
    assertThat(part(token, 1).members()).containsOnlyKeys(IDENTITY);
    long now = NOW.getEpochSecond();
    assertThat(part(token, 1).value())
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("iss", ISSUER)
        .containsEntry("aud", CLIENT)
        .containsEntry("cognito:username", "ann")
        .containsEntry("cognito:groups", List.of("admins", "editors"))
        .containsEntry("token_use", "id")
        .containsEntry("email_verified", true)
        .containsEntry("auth_time", now)
        .containsEntry("iat", now)
        .containsEntry("exp", now + 30 * 60);
    assertThat(UUID.fromString(text(part(token, 1), "sub"))).isNotNull();
  }

  @Test
  void anAccessTokenHasTheClaimsThatCognitoDocumentsAndAKeyOfItsOwn() throws Exception {
    String token =
        pools.find("Users").token(UserToken.access("ann").scopes("openid", "a/read").build());
    assertSigned(token);
    Json claims = part(token, 1);
    assertThat(claims.members().keySet())
        .containsExactlyInAnyOrder(
            "sub",
            "iss",
            "version",
            "client_id",
            "origin_jti",
            "event_id",
            "token_use",
            "scope",
            "auth_time",
            "exp",
            "iat",
            "jti",
            "username");
    assertThat(text(claims, "scope")).isEqualTo("openid a/read");
    assertThat(text(claims, "client_id")).isEqualTo(CLIENT);
    assertThat(claims.child("exp").orElseThrow().value()).isEqualTo(NOW.getEpochSecond() + 10 * 60);
    String id = pools.find("Users").idToken("ann");
    assertThat(text(part(id, 0), "kid")).isNotEqualTo(text(part(token, 0), "kid"));
    assertThat(text(part(id, 1), "sub")).isEqualTo(text(claims, "sub"));
  }

  @Test
  void aUserThatHasSignedInByTheApiHasTheScopeOfThatApi() {
    Json claims = part(pools.find("Users").accessToken("ann"), 1);
    assertThat(text(claims, "scope")).isEqualTo("aws.cognito.signin.user.admin");
    assertThat(claims.members()).doesNotContainKey("version");
  }

  @Test
  void aTestMayWishForWhatCognitoWouldNotSign() {
    Json claims =
        part(
            pools
                .find("Users")
                .token(
                    UserToken.id("ann")
                        .sub("ann-1")
                        .client("Phone")
                        .claim("iss", "https://evil.example")
                        .lifetime(Duration.ofMinutes(-5))
                        .build()),
            1);
    assertThat(text(claims, "sub")).isEqualTo("ann-1");
    assertThat(text(claims, "aud")).isEqualTo("other");
    assertThat(text(claims, "iss")).isEqualTo("https://evil.example");
    assertThat(claims.child("exp").orElseThrow().value()).isEqualTo(NOW.getEpochSecond() - 300);
    assertThat(claims.child("iat").orElseThrow().value()).isEqualTo(NOW.getEpochSecond() - 3900);
  }

  @Test
  void aPoolIsFoundByEveryNameThatItHas() {
    for (String name :
        List.of(
            "", "Users", ID, ISSUER, "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/" + ID)) {
      TokenIssuer pool = pools.find(name);
      assertThat(pool.poolId()).isEqualTo(ID);
      assertThat(pool.url()).isEqualTo(ISSUER);
      assertThat(pool.keys())
          .isEqualTo(URI.create("http://127.0.0.1:3010/" + ID + "/.well-known/jwks.json"));
    }
  }

  @Test
  void aPoolThatIsNamedByItsIdOnlyComesIntoBeing() {
    TokenIssuer other = pools.find("us-east-1_Zz9");
    assertThat(other.url()).isEqualTo("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Zz9");
    assertThat(text(part(other.idToken("bob"), 1), "aud")).hasSize(26);
  }

  @Test
  void anUnknownNameIsAnErrorThatNamesWhatThereIs() {
    assertThatThrownBy(() -> pools.find("User"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "There is no user pool \"User\". Did you mean Users? The stack has: Users."
                + " The id of any pool is also accepted, such as us-east-1_a1b2c3d4e.");
    assertThatThrownBy(() -> pools(Stack.builder().build()).find(""))
        .hasMessageStartingWith("Which user pool? The stack has none.");
    assertThatThrownBy(() -> pools.find("Users").token(UserToken.id("ann").client("Wep").build()))
        .hasMessageContaining("has no app client \"Wep\". Did you mean Web?");
  }

  @Test
  void thePoolOfAnAuthorizerIsKnownAndItsTokensAreForItsAudience() {
    HttpAuthorization.Jwt jwt =
        new HttpAuthorization.Jwt(
            new HttpAuthorization.Issuer(ISSUER, List.of("shop")), List.of(), "a");
    HttpRoute route =
        new HttpRoute(
            "GET /a", HttpIntegration.function("F", HttpIntegration.PayloadFormat.V2), jwt);
    HttpApi api = HttpApi.builder("shop", HttpApi.Kind.HTTP).route(route).build();
    UserPools named = pools(Stack.builder().httpApis(List.of(api)).build());
    assertThat(text(part(named.find("").idToken("ann"), 1), "aud")).isEqualTo("shop");
  }

  @Test
  void theConfigurationNamesTheKeysWhereTheAskerReachesThem() {
    IssuerPath path = new IssuerPath(ID, "openid-configuration");
    Json there =
        Json.parse(pools.document(path, "cognito-idp.eu-west-1.amazonaws.com").getBytes(UTF_8))
            .orElseThrow();
    assertThat(text(there, "issuer")).isEqualTo(ISSUER);
    assertThat(text(there, "jwks_uri")).isEqualTo(ISSUER + "/.well-known/jwks.json");
    Json here = Json.parse(pools.document(path, "localhost:3010").getBytes(UTF_8)).orElseThrow();
    assertThat(text(here, "issuer")).isEqualTo(ISSUER);
    assertThat(text(here, "jwks_uri"))
        .isEqualTo("http://127.0.0.1:3010/" + ID + "/.well-known/jwks.json");
  }
}
