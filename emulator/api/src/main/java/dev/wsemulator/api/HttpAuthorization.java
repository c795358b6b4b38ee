package dev.wsemulator.api;

import java.util.List;
import java.util.Objects;

/**
 * Who may call a route of an HTTP or REST API. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html">Access
 *     control of HTTP APIs</a>
 */
public sealed interface HttpAuthorization {

  /** {@code NONE}: everyone. */
  record Open() implements HttpAuthorization {}

  /** {@code AWS_IAM}: who signs and is allowed {@code execute-api:Invoke}. */
  record Iam() implements HttpAuthorization {}

  /**
   * {@code JWT} of an HTTP API: who has a token of an issuer.
   *
   * @param issuer whose tokens are accepted
   * @param scopes the scopes of which the token must have one; with none, any token will do
   * @param identitySource where the token is, such as {@code $request.header.Authorization}
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
   *     authorizers</a>
   */
  record Jwt(Issuer issuer, List<String> scopes, String identitySource)
      implements HttpAuthorization {
    /** Copies the scopes. */
    public Jwt {
      Objects.requireNonNull(issuer, "issuer");
      scopes = List.copyOf(scopes);
      Objects.requireNonNull(identitySource, "identitySource");
    }
  }

  /**
   * Whose tokens are accepted.
   *
   * @param url the token's {@code iss}
   * @param audience of which the token's {@code aud} or {@code client_id} must be one; with none it
   *     is not checked
   */
  record Issuer(String url, List<String> audience) {
    /** Copies the audience. */
    public Issuer {
      Objects.requireNonNull(url, "url");
      audience = List.copyOf(audience);
    }
  }

  /**
   * {@code COGNITO_USER_POOLS} of a REST API: who has a token of a user pool.
   *
   * @param issuers the URLs of the pools, as in the tokens' {@code iss}
   * @param scopes the scopes of which an access token must have one; with none an identity token is
   *     wanted
   * @param identitySource where the token is, such as {@code method.request.header.Authorization}
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html">User
   *     pools as authorizers</a>
   */
  record UserPool(List<String> issuers, List<String> scopes, String identitySource)
      implements HttpAuthorization {
    /** Copies the lists. */
    public UserPool {
      issuers = List.copyOf(issuers);
      scopes = List.copyOf(scopes);
      Objects.requireNonNull(identitySource, "identitySource");
    }
  }

  /**
   * {@code CUSTOM}: whom a function lets in.
   *
   * @param authorizer the function, and what it needs
   */
  record Custom(HttpAuthorizer authorizer) implements HttpAuthorization {
    /** Checks that nothing is missing. */
    public Custom {
      Objects.requireNonNull(authorizer, "authorizer");
    }
  }
}
