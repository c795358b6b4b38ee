package dev.wsemulator.internal.authorizer;

import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs handshakes with the AWS SDK's own signer.
 *
 * @param key whose signature it is
 * @param token the session token; empty for none
 * @param service the service that it is for
 * @param region the region that it is for
 * @param at when it is made
 */
record SdkSigner(AccessKey key, String token, String service, String region, Instant at) {
  static SdkSigner of(AccessKey key) {
    return new SdkSigner(key, "", "execute-api", "us-east-1", Instant.now());
  }

  SdkSigner at(Instant time) {
    return new SdkSigner(key, token, service, region, time);
  }

  SdkSigner withToken(String sessionToken) {
    return new SdkSigner(key, sessionToken, service, region, at);
  }

  SdkSigner scoped(String otherService, String otherRegion) {
    return new SdkSigner(key, token, otherService, otherRegion, at);
  }

  /** Returns the header lines of a signed handshake, without the host. */
  String headers(URI url) {
    return signed(url, null).headers().entrySet().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
        .map(header -> header.getKey() + ": " + String.join(",", header.getValue()) + "\r\n")
        .collect(Collectors.joining());
  }

  /** Returns the query of a handshake that is signed in its query. */
  String query(URI url, Duration valid) {
    return signed(url, valid).getUri().getRawQuery();
  }

  private SdkHttpRequest signed(URI url, Duration valid) {
    URI http = URI.create(url.toString().replaceFirst("^ws", "http"));
    return AwsV4HttpSigner.create()
        .sign(
            request -> {
              request
                  .identity(identity())
                  .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(http).build())
                  .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                  .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                  .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
              if (valid != null) {
                request
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, valid);
              }
            })
        .request();
  }

  private AwsCredentialsIdentity identity() {
    return token.isEmpty()
        ? AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey())
        : AwsSessionCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey(), token);
  }
}
