package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.httpapi.authorizer.RouteDecision.ClientError;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.internal.httpapi.event.Identity;
import dev.wsemulator.internal.httpapi.event.Identity.Principal;
import dev.wsemulator.internal.httpapi.event.Identity.Signer;
import dev.wsemulator.internal.httpapi.event.RouteMatch;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
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
record SignedRequestAuthorizer(SignatureVerifier verifier, RouteAuthorizerContext context)
    implements RouteAuthorizer {
  private static final String INVOKE = "execute-api:Invoke";

  @Override
  public CompletableFuture<RouteDecision> admit(HttpCall call, RouteMatch match) {
    Verification verification = verifier.verify("execute-api", call.request());
    return CompletableFuture.completedFuture(
        verification instanceof Verification.Verified verified
            ? decide(call, verified.identity())
            : refused(call, verification));
  }

  private static RouteDecision refused(HttpCall call, Verification verification) {
    if (!call.target().isRest()) {
      return new RouteDecision.Refused(ClientError.FORBIDDEN, verification.why());
    }
    ClientError error =
        switch (verification.problem()) {
          case NOT_SIGNED ->
              new ClientError(
                  403, "Missing Authentication Token", "MissingAuthenticationTokenException");
          case UNKNOWN_KEY ->
              new ClientError(
                  403,
                  "The security token included in the request is invalid.",
                  "UnrecognizedClientException");
          case INVALID_SIGNATURE ->
              new ClientError(403, verification.message(), "InvalidSignatureException");
        };
    return new RouteDecision.Refused(error, verification.why());
  }

  private RouteDecision decide(HttpCall call, CallerPrincipal caller) {
    String arn = context.arn(call);
    if (!Policies.allows(caller.policy(), INVOKE, arn)) {
      String why =
          Policies.denies(caller.policy(), INVOKE, arn)
              ? "with an explicit deny in an identity-based policy"
              : "because no identity-based policy allows the %s action".formatted(INVOKE);
      String denial =
          "User: %s is not authorized to perform: %s on resource: %s %s"
              .formatted(caller.arn(), INVOKE, context.maskedArn(call), why);
      ClientError error =
          call.target().isRest()
              ? new ClientError(403, denial, "AccessDeniedException")
              : ClientError.FORBIDDEN;
      return new RouteDecision.Refused(error, PolicyReasons.notAllowed(caller, INVOKE, arn));
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
    return new RouteDecision.Admitted(new Identity(null, second, signer));
  }
}
