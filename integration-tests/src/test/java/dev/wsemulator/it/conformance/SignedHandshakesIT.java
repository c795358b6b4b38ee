package dev.wsemulator.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

@ExtendWith(DeploymentExtension.class)
@VerifiedOnAws(false)
class SignedHandshakesIT {
  private final Deployment deployment;

  SignedHandshakesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  private SdkHttpRequest signed(boolean inQuery, String region) {
    URI url = Deployment.http(deployment.url("signed"));
    SdkHttpRequest request = SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build();
    return AwsV4HttpSigner.create()
        .sign(
            sign -> {
              sign.identity(deployment.credentials().resolveCredentials())
                  .request(request)
                  .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, region);
              if (inQuery) {
                sign.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5));
              }
            })
        .request();
  }

  private String[] headers(String region) {
    return signed(false, region).headers().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .map(header -> header.getKey() + ": " + header.getValue().get(0))
        .toArray(String[]::new);
  }

  @Aws({"IA-02", "HS-05"})
  @Test
  void anUnsignedHandshakeIsForbidden() throws IOException {
    try (Client client = Client.connect(deployment.url("signed"))) {
      assertThat(client.upgrade().status()).isEqualTo(403);
    }
  }

  @Aws("IA-02")
  @Test
  void aHandshakeThatIsSignedForAnotherRegionIsForbidden() throws IOException {
    try (Client client = Client.connect(deployment.url("signed"))) {
      assertThat(client.upgrade(headers("ap-east-1")).status()).isEqualTo(403);
    }
  }

  @Aws({"IA-01", "IA-04"})
  @Test
  void aHandshakeThatIsSignedInItsHeadersIsLetIn() throws IOException {
    try (Client client = Client.open(deployment.url("signed"), headers(deployment.region().id()))) {
      assertThat(client.event(Text.message("echo")).has("requestContext")).isTrue();
    }
  }

  @Aws({"IA-01", "IA-05"})
  @Test
  void aHandshakeThatIsSignedInItsQueryIsLetIn() throws IOException {
    URI signed = signed(true, deployment.region().id()).getUri();
    URI url = URI.create(deployment.url("signed") + "?" + signed.getRawQuery());
    try (Client client = Client.open(url)) {
      assertThat(client.event(Text.message("echo")).at("/requestContext/identity/userArn").asText())
          .startsWith("arn:aws:");
    }
  }
}
