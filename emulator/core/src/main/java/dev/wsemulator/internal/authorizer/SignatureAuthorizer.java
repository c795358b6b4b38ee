package dev.wsemulator.internal.authorizer;

import dev.wsemulator.internal.authorizer.AuthorizationDecision.Refused;
import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.connection.ConnectionAccess.Caller;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.Policies;
import dev.wsemulator.internal.iam.PolicyReasons;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.Verification;
import dev.wsemulator.internal.integration.event.ConnectCall;
import dev.wsemulator.internal.logging.RequestRecord.Phase;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import java.util.concurrent.CompletableFuture;

/**
 * {@code AWS_IAM}: the client signs the handshake, in its headers or its query, and may invoke the
 * route. Signatures may be of the emulator's time, or of the machine's, by which SDKs sign.
 *
 * @param verifier verifies signatures
 * @param context whose API it is
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">IAM
 *     authorization</a>
 */
record SignatureAuthorizer(SignatureVerifier verifier, ConnectAuthorizers.AuthorizerContext context)
    implements ConnectAuthorizer {
  private static final Phase PASSED = new Phase(null, null, 200);

  @Override
  public CompletableFuture<AuthorizationDecision> admit(ConnectCall call) {
    Verification verification = verifier.verify("execute-api", call.request().raw());
    return CompletableFuture.completedFuture(
        verification instanceof Verification.Verified verified
            ? admit(call, verified.identity())
            : Refused.forbidden(verification.message(), verification.why())
                .with(new Phases(new Phase(verification.message(), null, 403), null, null, null)));
  }

  private AuthorizationDecision admit(ConnectCall call, CallerPrincipal identity) {
    String arn = context.connectArn(call);
    if (!Policies.allows(identity.policy(), "execute-api:Invoke", arn)) {
      String denial =
          "User: %s is not authorized to perform: execute-api:Invoke on resource: %s"
              .formatted(identity.arn(), arn);
      return Refused.forbidden(
              denial, PolicyReasons.notAllowed(identity, "execute-api:Invoke", arn))
          .with(new Phases(PASSED, new Phase(denial, null, 403), null, null));
    }
    Caller caller =
        new Caller(context.accountId(), identity.accessKeyId(), identity.arn(), identity.userId());
    return new AuthorizationDecision.Admitted(
        new ConnectionAccess(null, caller, null), "", new Phases(PASSED, PASSED, null, null));
  }
}
