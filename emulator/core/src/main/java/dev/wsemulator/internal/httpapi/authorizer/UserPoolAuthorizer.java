package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.internal.httpapi.authorizer.RouteDecision.ClientError;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code COGNITO_USER_POOLS} of a REST API.
 *
 * @param authorization whose tokens are accepted
 * @param check checks them
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html">User
 *     pools as authorizers</a>
 */
record UserPoolAuthorizer(HttpAuthorization.UserPool authorization, TokenCheck check)
    implements RouteAuthorizer {
  /** Claims that functions get as a date. */
  private static final Set<String> DATES = Set.of("exp", "iat");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Override
  public CompletableFuture<RouteDecision> admit(HttpCall call, RouteMatch match) {
    String value = RequestIdentitySource.parse(authorization.identitySource()).value(call);
    if (value.isEmpty()) {
      return CompletableFuture.completedFuture(
          new RouteDecision.Refused(
              ClientError.UNAUTHORIZED, TokenReasons.missing(authorization.identitySource())));
    }
    return check.check(value).thenApply(this::decide);
  }

  private RouteDecision decide(TokenCheck.Checked checked) {
    JsonWebToken token = checked.token();
    if (token == null) {
      boolean isLate = checked.reason().code().equals("token-expired");
      ClientError error =
          isLate
              ? new ClientError(401, "The incoming token has expired", "UnauthorizedException")
              : ClientError.UNAUTHORIZED;
      return new RouteDecision.Refused(error, checked.reason());
    }
    List<String> wanted = authorization.scopes();
    if (wanted.isEmpty() && token.text("token_use").equals("access")) {
      return new RouteDecision.Refused(
          ClientError.UNAUTHORIZED, TokenReasons.otherUse(token.text("token_use")));
    }
    if (!wanted.isEmpty() && token.scopes().stream().noneMatch(wanted::contains)) {
      return new RouteDecision.Refused(
          ClientError.UNAUTHORIZED, TokenReasons.noScope(wanted, token.scopes()));
    }
    Map<String, String> claims = new LinkedHashMap<>();
    token.claims().forEach((name, value) -> claims.put(name, text(name, value)));
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("claims", claims);
    return new RouteDecision.Admitted(new Identity(first, null, null));
  }

  private static String text(String name, Json claim) {
    if (DATES.contains(name) && claim.value() instanceof Number seconds) {
      return DATE.format(Instant.ofEpochSecond(seconds.longValue()));
    }
    boolean isList = !claim.isScalar() && !claim.isObject();
    return isList
        ? claim.elements().stream().map(Json::selectionText).collect(Collectors.joining(","))
        : claim.selectionText();
  }
}
