package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.Rig;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who signs a request to an HTTP or REST API is let in, and the function learns who it is. */
class SignedRequestsTest {
  private static HttpRig rig(HttpRig rig, PayloadFormat format) {
    HttpRoute route =
        new HttpRoute(
            "POST /a", HttpIntegration.function("F", format), new HttpAuthorization.Iam());
    return rig.api(api -> api.route(route))
        .function("F", event -> "{\"statusCode\":200}".getBytes(UTF_8))
        .start();
  }

  /** Signs a request as an SDK does; the bytes that are sent may be others. */
  private static HttpRequest.Builder signed(HttpRig rig, String signed, String sent) {
    return signed(rig, AccessKey.OWNER, signed, sent);
  }

  private static HttpRequest.Builder signed(
      HttpRig rig, AccessKey key, String signed, String sent) {
    HttpRequest plain = rig.request("/a").build();
    String host = plain.uri().getAuthority();
    var request =
        new dev.wsemulator.internal.http.HttpRequest(
            "POST",
            plain.uri().getRawPath(),
            "",
            List.of(new Header("Host", host)),
            signed.getBytes(UTF_8));
    HttpRequest.Builder builder =
        rig.request("/a").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(sent));
    new RequestSigner(key, "us-east-1")
        .headers(request, "execute-api", Instant.now())
        .forEach(header -> builder.header(header.name(), header.value()));
    return builder;
  }

  private static String text(Json event, String... path) {
    Json at = event;
    for (String name : path) {
      at = at.child(name).orElseThrow();
    }
    return at.string().orElseThrow();
  }

  @Test
  void theOwnersKeyIsLetInToAnHttpApi() throws Exception {
    try (HttpRig rig = rig(HttpRig.http(), PayloadFormat.V2)) {
      assertThat(rig.send(signed(rig, "hello", "hello")).statusCode()).isEqualTo(200);
      Json event = rig.event();
      String[] caller = {"requestContext", "authorizer", "iam", "accessKey"};
      assertThat(text(event, caller)).isEqualTo(AccessKey.OWNER.accessKeyId());
      assertThat(text(event, "requestContext", "authorizer", "iam", "userArn"))
          .startsWith("arn:aws:iam::123456789012:");
      assertThat(text(event, "body")).isEqualTo("hello");
    }
  }

  @Test
  void theOwnersKeyIsLetInToARestApi() throws Exception {
    try (HttpRig rig = rig(HttpRig.rest(), PayloadFormat.V1)) {
      assertThat(rig.send(signed(rig, "hello", "hello")).statusCode()).isEqualTo(200);
      Json event = rig.event();
      assertThat(text(event, "requestContext", "identity", "accessKey"))
          .isEqualTo(AccessKey.OWNER.accessKeyId());
      assertThat(text(event, "requestContext", "identity", "accountId")).isEqualTo("123456789012");
    }
  }

  @Test
  void whoMayNotInvokeARestApiIsToldSoWithAMaskedAccount() throws Exception {
    FunctionDefinition poor =
        FunctionDefinition.of("poor", (Object) Rig.OK).toBuilder().policy(List.of()).build();
    try (HttpRig rig =
        rig(HttpRig.rest().also(builder -> builder.function(poor)), PayloadFormat.V1)) {
      HttpResponse<String> answer = rig.send(signed(rig, AccessKey.of("poor"), "hello", "hello"));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
      assertThat(answer.body())
          .startsWith("{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/")
          .endsWith(
              " is not authorized to perform: execute-api:Invoke on resource:"
                  + " arn:aws:execute-api:us-east-1:********9012:h1h2h3h4h5/dev/POST/a because no"
                  + " identity-based policy allows the execute-api:Invoke action\"}");
      assertThat(rig.eventsLeft()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aSignatureOfAnotherBodyIsRefused(boolean isRest) throws Exception {
    HttpRig kind = isRest ? HttpRig.rest() : HttpRig.http();
    try (HttpRig rig = rig(kind, PayloadFormat.V1)) {
      assertThat(rig.send(signed(rig, "hello", "other")).statusCode()).isEqualTo(403);
      assertThat(rig.answered().why()).isNotNull();
      assertThat(rig.eventsLeft()).isZero();
    }
  }
}
