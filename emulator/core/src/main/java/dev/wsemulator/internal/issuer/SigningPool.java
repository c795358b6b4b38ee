package dev.wsemulator.internal.issuer;

import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.api.UserToken;
import dev.wsemulator.internal.function.egress.IssuerPath;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A user pool. Thread-safe.
 *
 * @param pool the pool, which has an app client
 * @param pair its keys, made when they are first asked for
 * @param base the emulator's URL
 * @param time the clock
 */
record SigningPool(CognitoUserPool pool, Supplier<SigningKeys> pair, URI base, TimeSource time)
    implements TokenIssuer {
  private static final String CLIENT_ID = "[a-z0-9]{20,128}";

  @Override
  public String poolId() {
    return pool.poolId();
  }

  @Override
  public String url() {
    return UserPools.url(pool.poolId());
  }

  @Override
  public URI keys() {
    return base.resolve(new IssuerPath(pool.poolId(), IssuerPath.KEYS).path());
  }

  @Override
  public String token(UserToken token) {
    AppClient client = token.client().map(this::client).orElse(pool.clients().get(0));
    SigningKeys signing = pair.get();
    return SigningKeys.signed(
        token.use() == UserToken.Use.ID ? signing.id() : signing.access(),
        new TokenClaims(url(), client, time.now()).of(token));
  }

  private AppClient client(String name) {
    Optional<AppClient> known =
        pool.clients().stream()
            .filter(one -> one.clientId().equals(name) || one.logicalId().equals(name))
            .findFirst();
    List<String> names =
        pool.clients().stream()
            .flatMap(one -> Stream.of(one.logicalId(), one.clientId()))
            .filter(one -> !one.isEmpty())
            .toList();
    boolean isDeclared = pool.clients().stream().anyMatch(one -> !one.logicalId().isEmpty());
    if (known.isEmpty() && isDeclared && !name.matches(CLIENT_ID)) {
      throw new IllegalArgumentException(
          "The user pool %s has no app client \"%s\".%s It has: %s."
              .formatted(
                  pool.poolId(), name, Spelling.hint(name, names), String.join(", ", names)));
    }
    return known.orElse(new AppClient(name, "", AppClient.LIFETIME, AppClient.LIFETIME));
  }
}
