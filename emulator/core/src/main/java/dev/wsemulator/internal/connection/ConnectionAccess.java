package dev.wsemulator.internal.connection;

import dev.wsemulator.api.Stage.ApiKey;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what right a client got in; kept for all events of its connection. Immutable.
 *
 * @param authorizer what a Lambda authorizer said of it; {@code null} if there was none
 * @param caller who signed the handshake; {@code null} if no signature was required
 * @param apiKey the key that it had; {@code null} if it needed none
 */
public record ConnectionAccess(
    @Nullable Authorized authorizer, @Nullable Caller caller, @Nullable ApiKey apiKey) {
  /** Access without authorization. */
  public static final ConnectionAccess OPEN = new ConnectionAccess(null, null, null);

  /**
   * What a Lambda authorizer said of a client.
   *
   * @param principalId whom it takes it for, or {@code null} if it does not say
   * @param context what else it says, as text
   * @param latencyMillis how long it took
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-lambda-authorizer-output.html">Output
   *     of an authorizer</a>
   */
  public record Authorized(
      @Nullable String principalId, Map<String, String> context, long latencyMillis) {
    /** Checks that nothing is missing; the context keeps its order. */
    public Authorized {
      Objects.requireNonNull(context, "context");
    }
  }

  /**
   * Who signed a handshake.
   *
   * @param accountId twelve digits
   * @param accessKey the access key id
   * @param userArn the caller's ARN
   * @param userId the caller's unique id
   */
  public record Caller(String accountId, String accessKey, String userArn, String userId) {}

  /** Returns this with an API key. */
  public ConnectionAccess withApiKey(ApiKey key) {
    return new ConnectionAccess(authorizer, caller, key);
  }
}
