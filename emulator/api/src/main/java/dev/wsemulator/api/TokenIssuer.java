package dev.wsemulator.api;

import java.net.URI;

/**
 * A user pool of Amazon Cognito, as far as it signs tokens: there are no users, and no passwords.
 * Its keys are made when they are first needed, and end with the emulator. Implementations are
 * thread-safe.
 *
 * <pre>{@code
 * String token = emulator.userPool("Users").idToken("ann");
 * }</pre>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html">Tokens
 *     of user pools</a>
 */
public interface TokenIssuer {

  /** Returns the id of the pool, such as {@code us-east-1_a1b2c3d4e}. */
  String poolId();

  /** Returns the {@code iss} of its tokens. */
  String url();

  /**
   * Returns where this machine finds the public keys. Functions also find them where AWS has them,
   * at {@link #url()} and {@code /.well-known/jwks.json}.
   */
  URI keys();

  /**
   * Returns a signed token.
   *
   * @throws IllegalArgumentException if the template has app clients, and not the one that the
   *     token names by its logical id
   */
  String token(UserToken token);

  /** Returns an identity token of a user, for the first app client. */
  default String idToken(String username) {
    return token(UserToken.id(username).build());
  }

  /** Returns an access token of a user, for the first app client. */
  default String accessToken(String username) {
    return token(UserToken.access(username).build());
  }
}
