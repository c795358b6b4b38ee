package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.Identity;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.PolicyStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which functions may invoke others. */
class CallersTest {
  private static final String WORKER = "arn:aws:lambda:us-east-1:123456789012:function:worker";
  private static final AccessKey FRONT = AccessKey.of("front");

  private static Callers callers(PolicyStatement... policy) {
    String arn = "arn:aws:sts::123456789012:assumed-role/front-role/front";
    Map<String, Identity> known =
        Map.of(
            FRONT.accessKeyId(),
            new Identity(FRONT.accessKeyId(), FRONT.secretAccessKey(), arn, List.of(policy)),
            "test",
            new Identity("test", "test", "arn:aws:iam::123456789012:root", List.of()));
    return new Callers(
        new SignatureVerifier("us-east-1", key -> Optional.ofNullable(known.get(key))), true);
  }

  private static HttpRequest invocation(AccessKey key) {
    String path = "/2015-03-31/functions/worker/invocations";
    List<HttpRequest.Header> headers =
        new ArrayList<>(List.of(new HttpRequest.Header("Host", "127.0.0.1:3010")));
    HttpRequest unsigned = new HttpRequest("POST", path, "", headers, new byte[0]);
    List<HttpRequest.Header> signature =
        new RequestSigner(key, "us-east-1").headers(unsigned, "lambda", Instant.now());
    headers.addAll(signature);
    return new HttpRequest("POST", path, "", headers, new byte[0]);
  }

  private static PolicyStatement statement(boolean allow, String resource) {
    return new PolicyStatement(allow, List.of("lambda:Invoke*"), List.of(resource));
  }

  private static Refusal refusal(Callers callers, HttpRequest request) {
    return catchThrowableOfType(Refusal.class, () -> callers.requireInvoke(request, WORKER));
  }

  @Test
  void aFunctionInvokesWhatItsRoleAllows() {
    assertThatCode(() -> callers(statement(true, WORKER)).requireInvoke(invocation(FRONT), WORKER))
        .doesNotThrowAnyException();
  }

  @Test
  void aFunctionWithoutPermissionIsDeniedInLambdasWords() {
    Refusal refusal = refusal(callers(statement(true, WORKER + "2")), invocation(FRONT));
    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.type()).isEqualTo("AccessDeniedException");
    assertThat(refusal)
        .hasMessage(
            "User: arn:aws:sts::123456789012:assumed-role/front-role/front is not authorized to"
                + " perform: lambda:InvokeFunction on resource: "
                + WORKER
                + " because no identity-based policy allows the lambda:InvokeFunction action");
  }

  @Test
  void aDenialIsNamed() {
    assertThat(refusal(callers(statement(true, "*"), statement(false, WORKER)), invocation(FRONT)))
        .hasMessageEndingWith(WORKER + " with an explicit deny in an identity-based policy");
  }

  @Test
  void aFunctionsWrongSignatureIsRefused() {
    AccessKey wrong = new AccessKey(FRONT.accessKeyId(), "wrong");
    assertThat(refusal(callers(statement(true, "*")), invocation(wrong)).type())
        .isEqualTo("InvalidSignatureException");
  }

  @Test
  void everybodyElseMayInvokeEveryFunction() {
    for (AccessKey key : List.of(new AccessKey("test", "test"), AccessKey.of("a stranger"))) {
      assertThatCode(() -> callers().requireInvoke(invocation(key), WORKER))
          .doesNotThrowAnyException();
    }
  }
}
