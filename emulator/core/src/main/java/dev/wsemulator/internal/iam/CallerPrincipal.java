package dev.wsemulator.internal.iam;

import dev.wsemulator.lambda.PolicyStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a signed request.
 *
 * @param accessKeyId the key's public half
 * @param secretAccessKey the key's secret half
 * @param arn the caller's ARN, as denials name it
 * @param policy what the caller may do
 * @param clock by which clock it dates its signatures
 */
public record CallerPrincipal(
    String accessKeyId,
    String secretAccessKey,
    String arn,
    List<PolicyStatement> policy,
    SignerClock clock) {

  /** Creates a caller of whose clock nothing is known. */
  public CallerPrincipal(
      String accessKeyId, String secretAccessKey, String arn, List<PolicyStatement> policy) {
    this(accessKeyId, secretAccessKey, arn, policy, SignerClock.UNKNOWN);
  }

  /** Returns the function that it is, or {@code null}: its role's session has its name. */
  public @Nullable String functionName() {
    return arn.contains(":assumed-role/") ? arn.substring(arn.lastIndexOf('/') + 1) : null;
  }

  /** Returns an id such as AWS gives to users and roles. */
  public String userId() {
    return "AIDA" + accessKeyId.substring(Math.min(4, accessKeyId.length()));
  }
}
