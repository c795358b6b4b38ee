package dev.wsemulator.internal.issuer;

import dev.wsemulator.api.UserToken;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The claims of tokens, as Cognito makes them.
 *
 * @param issuer the {@code iss}
 * @param client the app client
 * @param now when the token is made
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html">Identity
 *     tokens</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">Access
 *     tokens</a>
 */
record TokenClaims(String issuer, AppClient client, Instant now) {
  /** The scope of users that sign in by Cognito's API. */
  private static final String SIGNED_IN = "aws.cognito.signin.user.admin";

  /** Returns the claims of a token. */
  Map<String, Object> of(UserToken token) {
    boolean isId = token.use() == UserToken.Use.ID;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", token.sub().orElseGet(() -> sub(token.username())));
    if (!token.groups().isEmpty()) {
      claims.put("cognito:groups", token.groups());
    }
    claims.put("iss", issuer);
    if (isId) {
      claims.put("cognito:username", token.username());
      claims.put("aud", client.clientId());
    } else {
      putAccess(claims, token);
    }
    claims.put("origin_jti", UUID.randomUUID().toString());
    claims.put("event_id", UUID.randomUUID().toString());
    claims.put("token_use", isId ? "id" : "access");
    putTimes(claims, token.lifetime().orElse(isId ? client.idToken() : client.accessToken()));
    claims.put("jti", UUID.randomUUID().toString());
    for (String address : List.of("email", "phone_number")) {
      if (isId && token.claims().containsKey(address)) {
        claims.put(address + "_verified", true);
      }
    }
    claims.putAll(token.claims());
    return claims;
  }

  private void putAccess(Map<String, Object> claims, UserToken token) {
    if (!token.scopes().isEmpty()) {
      claims.put("version", 2);
    }
    claims.put("client_id", client.clientId());
    claims.put("scope", token.scopes().isEmpty() ? SIGNED_IN : String.join(" ", token.scopes()));
    claims.put("username", token.username());
  }

  /** A token that has expired was made before. */
  private void putTimes(Map<String, Object> claims, Duration lifetime) {
    Instant end = now.plus(lifetime);
    Instant begin = lifetime.isNegative() ? end.minus(AppClient.LIFETIME) : now;
    claims.put("auth_time", begin.getEpochSecond());
    claims.put("exp", end.getEpochSecond());
    claims.put("iat", begin.getEpochSecond());
  }

  private String sub(String username) {
    byte[] name = (issuer + "/" + username).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
