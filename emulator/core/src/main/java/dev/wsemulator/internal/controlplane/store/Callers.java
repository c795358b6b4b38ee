package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
import java.util.List;
import java.util.Optional;

/**
 * The callers of the control plane: every signed caller may define APIs and functions, but a
 * function manages APIs and invokes another function only if its role allows it. Thread-safe.
 */
public final class Callers {
  private static final String INVOKE = "lambda:InvokeFunction";

  private final SignatureVerifier verifier;
  private final boolean verified;

  /**
   * Creates a check of callers.
   *
   * @param verifier knows functions and the account's owner by their keys
   * @param verified {@code false} to accept every caller
   */
  public Callers(SignatureVerifier verifier, boolean verified) {
    this.verifier = verifier;
    this.verified = verified;
  }

  /** Refuses a call that is not signed. */
  public void requireSignature(HttpRequest request) {
    boolean isSigned =
        request.header("Authorization").filter(value -> value.startsWith("AWS4-")).isPresent();
    if (verified && !isSigned) {
      throw ServiceException.of(
          403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
  }

  /** Returns the calling function, or empty for other callers. */
  Optional<CallerPrincipal> function(HttpRequest request) {
    return verified
        ? verifier.caller(request).filter(identity -> identity.functionName() != null)
        : Optional.empty();
  }

  /**
   * Refuses a function whose role does not allow it to invoke another one.
   *
   * @param functionArn the function to invoke
   */
  public void requireInvoke(HttpRequest request, String functionArn) {
    function(request)
        .ifPresent(
            caller -> {
              verified("lambda", request);
              require(caller, INVOKE, functionArn);
            });
  }

  /**
   * Rejects a function whose role does not allow it to manage an API, or to pass the role of the
   * call to an integration or an authorizer (REC-129, REC-130).
   *
   * @param region where the API is
   */
  public void requireManage(HttpRequest request, String region) {
    Optional<CallerPrincipal> function = function(request);
    if (function.isEmpty()) {
      return;
    }
    String path = request.rawPath().replaceFirst("^/v2", "");
    String resource = Arn.of("apigateway", region, "", path);
    verified("apigateway", request);
    require(function.get(), "apigateway:" + request.method(), resource);
    Document given = Document.parse(request.body()).orElse(Document.EMPTY);
    for (String role : List.of("credentialsArn", "authorizerCredentialsArn")) {
      given
          .text(role)
          .filter(arn -> !arn.isEmpty())
          .ifPresent(arn -> require(function.get(), "iam:PassRole", arn));
    }
  }

  private void verified(String service, HttpRequest request) {
    Verification verification = verifier.verify(service, request);
    if (!(verification instanceof Verification.Verified)) {
      throw ServiceException.of(403, "InvalidSignatureException", verification.message());
    }
  }

  private static void require(CallerPrincipal caller, String action, String resource) {
    if (!Policies.allows(caller.policy(), action, resource)) {
      String reason =
          Policies.denies(caller.policy(), action, resource)
              ? "with an explicit deny in an identity-based policy"
              : "because no identity-based policy allows the %s action".formatted(action);
      throw ServiceException.of(
          403,
          "AccessDeniedException",
          "User: %s is not authorized to perform: %s on resource: %s %s"
              .formatted(caller.arn(), action, resource, reason));
    }
  }
}
