package dev.wsemulator.internal.controlplane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
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
    Map<String, CallerPrincipal> known =
        Map.of(
            FRONT.accessKeyId(),
            new CallerPrincipal(FRONT.accessKeyId(), FRONT.secretAccessKey(), arn, List.of(policy)),
            "test",
            new CallerPrincipal("test", "test", "arn:aws:iam::123456789012:root", List.of()));
    return new Callers(
        new SignatureVerifier(
            "us-east-1", TimeSource.system(), key -> Optional.ofNullable(known.get(key))),
        true);
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

  private static ServiceException exception(Callers callers, HttpRequest request) {
    return catchThrowableOfType(
        ServiceException.class, () -> callers.requireInvoke(request, WORKER));
  }

  @Test
  void aFunctionInvokesWhatItsRoleAllows() {
    assertThatCode(() -> callers(statement(true, WORKER)).requireInvoke(invocation(FRONT), WORKER))
        .doesNotThrowAnyException();
  }

  @Test
  void aFunctionWithoutPermissionIsDeniedInLambdasWords() {
    ServiceException exception =
        exception(callers(statement(true, WORKER + "2")), invocation(FRONT));
    assertThat(exception.status()).isEqualTo(403);
    assertThat(exception.type()).isEqualTo("AccessDeniedException");
    assertThat(exception)
        .hasMessage(
            "User: arn:aws:sts::123456789012:assumed-role/front-role/front is not authorized to"
                + " perform: lambda:InvokeFunction on resource: "
                + WORKER
                + " because no identity-based policy allows the lambda:InvokeFunction action");
  }

  @Test
  void aDenialIsNamed() {
    assertThat(
            exception(callers(statement(true, "*"), statement(false, WORKER)), invocation(FRONT)))
        .hasMessageEndingWith(WORKER + " with an explicit deny in an identity-based policy");
  }

  @Test
  void aFunctionsWrongSignatureIsRefused() {
    AccessKey wrong = new AccessKey(FRONT.accessKeyId(), "wrong");
    assertThat(exception(callers(statement(true, "*")), invocation(wrong)).type())
        .isEqualTo("InvalidSignatureException");
  }

  @Test
  void everybodyElseMayInvokeEveryFunction() {
    for (AccessKey key : List.of(new AccessKey("test", "test"), AccessKey.of("a stranger"))) {
      assertThatCode(() -> callers().requireInvoke(invocation(key), WORKER))
          .doesNotThrowAnyException();
    }
  }

  private static HttpRequest management(String body) {
    String path = "/v2/apis/abcdef1234/integrations";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<HttpRequest.Header> headers =
        new ArrayList<>(List.of(new HttpRequest.Header("Host", "127.0.0.1:3010")));
    HttpRequest unsigned = new HttpRequest("POST", path, "", headers, bytes);
    headers.addAll(
        new RequestSigner(FRONT, "us-east-1").headers(unsigned, "apigateway", Instant.now()));
    return new HttpRequest("POST", path, "", headers, bytes);
  }

  private static PolicyStatement allowing(String action, String resource) {
    return new PolicyStatement(true, List.of(action), List.of(resource));
  }

  private static final String API_PART =
      "arn:aws:apigateway:us-east-1::/apis/abcdef1234/integrations";
  private static final String ROLE = "arn:aws:iam::123456789012:role/other";
  private static final String WITH_ROLE = "{\"credentialsArn\":\"" + ROLE + "\"}";

  private static void manage(Callers callers, String body) {
    callers.requireManage(management(body), "us-east-1");
  }

  @Test
  @Aws("REC-130")
  void aFunctionWithoutRightsOnApisIsDenied() {
    ServiceException exception =
        catchThrowableOfType(
            ServiceException.class, () -> manage(callers(allowing("apigateway:GET", "*")), "{}"));
    assertThat(exception.status()).isEqualTo(403);
    assertThat(exception.type()).isEqualTo("AccessDeniedException");
    assertThat(exception)
        .hasMessage(
            "User: arn:aws:sts::123456789012:assumed-role/front-role/front is not authorized to"
                + " perform: apigateway:POST on resource: "
                + API_PART
                + " because no identity-based policy allows the apigateway:POST action");
    assertThatCode(() -> manage(callers(allowing("apigateway:POST", API_PART)), "{}"))
        .doesNotThrowAnyException();
  }

  @Test
  @Aws("REC-129")
  void aFunctionHandsOnOnlyARoleThatItMayPass() {
    PolicyStatement post = allowing("apigateway:POST", "*");
    ServiceException exception =
        catchThrowableOfType(ServiceException.class, () -> manage(callers(post), WITH_ROLE));
    assertThat(exception.status()).isEqualTo(403);
    assertThat(exception.type()).isEqualTo("AccessDeniedException");
    assertThat(exception)
        .hasMessage(
            "User: arn:aws:sts::123456789012:assumed-role/front-role/front is not authorized to"
                + " perform: iam:PassRole on resource: "
                + ROLE
                + " because no identity-based policy allows the iam:PassRole action");
    assertThatCode(() -> manage(callers(post), "{\"credentialsArn\":\"\"}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> manage(callers(post, allowing("iam:PassRole", ROLE)), WITH_ROLE))
        .doesNotThrowAnyException();
  }
}
