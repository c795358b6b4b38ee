package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.internal.httpapi.authorizer.RouteDecision.ClientError;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code JWT} of an HTTP API.
 *
 * @param authorization whose tokens are accepted
 * @param check checks them
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
record JwtAuthorizer(HttpAuthorization.Jwt authorization, TokenCheck check)
    implements RouteAuthorizer {
  private static final String INVALID = "Bearer scope=\"%s\" error=\"invalid_token\"%s";

  @Override
  public CompletableFuture<RouteDecision> admit(HttpCall call, RouteMatch match) {
    String value = RequestIdentitySource.parse(authorization.identitySource()).value(call);
    if (value.isEmpty()) {
      return CompletableFuture.completedFuture(
          new RouteDecision.Refused(
              ClientError.UNAUTHORIZED,
              "Bearer",
              TokenReasons.missing(authorization.identitySource())));
    }
    return check.check(value).thenApply(this::decide);
  }

  private RouteDecision decide(TokenCheck.Checked checked) {
    JsonWebToken token = checked.token();
    String scopes = String.join(" ", authorization.scopes());
    if (token == null) {
      String text = checked.description();
      String description = text.isEmpty() ? "" : " error_description=\"%s\"".formatted(text);
      return new RouteDecision.Refused(
          ClientError.UNAUTHORIZED, INVALID.formatted(scopes, description), checked.reason());
    }
    List<String> wanted = authorization.scopes();
    if (!wanted.isEmpty() && token.scopes().stream().noneMatch(wanted::contains)) {
      return new RouteDecision.Refused(
          ClientError.FORBIDDEN,
          "Bearer scope=\"%s\" error=\"insufficient_scope\"".formatted(scopes),
          TokenReasons.noScope(wanted, token.scopes()));
    }
    Map<String, @Nullable Object> jwt = new LinkedHashMap<>();
    Map<String, String> claims = new LinkedHashMap<>();
    token.claims().forEach((name, value) -> claims.put(name, text(value)));
    jwt.put("claims", claims);
    jwt.put("scopes", wanted.isEmpty() ? null : token.scopes());
    Map<String, @Nullable Object> second = new LinkedHashMap<>();
    second.put("jwt", jwt);
    return new RouteDecision.Admitted(new Identity(jwt, second, null));
  }

  /** Returns a claim as functions get it: everything is text, and lists have no commas. */
  private static String text(Json claim) {
    boolean isList = !claim.isScalar() && !claim.isObject();
    return isList
        ? claim.elements().stream()
            .map(JwtAuthorizer::text)
            .collect(Collectors.joining(" ", "[", "]"))
        : claim.selectionText();
  }
}
