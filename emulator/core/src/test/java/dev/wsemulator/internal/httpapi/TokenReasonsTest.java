package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorization.Issuer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.api.UserToken;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only tokens of the issuer, for the audience, in their time, with a signature, are accepted. */
class TokenReasonsTest {
  private static final String OK = "{\"statusCode\":200}";
  private static final String HEADER = "$request.header.Authorization";

  @TempDir private Path folder;
  private final Tokens tokens = new Tokens();

  TokenReasonsTest() throws GeneralSecurityException {}

  private static HttpRoute guarded(HttpAuthorization authorization, PayloadFormat format) {
    return new HttpRoute("GET /a", HttpIntegration.function("F", format), authorization);
  }

  private HttpRig jwt(String issuer, List<String> scopes) {
    HttpAuthorization.Jwt jwt =
        new HttpAuthorization.Jwt(new Issuer(issuer, List.of("shop", "other")), scopes, HEADER);
    return HttpRig.http().api(api -> api.route(guarded(jwt, PayloadFormat.V2))).function("F", OK);
  }

  private HttpRig jwt(String... scopes) throws IOException {
    URI keys = tokens.file(folder);
    return jwt(Tokens.ISSUER, List.of(scopes))
        .also(builder -> builder.tokenKeys(Tokens.ISSUER, keys))
        .start();
  }

  private static HttpResponse<String> send(HttpRig rig, String token) throws Exception {
    return rig.send("GET", "/a", "Authorization", "Bearer " + token);
  }

  private static void refused(HttpRig rig, String token, String code, String challenge)
      throws Exception {
    HttpResponse<String> answer = send(rig, token);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(answer.headers().firstValue("www-authenticate")).hasValue(challenge);
    assertThat(rig.answered().why().code()).isEqualTo(code);
    assertThat(rig.eventsLeft()).isZero();
  }

  private static String invalid(String description) {
    String text = description.isEmpty() ? "" : " error_description=\"" + description + "\"";
    return "Bearer scope=\"\" error=\"invalid_token\"" + text;
  }

  @Aws("HA-06")
  @Test
  void theClaimsOfAGoodTokenReachTheFunctionAsText() throws Exception {
    try (HttpRig rig = jwt()) {
      Map<String, Object> more = Map.of("groups", List.of("a", "b"), "exp", 4102444800L);
      assertThat(send(rig, tokens.token(more)).statusCode()).isEqualTo(200);
      Json jwt =
          rig.event()
              .child("requestContext")
              .flatMap(context -> context.child("authorizer"))
              .flatMap(authorizer -> authorizer.child("jwt"))
              .orElseThrow();
      assertThat(jwt.members().keySet()).containsExactly("claims", "scopes");
      assertThat(jwt.child("scopes").orElseThrow().isNull()).isTrue();
      Json claims = jwt.child("claims").orElseThrow();
      assertThat(claims.child("sub").flatMap(Json::string)).hasValue("alice");
      assertThat(claims.child("exp").flatMap(Json::string)).hasValue("4102444800");
      assertThat(claims.child("groups").flatMap(Json::string)).hasValue("[a b]");
    }
  }

  @Test
  void aRequestWithoutATokenIsAskedForOne() throws Exception {
    try (HttpRig rig = jwt()) {
      HttpResponse<String> answer = rig.send("GET", "/a");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      assertThat(rig.answered().why().code()).isEqualTo("no-token");
    }
  }

  @Test
  void aTokenThatIsNotGoodIsRefusedAndTheReasonSaysWhy() throws Exception {
    long now = Instant.now().getEpochSecond();
    try (HttpRig rig = jwt()) {
      refused(rig, "hello", "not-a-token", invalid(""));
      refused(rig, tokens.token(Map.of("iss", Tokens.ISSUER + "/")), "other-issuer", invalid(""));
      refused(
          rig,
          tokens.token("HS256", "key-1", Map.of()),
          "token-algorithm",
          invalid("signing method HS256 is invalid"));
      refused(rig, new Tokens().token(Map.of()), "token-signature", invalid(""));
      refused(rig, tokens.token("RS256", "key-2", Map.of()), "token-signature", invalid(""));
      refused(
          rig,
          tokens.token(Map.of("exp", now - 1)),
          "token-expired",
          invalid("the token has expired"));
      refused(
          rig, tokens.token(Map.of("exp", "")), "token-expired", invalid("the token has expired"));
      refused(rig, tokens.token(Map.of("nbf", now + 600)), "token-not-yet-valid", invalid(""));
      refused(
          rig,
          tokens.token(Map.of("aud", "elsewhere")),
          "token-audience",
          invalid("the token does not have a valid audience"));
    }
  }

