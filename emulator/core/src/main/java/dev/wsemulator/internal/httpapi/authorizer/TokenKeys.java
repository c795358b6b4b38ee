package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.egress.IssuerPath;
import dev.wsemulator.internal.http.OutgoingClient;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The public keys of issuers of tokens: from a file or a URL that the user has given, of a user
 * pool that the emulator has, or from the issuer itself, if calls of it are redirected, stay on
 * this machine, or are allowed. Nothing else is called. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">JSON Web Key</a>
 */
public final class TokenKeys implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How soon keys are read again for a token whose key is not among them. */
  private static final Duration LEAST_AGE = Duration.ofSeconds(5);

  private static final Pattern HERE =
      Pattern.compile("\\[::1]|127\\.\\d+\\.\\d+\\.\\d+|([a-z0-9-]+\\.)*localhost");

  private final Map<String, URI> given;
  private final Egress egress;
  private final Function<IssuerPath, String> userPools;
  private final OutgoingClient client = new OutgoingClient(TIMEOUT);
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(long at, CompletableFuture<Map<String, PublicKey>> keys) {}

  /** Says why there are no keys of an issuer. */
  static final class NoKeysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoKeysException(String message) {
      super(message);
    }
  }

  /**
   * Creates it without keys.
   *
   * @param given where the keys of issuers are, by their URLs
   * @param egress where calls of other hosts go
   * @param userPools returns the keys of user pools
   */
  public TokenKeys(Map<String, URI> given, Egress egress, Function<IssuerPath, String> userPools) {
    this.given = Map.copyOf(given);
    this.egress = egress;
    this.userPools = userPools;
  }

  /**
   * Returns the key of an issuer with an id, or empty if it has none of this id. Fails if the keys
   * cannot be read; the message says why.
   */
  CompletableFuture<Optional<PublicKey>> find(String issuer, String keyId) {
    Known now = known.computeIfAbsent(issuer, this::read);
    return now.keys()
        .handle((keys, failure) -> failure == null && keys.containsKey(keyId))
        .thenCompose(
            isThere -> {
              boolean isOld = TimeSource.system().nanos() - now.at() > LEAST_AGE.toNanos();
              Known last = isThere || !isOld ? now : renewed(issuer, now);
              return last.keys().thenApply(keys -> Optional.ofNullable(keys.get(keyId)));
            });
  }

  private Known renewed(String issuer, Known old) {
    known.remove(issuer, old);
    return known.computeIfAbsent(issuer, this::read);
  }

  private Known read(String issuer) {
    CompletableFuture<Map<String, PublicKey>> keys;
    try {
      keys = source(issuer).thenApply(TokenKeys::parse);
    } catch (RuntimeException e) {
      keys = CompletableFuture.failedFuture(e);
    }
    return new Known(TimeSource.system().nanos(), keys);
  }

  private CompletableFuture<byte[]> source(String issuer) {
    URI place = given.getOrDefault(issuer, given.get(issuer.replaceFirst("/$", "")));
    if (place != null) {
      return "file".equals(place.getScheme())
          ? CompletableFuture.completedFuture(file(Path.of(place)))
          : fetch(place);
    }
    String base = issuer.replaceFirst("/$", "");
    URI keySet = URI.create(base + "/.well-known/" + IssuerPath.KEYS);
    if (egress.isIssuer(keySet)) {
      IssuerPath path = IssuerPath.of(keySet.getRawPath()).orElseThrow();
      return CompletableFuture.completedFuture(
          userPools.apply(path).getBytes(StandardCharsets.UTF_8));
    }
    return fetch(allowed(URI.create(base + "/.well-known/openid-configuration")))
        .thenCompose(
            configuration ->
                fetch(
                    allowed(
                        Json.parse(configuration)
                            .flatMap(json -> json.child("jwks_uri"))
                            .flatMap(Json::string)
                            .map(URI::create)
                            .orElseThrow(
                                () ->
                                    new NoKeysException(
                                        "The configuration of the issuer has an unknown jwks_uri.")))));
  }

  private static byte[] file(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + path + " cannot be read: " + e, e);
    }
  }

  /** Returns where a call of an issuer goes. */
  private URI allowed(URI url) {
    String authority = Optional.ofNullable(url.getRawAuthority()).orElse("");
    boolean isHere =
        url.getHost() != null && HERE.matcher(url.getHost()).matches()
            || egress.isMapped(authority);
    if (!isHere && !egress.concerns(authority)) {
      throw new NoKeysException("The host of %s is not allowed.".formatted(url));
    }
    try {
      return egress.apply(url);
    } catch (UnsupportedOperationException e) {
      throw new NoKeysException(String.valueOf(e.getMessage()));
    }
  }

  private CompletableFuture<byte[]> fetch(URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    return client
        .get()
        .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            response -> {
              if (response.statusCode() != 200) {
                throw new NoKeysException("%s answers %d.".formatted(url, response.statusCode()));
              }
              return response.body();
            });
  }

  private static Map<String, PublicKey> parse(byte[] set) {
    Map<String, PublicKey> keys = new HashMap<>();
    Json all =
        Json.parse(set)
            .flatMap(json -> json.child("keys"))
            .orElseThrow(() -> new NoKeysException("This is not a JSON Web Key Set."));
    for (Json key : all.elements()) {
      if (key.child("kty").flatMap(Json::string).filter("RSA"::equals).isPresent()) {
        keys.put(text(key, "kid"), rsa(key));
      }
    }
    return Map.copyOf(keys);
  }

  private static String text(Json key, String member) {
    return key.child(member).flatMap(Json::string).orElse("");
  }

  private static PublicKey rsa(Json key) {
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      return KeyFactory.getInstance("RSA")
          .generatePublic(
              new RSAPublicKeySpec(
                  new BigInteger(1, decoder.decode(text(key, "n"))),
                  new BigInteger(1, decoder.decode(text(key, "e")))));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new NoKeysException("The key \"%s\" is not valid: %s".formatted(text(key, "kid"), e));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
