package dev.wsemulator.internal.management;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
import dev.wsemulator.internal.management.ConnectionsEndpoint.CallRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The permission to use {@code @connections}: callers sign, and their role allows {@code
 * execute-api:ManageConnections}. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">IAM
 *     permissions</a>
 */
public final class CallerCheck {
  private static final String ACTION = "execute-api:ManageConnections";

  private final SignatureVerifier verifier;
  private final Account account;

  /**
   * The account of the API.
   *
   * @param region the region
   * @param accountId twelve digits
   * @param verified {@code false} to accept every caller
   */
  public record Account(String region, String accountId, boolean verified) {}

  /** Creates a check of the callers that the verifier knows. */
  public CallerCheck(SignatureVerifier verifier, Account account) {
    this.verifier = verifier;
    this.account = account;
  }

  /**
   * The result of a check.
   *
   * @param functionName the function that calls, or {@code null}
   * @param refusal the answer to a caller who may not; empty for one who may
   */
  record Checked(@Nullable String functionName, Optional<CallRefusal> refusal) {}

  /** Returns who calls a stage's endpoint, and whether it may. */
  Checked check(DeployedStage stage, HttpRequest request) {
    if (!account.verified()) {
      return new Checked(null, Optional.empty());
    }
    Verification verification = verifier.verify("execute-api", request);
    if (verification instanceof Verification.Verified verified) {
      CallerPrincipal caller = verified.identity();
      return new Checked(caller.functionName(), denial(stage, request.method(), caller));
    }
    return new Checked(
        null, Optional.of(new CallRefusal(refusal(verification), verification.why())));
  }

  /** Returns the caller, or {@code null} if its key is unknown. */
  @Nullable CallerPrincipal known(HttpRequest request) {
    return account.verified() ? verifier.caller(request).orElse(null) : null;
  }

  /** Returns the function whose key a request names; {@code null} if it names none. */
  @Nullable String functionOf(HttpRequest request) {
    return verifier.caller(request).map(CallerPrincipal::functionName).orElse(null);
  }

  private static HttpResponse refusal(Verification verification) {
    ManagementErrors error =
        switch (verification.problem()) {
          case NOT_SIGNED -> ManagementErrors.MISSING_TOKEN;
          case UNKNOWN_KEY -> ManagementErrors.UNRECOGNIZED_CLIENT;
          case INVALID_SIGNATURE -> ManagementErrors.INVALID_SIGNATURE;
        };
    return ConnectionsEndpoint.error(error, ManagementErrors.message(verification.message()));
  }

  /** Policies are about the path's template: what they say of single connections is not heard. */
  private Optional<CallRefusal> denial(DeployedStage stage, String method, CallerPrincipal caller) {
    String resource = arn(account.accountId(), stage, method);
    if (Policies.allows(caller.policy(), ACTION, resource)) {
      return Optional.empty();
    }
    String why =
        Policies.denies(caller.policy(), ACTION, resource)
            ? "with an explicit deny in an identity-based policy"
            : "because no identity-based policy allows the " + ACTION + " action";
    String masked = "********" + account.accountId().substring(8);
    String text =
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(caller.arn(), ACTION, arn(masked, stage, method), why);
    return Optional.of(
        new CallRefusal(
            ConnectionsEndpoint.error(
                ManagementErrors.ACCESS_DENIED, ManagementErrors.denial(text)),
            PolicyReasons.notAllowed(caller, ACTION, resource)));
  }

  private String arn(String accountId, DeployedStage stage, String method) {
    return Arn.ofExecuteApi(
        account.region(),
        accountId,
        "%s/%s/%s/@connections/{connectionId}"
            .formatted(stage.api().apiId(), stage.stage().stageName(), method));
  }
}
