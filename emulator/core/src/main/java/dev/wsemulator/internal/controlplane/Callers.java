package dev.wsemulator.internal.controlplane;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.Identity;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
import dev.wsemulator.time.TimeSource;
import java.util.Optional;

/**
 * Who calls the control plane: anybody who signs may define APIs and functions, but a function
 * invokes another one only if its role allows it to. Thread-safe.
 */
public final class Callers {
  private static final String INVOKE = "lambda:InvokeFunction";

  private final SignatureVerifier verifier;
  private final boolean verified;

  /**
   * Creates a check of callers.
   *
   * @param verifier knows functions and the account's owner by their keys
   * @param verified {@code false} to let everybody do everything
   */
  public Callers(SignatureVerifier verifier, boolean verified) {
    this.verifier = verifier;
    this.verified = verified;
  }

  /** Refuses a call that is not signed. */
  void requireSignature(HttpRequest request) {
    boolean isSigned =
        request.header("Authorization").filter(value -> value.startsWith("AWS4-")).isPresent();
    if (verified && !isSigned) {
      throw Refusal.of(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
  }

  /** Returns the function that calls, or empty if it is somebody else. */
  Optional<Identity> function(HttpRequest request) {
    return verified
        ? verifier.caller(request).filter(identity -> identity.functionName() != null)
        : Optional.empty();
  }

  /**
   * Refuses a function whose role does not allow it to invoke another one.
   *
   * @param functionArn the function to invoke
   */
  void requireInvoke(HttpRequest request, String functionArn) {
    Optional<Identity> function = function(request);
    if (function.isEmpty()) {
      return;
    }
    Verification verification = verifier.verify("lambda", request, TimeSource.system().now());
    if (!(verification instanceof Verification.Verified)) {
      throw Refusal.of(403, "InvalidSignatureException", verification.message());
    }
    Identity caller = function.get();
    if (!Policies.allows(caller.policy(), INVOKE, functionArn)) {
      String reason =
          Policies.denies(caller.policy(), INVOKE, functionArn)
              ? "with an explicit deny in an identity-based policy"
              : "because no identity-based policy allows the %s action".formatted(INVOKE);
      throw Refusal.of(
          403,
          "AccessDeniedException",
          "User: %s is not authorized to perform: %s on resource: %s %s"
              .formatted(caller.arn(), INVOKE, functionArn, reason));
    }
  }
}
