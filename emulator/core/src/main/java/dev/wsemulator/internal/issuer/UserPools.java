package dev.wsemulator.internal.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.internal.function.egress.IssuerPath;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user pools: those of the template, those that authorizers name, and any other that is asked
 * for by its id. A pool has keys when it is first asked for them. Thread-safe.
 */
public final class UserPools {
  /** How many pools that the stack does not name get keys, which take time to make. */
  private static final int LIMIT = 8;

  /** An id, or what ends with one: an ARN or a URL. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:https?://[^/]+/|arn:[^:]+:cognito-idp:[^/]*:userpool/)?(%s)/?"
              .formatted(IssuerPath.POOL_ID));

  private final Supplier<Stack> stack;
  private final TimeSource time;
  private final URI base;
  private final Map<String, SigningKeys> keys = new ConcurrentHashMap<>();

  /**
   * Creates it without keys.
   *
   * @param stack the stack as it is now
   * @param time the clock
   * @param base the emulator's URL
   */
  public UserPools(Supplier<Stack> stack, TimeSource time, URI base) {
    this.stack = stack;
    this.time = time;
    this.base = base;
  }

  /** Returns the {@code iss} of a pool. */
  static String url(String poolId) {
    return "https://cognito-idp.%s.amazonaws.com/%s"
        .formatted(poolId.substring(0, poolId.indexOf('_')), poolId);
  }

  /** Returns the pools of the template, and those that authorizers name. */
  public List<CognitoUserPool> known() {
    Map<String, CognitoUserPool> all = new LinkedHashMap<>();
    Stack now = stack.get();
    now.userPools().forEach(pool -> all.put(pool.poolId(), usable(pool, now)));
    named(now)
        .map(issuer -> poolId(issuer.url()))
        .flatMap(Optional::stream)
        .forEach(id -> all.computeIfAbsent(id, unknown -> undeclared(id, now)));
    return List.copyOf(all.values());
  }

  /**
   * Returns a pool.
   *
   * @param name its logical id, its id, its ARN or its URL; empty if there is only one
   * @throws IllegalArgumentException if there is no such pool; the message lists those that there
   *     are
   */
  public TokenIssuer find(String name) {
    List<CognitoUserPool> all = known();
    if (name.isEmpty() && all.size() == 1) {
      return signing(all.get(0));
    }
    Optional<String> id = poolId(name);
    return all.stream()
        .filter(pool -> pool.logicalId().equals(name) && !name.isEmpty())
        .findFirst()
        .or(() -> id.flatMap(one -> byId(all, one)))
        .or(() -> id.map(one -> undeclared(one, stack.get())))
        .map(this::signing)
        .orElseThrow(() -> unknown(name, all));
  }

  private TokenIssuer signing(CognitoUserPool pool) {
    return new SigningPool(pool, () -> keysOf(pool.poolId()), base, time);
  }

  private static Optional<CognitoUserPool> byId(List<CognitoUserPool> all, String id) {
    return all.stream().filter(pool -> pool.poolId().equals(id)).findFirst();
  }

  private static IllegalArgumentException unknown(String name, List<CognitoUserPool> all) {
    List<String> names =
        all.stream()
            .map(pool -> pool.logicalId().isEmpty() ? pool.poolId() : pool.logicalId())
            .toList();
    String what =
        name.isEmpty()
            ? "Which user pool?"
            : "There is no user pool \"%s\".%s".formatted(name, Spelling.hint(name, names));
    String known =
        names.isEmpty()
            ? "The stack has none."
            : "The stack has: %s.".formatted(String.join(", ", names));
    return new IllegalArgumentException(
        "%s %s The id of any pool is also accepted, such as us-east-1_a1b2c3d4e."
            .formatted(what, known));
  }

  /** Returns the pool's id in an id, an ARN or a URL. */
  private static Optional<String> poolId(String name) {
    Matcher found = NAMED.matcher(name);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** Returns the issuers that authorizers name. */
  private static Stream<HttpAuthorization.Issuer> named(Stack stack) {
    return stack.httpApis().stream()
        .map(HttpApi::routes)
        .flatMap(routes -> routes.values().stream())
        .map(HttpRoute::authorization)
        .flatMap(
            one -> {
              if (one instanceof HttpAuthorization.Jwt jwt) {
                return Stream.of(jwt.issuer());
              }
              return one instanceof HttpAuthorization.UserPool pool
                  ? pool.issuers().stream().map(url -> new HttpAuthorization.Issuer(url, List.of()))
                  : Stream.of();
            })
        .filter(issuer -> issuer.url().contains("//cognito-idp."));
  }

  private static CognitoUserPool undeclared(String poolId, Stack stack) {
    return usable(new CognitoUserPool(poolId, "", List.of()), stack);
  }

  /** Returns a pool with a client: its own, or one for which an authorizer accepts tokens. */
  private static CognitoUserPool usable(CognitoUserPool pool, Stack stack) {
    List<AppClient> clients = new ArrayList<>(pool.clients());
    if (clients.isEmpty()) {
      named(stack)
          .filter(issuer -> issuer.url().equals(url(pool.poolId())))
          .flatMap(issuer -> issuer.audience().stream())
          .distinct()
          .forEach(id -> clients.add(client(id)));
    }
    if (clients.isEmpty()) {
      String hash = UUID.nameUUIDFromBytes(pool.poolId().getBytes(UTF_8)).toString();
      clients.add(client(hash.replace("-", "").substring(0, 26)));
    }
    return new CognitoUserPool(pool.poolId(), pool.logicalId(), clients);
  }

  private static AppClient client(String id) {
    return new AppClient(id, "", AppClient.LIFETIME, AppClient.LIFETIME);
  }

  /**
   * Returns a public document of a pool.
   *
   * @param host the host that is asked; what is asked here gets the URLs of this machine
   * @throws IllegalArgumentException if there are too many pools
   */
  public String document(IssuerPath path, String host) {
    String issuer = url(path.poolId());
    if (path.document().equals(IssuerPath.KEYS)) {
      return keysOf(path.poolId()).publicKeys();
    }
    String keySet = new IssuerPath(path.poolId(), IssuerPath.KEYS).path();
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
    configuration.put("issuer", issuer);
    configuration.put(
        "jwks_uri",
        host.contains("cognito-idp")
            ? URI.create(issuer).resolve(keySet).toString()
            : base.resolve(keySet).toString());
    configuration.put("response_types_supported", List.of("code", "token"));
    configuration.put("scopes_supported", List.of("openid", "email", "phone", "profile"));
    configuration.put("subject_types_supported", List.of("public"));
    return JsonText.of(configuration);
  }

  private SigningKeys keysOf(String poolId) {
    SigningKeys present = keys.get(poolId);
    if (present != null) {
      return present;
    }
    if (keys.size() >= LIMIT && byId(known(), poolId).isEmpty()) {
      throw new IllegalArgumentException(
          "There are %d user pools with keys: %s."
              .formatted(
                  keys.size(), keys.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    return keys.computeIfAbsent(poolId, any -> SigningKeys.create());
  }
}
