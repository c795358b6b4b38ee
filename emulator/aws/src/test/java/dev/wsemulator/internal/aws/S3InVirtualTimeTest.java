package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What S3 says of time, and how old its signatures are, if the emulator's clock is advanced. */
class S3InVirtualTimeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final StaticCredentialsProvider OWNER =
      StaticCredentialsProvider.create(
          AwsBasicCredentials.create(
              AccessKey.OWNER.accessKeyId(), AccessKey.OWNER.secretAccessKey()));

  private AwsEnvironment aws = AwsEnvironment.embedded();
  private VirtualTime time = new VirtualTime();
  private WebSocketApiEmulator emulator = start();

  private WebSocketApiEmulator start() {
    return WebSocketApiEmulator.builder().stack(TestStack.stack()).backEnd(aws).time(time).start();
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private S3Client client() {
    return S3Client.builder()
        .endpointOverride(aws.endpoint("s3"))
        .region(Region.EU_CENTRAL_1)
        .forcePathStyle(true)
        .credentialsProvider(OWNER)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private URI url(String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(aws.endpoint("s3"))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(OWNER)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build()) {
      return URI.create(
          presigner
              .presignGetObject(
                  url ->
                      url.signatureDuration(MINUTE)
                          .getObjectRequest(get -> get.bucket(TestStack.SILENT_BUCKET).key(key)))
              .url()
              .toString());
    }
  }

  private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private static Instant date(HttpResponse<?> answer) {
    return Instant.from(
        DateTimeFormatter.RFC_1123_DATE_TIME.parse(
            answer.headers().firstValue("Date").orElseThrow()));
  }

  @Test
  void answersOfTheGatewayAreDatedByTheEmulatorsClock() throws Exception {
    time.advance(Duration.ofHours(2));
    assertThat(date(get(URI.create(emulator.baseUrl() + "/_emulator/health"))))
        .isEqualTo(time.now());
  }

  @Test
  void objectsAreDatedByTheEmulatorsClock() {
    try (S3Client s3 = client()) {
      time.advance(Duration.ofHours(2));
      Instant before = time.now();
      s3.putObject(
          put -> put.bucket(TestStack.SILENT_BUCKET).key("a"), RequestBody.fromString("x"));
      time.advance(Duration.ofHours(3));
      Instant listed =
          s3.listObjectsV2(list -> list.bucket(TestStack.SILENT_BUCKET)).contents().stream()
              .map(S3Object::lastModified)
              .findFirst()
              .orElseThrow();
      Instant told =
          s3.headObject(head -> head.bucket(TestStack.SILENT_BUCKET).key("a")).lastModified();
      Instant read =
          s3.getObjectAsBytes(get -> get.bucket(TestStack.SILENT_BUCKET).key("a"))
              .response()
              .lastModified();
      assertThat(listed).isBetween(before.minusSeconds(1), before.plusSeconds(1));
      assertThat(told).isBetween(before.minusSeconds(1), before.plusSeconds(1));
      assertThat(read).isEqualTo(told);
    }
  }

  /** A clock may begin long ago, so that tests have the same times always. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSignedUrlExpiresByTheEmulatorsClock(boolean longAgo) throws Exception {
    if (longAgo) {
      emulator.close();
      aws = AwsEnvironment.embedded();
      time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
      emulator = start();
    }
    try (S3Client s3 = client()) {
      s3.putObject(
          put -> put.bucket(TestStack.SILENT_BUCKET).key("a"), RequestBody.fromString("x"));
      URI url = url("a");
      assertThat(get(url).body()).isEqualTo("x");
      time.advance(Duration.ofHours(2));
      HttpResponse<String> expired = get(url);
      assertThat(date(expired)).isEqualTo(time.now());
      assertThat(expired.statusCode()).isEqualTo(403);
      assertThat(expired.body())
          .contains("<Code>AccessDenied</Code>", "<Message>Request has expired</Message>");
    }
  }
}
