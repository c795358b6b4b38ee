package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the authorizers of routes.
 *
 * @param invokers finds the functions of authorizers
 * @param verifier verifies signatures
 * @param keys has the keys of issuers
 * @param context whose APIs they are
 */
public record RouteAuthorizers(
    IntegrationInvokers invokers,
    SignatureVerifier verifier,
    TokenKeys keys,
    RouteAuthorizerContext context) {

  /** Returns the authorizers of all routes of an API, by their keys. */
  public Map<String, RouteAuthorizer> of(HttpApi api) {
    Map<String, AnswerCache> caches = new HashMap<>();
    Map<String, RouteAuthorizer> authorizers = new HashMap<>();
    api.routes().forEach((key, route) -> authorizers.put(key, of(route, caches)));
    return authorizers;
  }

  private RouteAuthorizer of(HttpRoute route, Map<String, AnswerCache> caches) {
    HttpAuthorization authorization = route.authorization();
    if (authorization instanceof HttpAuthorization.Iam) {
      return new SignedRequestAuthorizer(verifier, context);
    }
    if (authorization instanceof HttpAuthorization.Jwt jwt) {
      TokenCheck check = new TokenCheck(List.of(jwt.issuer()), keys, context.time());
      return new JwtAuthorizer(jwt, check);
    }
    if (authorization instanceof HttpAuthorization.UserPool pool) {
      List<HttpAuthorization.Issuer> issuers =
          pool.issuers().stream().map(url -> new HttpAuthorization.Issuer(url, List.of())).toList();
      return new UserPoolAuthorizer(pool, new TokenCheck(issuers, keys, context.time()));
    }
    if (authorization instanceof HttpAuthorization.Custom custom) {
      HttpAuthorizer authorizer = custom.authorizer();
      AnswerCache cache =
          caches.computeIfAbsent(
              authorizer.id(), id -> new AnswerCache(authorizer.cached(), context.time()));
      return new FunctionAuthorizer(authorizer, invokers, context, cache);
    }
    return RouteAuthorizer.OPEN;
  }
}
