package dev.wsemulator.internal.httpapi.gate;

import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.Identity.Principal;
import dev.wsemulator.internal.httpapi.event.Identity.Signer;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.httpapi.gate.Admission.GateError;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
import dev.wsemulator.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@code AWS_IAM}: the client signs the request and may invoke the route. Signatures may be of the
 * emulator's time, or of the machine's, by which SDKs sign.
 *
 * @param verifier verifies signatures
 * @param context whose API it is
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html">IAM
 *     authorization</a>
 */
record SignatureGate(SignatureVerifier verifier, GateContext context) implements Gate {
  private static final String INVOKE = "execute-api:Invoke";

  @Override
  public CompletableFuture<Admission> admit(HttpCall call, RouteMatch match) {
    Verification verification =
        verifier.verify(
            "execute-api", call.request(), context.time().now(), TimeSource.system().now());
    return CompletableFuture.completedFuture(
        verification instanceof Verification.Verified verified
            ? decide(call, verified.identity())
            : refused(call, verification));
  }

  private static Admission refused(HttpCall call, Verification verification) {
    if (!call.target().isRest()) {
      return new Admission.Refused(GateError.FORBIDDEN, verification.why());
    }
    GateError error =
        switch (verification.problem()) {
          case NOT_SIGNED ->
              new GateError(
                  403, "Missing Authentication Token", "MissingAuthenticationTokenException");
          case UNKNOWN_KEY ->
              new GateError(
                  403,
                  "The security token included in the request is invalid.",
                  "UnrecognizedClientException");
          case INVALID_SIGNATURE ->
              new GateError(403, verification.message(), "InvalidSignatureException");
        };
    return new Admission.Refused(error, verification.why());
  }

  private Admission decide(HttpCall call, CallerPrincipal caller) {
    String arn = context.arn(call);
    if (!Policies.allows(caller.policy(), INVOKE, arn)) {
      String denial =
          "User: %s is not authorized to perform: %s on resource: %s"
              .formatted(caller.arn(), INVOKE, arn);
      GateError error =
          call.target().isRest()
              ? new GateError(403, denial, "AccessDeniedException")
              : GateError.FORBIDDEN;
      return new Admission.Refused(error, PolicyReasons.notAllowed(caller, INVOKE, arn));
    }
    Map<String, @Nullable Object> iam = new LinkedHashMap<>();
    iam.put("accessKey", caller.accessKeyId());
    iam.put("accountId", context.accountId());
    iam.put("callerId", caller.userId());
    iam.put("cognitoIdentity", null);
    iam.put("principalOrgId", null);
    iam.put("userArn", caller.arn());
    iam.put("userId", caller.userId());
    Map<String, @Nullable Object> second = new LinkedHashMap<>();
    second.put("iam", iam);
    Signer signer =
        new Signer(
            context.accountId(),
            caller.accessKeyId(),
            new Principal(caller.arn(), caller.userId()));
    return new Admission.Admitted(new Identity(null, second, signer));
  }
}
