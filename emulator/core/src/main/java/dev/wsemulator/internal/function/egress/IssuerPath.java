package dev.wsemulator.internal.function.egress;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a public document of a user pool, the same at AWS and here.
 *
 * @param poolId the pool's id
 * @param document {@code jwks.json} or {@code openid-configuration}
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html">Endpoints
 *     of user pools</a>
 */
public record IssuerPath(String poolId, String document) {
  /** The keys. */
  public static final String KEYS = "jwks.json";

  /** A pool's id, with its region. */
  public static final String POOL_ID = "[a-z]{2,4}(?:-[a-z]+)+-\\d_[0-9A-Za-z]{1,40}";

  private static final Pattern PATH =
      Pattern.compile("/(" + POOL_ID + ")/\\.well-known/(jwks\\.json|openid-configuration)");

  /** Returns what a path names, or empty if it is not that of such a document. */
  public static Optional<IssuerPath> of(String path) {
    if (!path.contains("/.well-known/")) {
      return Optional.empty();
    }
    Matcher found = PATH.matcher(path);
    return found.matches()
        ? Optional.of(new IssuerPath(found.group(1), found.group(2)))
        : Optional.empty();
  }

  /** Returns the path. */
  public String path() {
    return "/%s/.well-known/%s".formatted(poolId, document);
  }
}
