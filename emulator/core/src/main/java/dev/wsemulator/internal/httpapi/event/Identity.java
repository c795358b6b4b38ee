package dev.wsemulator.internal.httpapi.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the sender of a request, as events show it. Immutable by convention.
 *
 * @param first the authorizer in format 1.0; {@code null} if there is none
 * @param second the authorizer in format 2.0; {@code null} if there is none
 * @param signer who has signed the request; {@code null} if it is not signed
 */
public record Identity(
    @Nullable Map<String, @Nullable Object> first,
    @Nullable Map<String, @Nullable Object> second,
    @Nullable Signer signer) {
  /** Of a route that everyone may call. */
  public static final Identity ANYONE = new Identity(null, null, null);

  /**
   * Who has signed a request.
   *
   * @param accountId the account
   * @param accessKeyId the key
   * @param who the user or the session
   */
  public record Signer(String accountId, String accessKeyId, Principal who) {}

  /**
   * A user or a role's session.
   *
   * @param arn its ARN
   * @param userId its id
   */
  public record Principal(String arn, String userId) {}
}