  @Test
  void theClientIdStandsForAnAudienceThatIsMissing() throws Exception {
    try (HttpRig rig = jwt()) {
      String token = tokens.token(Map.of("aud", "", "client_id", "other"));
      assertThat(send(rig, token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void oneOfTheScopesOfARouteIsNeeded() throws Exception {
    try (HttpRig rig = jwt("read", "write")) {
      assertThat(send(rig, tokens.token(Map.of("scope", "email write"))).statusCode())
          .isEqualTo(200);
      rig.event();
      HttpResponse<String> answer = send(rig, tokens.token(Map.of("scope", "email")));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(answer.headers().firstValue("www-authenticate"))
          .hasValue("Bearer scope=\"read write\" error=\"insufficient_scope\"");
      assertThat(rig.answered().why().code()).isEqualTo("token-scope");
    }
  }

  @Test
  void withoutKeysNoTokenIsAccepted() throws Exception {
    try (HttpRig rig = jwt(Tokens.ISSUER, List.of()).start()) {
      refused(
          rig,
          tokens.token(Map.of()),
          "no-token-keys",
          invalid("OIDC discovery endpoint communication error"));
      assertThat(rig.answered().why().found())
          .contains("The host of https://id.example.com/pool/.well-known", "is not allowed");
    }
  }

  @Aws("HA-06")
  @Test
  void keysAreReadFromAnIssuerThatIsMapped() throws Exception {
    HttpServer issuer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort());
    serve(
        issuer,
        "/pool/.well-known/openid-configuration",
        "{\"jwks_uri\":\"" + Tokens.ISSUER + "/keys\"}");
    serve(issuer, "/pool/keys", tokens.keySet());
    issuer.start();
    try (HttpRig rig =
        jwt(Tokens.ISSUER, List.of()).also(builder -> builder.map("id.example.com", url)).start()) {
      assertThat(send(rig, tokens.token(Map.of())).statusCode()).isEqualTo(200);
    } finally {
      issuer.stop(0);
    }
  }

  private static void serve(HttpServer server, String path, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private HttpRig pool(String... scopes) throws IOException {
    URI keys = tokens.file(folder);
    HttpAuthorization.UserPool pool =
        new HttpAuthorization.UserPool(
            List.of(Tokens.ISSUER), List.of(scopes), "method.request.header.Authorization");
    return HttpRig.rest()
        .api(api -> api.route(guarded(pool, PayloadFormat.V1)))
        .function("F", OK)
        .also(builder -> builder.tokenKeys(Tokens.ISSUER, keys))
        .start();
  }

  @Test
  void aTokenThatTheEmulatorsUserPoolSignsIsAccepted() throws Exception {
    String issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1b2c3d4e";
    try (HttpRig rig = jwt(issuer, List.of()).start()) {
      TokenIssuer pool = rig.emulator().userPool(issuer);
      assertThat(send(rig, pool.idToken("alice")).statusCode()).isEqualTo(200);
      assertThat(send(rig, pool.accessToken("alice")).statusCode()).isEqualTo(200);
      String other = pool.token(UserToken.id("alice").client("nobody").build());
      assertThat(send(rig, other).statusCode()).isEqualTo(401);
      assertThat(rig.answered().why().code()).isEqualTo("token-audience");
      String late = pool.token(UserToken.id("alice").lifetime(Duration.ofMinutes(-1)).build());
      assertThat(send(rig, late).statusCode()).isEqualTo(401);
      assertThat(rig.answered().why().code()).isEqualTo("token-expired");
    }
  }

  @Test
  void theKeysOfSoManyUserPoolsAreNeverAskedFor() throws Exception {
    String declared = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_declared";
    try (HttpRig rig = jwt(declared, List.of()).start()) {
      String path = "/us-east-1_other%d/.well-known/jwks.json";
      for (int i = 0; i < 8; i++) {
        assertThat(rig.send(rig.of(path.formatted(i))).statusCode()).isEqualTo(200);
      }
      assertThat(rig.send(rig.of(path.formatted(8))).statusCode()).isEqualTo(400);
      assertThat(rig.emulator().journal().entries(JournalEntry.RequestRefused.class))
          .last()
          .satisfies(entry -> assertThat(entry.why().code()).isEqualTo("too-many-user-pools"));
      String token = rig.emulator().userPool(declared).idToken("alice");
      assertThat(send(rig, token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theClaimsOfAUserPoolReachTheFunctionOfARestApi() throws Exception {
    try (HttpRig rig = pool()) {
      Map<String, Object> more =
          Map.of("token_use", "id", "cognito:groups", List.of("a", "b"), "exp", 4102444800L);
      assertThat(rig.send("GET", "/a", "Authorization", tokens.token(more)).statusCode())
          .isEqualTo(200);
      Json claims =
          rig.event()
              .child("requestContext")
              .flatMap(context -> context.child("authorizer"))
              .flatMap(authorizer -> authorizer.child("claims"))
              .orElseThrow();
      assertThat(claims.child("cognito:groups").flatMap(Json::string)).hasValue("a,b");
      assertThat(claims.child("exp").flatMap(Json::string))
          .hasValue("Fri Jan 01 00:00:00 UTC 2100");
    }
  }

  @Test
  void aUserPoolRefusesInTheWordsOfRestApis() throws Exception {
    try (HttpRig rig = pool()) {
      HttpResponse<String> late = send(rig, tokens.token(Map.of("exp", 1)));
      assertThat(late.statusCode()).isEqualTo(401);
      assertThat(late.body()).isEqualTo("{\"message\":\"The incoming token has expired\"}");
      assertThat(late.headers().firstValue("x-amzn-ErrorType")).hasValue("UnauthorizedException");
      assertThat(send(rig, tokens.token(Map.of("token_use", "access"))).statusCode())
          .isEqualTo(401);
      assertThat(rig.answered().why().code()).isEqualTo("token-use");
      assertThat(rig.send("GET", "/a").body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    }
    try (HttpRig rig = pool("read")) {
      assertThat(send(rig, tokens.token(Map.of("scope", "write"))).statusCode()).isEqualTo(401);
      assertThat(send(rig, tokens.token(Map.of("scope", "read"))).statusCode()).isEqualTo(200);
    }
  }
}
