package dev.wsemulator.internal.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.internal.aws.TestClients;
import dev.wsemulator.internal.aws.TestStack;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What a page in a browser does with S3: presigned URLs from another origin. */
class EmbeddedS3Test {
  private static final String PAGE = "http://localhost:5173";
  private static final AwsEnvironment AWS = AwsEnvironment.embedded();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    Stack stack = TestStack.stack();
    AWS.start(TestStack.context(stack));
  }

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void pageUploadsAndDownloadsThroughPresignedUrls() throws Exception {
    URI upload;
    URI download;
    try (S3Presigner presigner = presigner()) {
      upload =
          presigner
              .presignPutObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(
                              put ->
                                  put.bucket(TestStack.BUCKET)
                                      .key("a b/ü.txt")
                                      .contentType("text/plain")))
              .url()
              .toURI();
      download = presignedGet(presigner, "a b/ü.txt");
    }
    HttpResponse<String> put =
        send(
            HttpRequest.newBuilder(upload)
                .header("Origin", PAGE)
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString("hello")));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.headers().map())
        .containsEntry("access-control-allow-origin", java.util.List.of(PAGE))
        .containsEntry("access-control-expose-headers", java.util.List.of("ETag"))
        .containsKey("etag");
    HttpResponse<String> got = send(HttpRequest.newBuilder(download).header("Origin", PAGE));
    assertThat(got.body()).isEqualTo("hello");
    assertThat(got.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
  }

  @Test
  void whatIsCalledAFormIsAnObjectLikeAnyOther() throws Exception {
    URI upload;
    try (S3Presigner presigner = presigner()) {
      upload =
          presigner
              .presignPutObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(put -> put.bucket(TestStack.BUCKET).key("form")))
              .url()
              .toURI();
    }
    HttpResponse<String> put =
        send(
            HttpRequest.newBuilder(upload)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("a=1&b=2")));
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(
            TestClients.s3(AWS)
                .getObjectAsBytes(get -> get.bucket(TestStack.BUCKET).key("form"))
                .asUtf8String())
        .isEqualTo("a=1&b=2");
  }

  /** As the AWS SDK for JavaScript 2 and older SDKs sign in a function. */
  @Test
  void aUrlOfSignatureVersion2MayHaveASessionToken() throws Exception {
    long expires = Instant.now().getEpochSecond() + 300;
    String path = "/" + TestStack.BUCKET + "/old.txt";
    String signed = "PUT\n\n\n%d\nx-amz-security-token:to/ken\n%s".formatted(expires, path);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(AccessKey.OWNER.secretAccessKey().getBytes(UTF_8), "HmacSHA1"));
    String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    String query =
        "?AWSAccessKeyId=%s&Expires=%d&Signature=%s&x-amz-security-token="
            .formatted(AccessKey.OWNER.accessKeyId(), expires, URLEncoder.encode(signature, UTF_8));
    URI right = URI.create(AWS.endpoint("s3") + path + query + "to%2Fken");
    URI wrong = URI.create(AWS.endpoint("s3") + path + query + "other");
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("old");
    assertThat(send(HttpRequest.newBuilder(right).PUT(body)).statusCode()).isEqualTo(200);
    assertThat(send(HttpRequest.newBuilder(wrong).PUT(body)).statusCode()).isEqualTo(403);
  }

  @Test
  void tamperedPresignedUrlIsRefused() throws Exception {
    TestClients.s3(AWS)
        .putObject(put -> put.bucket(TestStack.BUCKET).key("one"), RequestBody.fromString("1"));
    TestClients.s3(AWS)
        .putObject(put -> put.bucket(TestStack.BUCKET).key("two"), RequestBody.fromString("2"));
    URI one;
    try (S3Presigner presigner = presigner()) {
      one = presignedGet(presigner, "one");
    }
    URI two = URI.create(one.toString().replace("/one?", "/two?"));
    assertThat(send(HttpRequest.newBuilder(one)).body()).isEqualTo("1");
    HttpResponse<String> refused = send(HttpRequest.newBuilder(two));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("<Code>SignatureDoesNotMatch</Code>");
  }

  @Test
  void aChunkedUploadIsReadToItsEndSoThatItsConnectionCanBeUsedAgain() throws Exception {
    URI upload;
    URI download;
    try (S3Presigner presigner = presigner()) {
      upload =
          presigner
              .presignPutObject(
                  presign ->
                      presign
                          .signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(put -> put.bucket(TestStack.BUCKET).key("chunks")))
              .url()
              .toURI();
      download = presignedGet(presigner, "chunks");
    }
    try (Socket socket = new Socket(upload.getHost(), upload.getPort())) {
      OutputStream out = socket.getOutputStream();
      String headers =
          "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Length: 15\r\n"
              + "x-amz-decoded-content-length: 5\r\nContent-Encoding: aws-chunked\r\n";
      out.write(request("PUT", upload, headers + "\r\n5\r\nhello\r\n0\r\n"));
      socket.setSoTimeout(100);
      assertThatThrownBy(socket.getInputStream()::read)
          .as("no answer before the end")
          .isInstanceOf(SocketTimeoutException.class);
      socket.setSoTimeout(20_000);
      out.write("\r\n".getBytes(UTF_8));
      out.write(request("GET", download, "Connection: close\r\n\r\n"));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .containsSubsequence("HTTP/1.1 200 OK", "HTTP/1.1 200 OK");
    }
  }

  private static byte[] request(String method, URI url, String rest) {
    String target = url.getRawPath() + "?" + url.getRawQuery();
    String head = method + " " + target + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n";
    return (head + rest).getBytes(UTF_8);
  }

  @Test
  void unsignedRequestIsRefused() throws Exception {
    TestClients.s3(AWS)
        .putObject(put -> put.bucket(TestStack.BUCKET).key("private"), RequestBody.fromString("1"));
    URI unsigned = AWS.endpoint("s3").resolve("/" + TestStack.BUCKET + "/private");
    assertThat(send(HttpRequest.newBuilder(unsigned)).statusCode()).isEqualTo(403);
    HttpRequest.Builder put =
        HttpRequest.newBuilder(unsigned).PUT(HttpRequest.BodyPublishers.ofString("2"));
    assertThat(send(put).statusCode()).isEqualTo(403);
  }

  @Test
  void preflightOfAnAllowedUploadIsAnswered() throws Exception {
    HttpResponse<String> answer =
        preflight(TestStack.BUCKET, PAGE, "PUT", "content-type,x-amz-meta-a");
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, java.util.List<String>> headers = answer.headers().map();
    assertThat(headers.get("access-control-allow-origin")).containsExactly(PAGE);
    assertThat(headers.get("access-control-allow-methods")).containsExactly("GET, PUT");
    assertThat(headers.get("access-control-allow-headers"))
        .containsExactly("content-type, x-amz-meta-a");
    assertThat(headers.get("vary").get(0)).contains("Origin");
  }

  @Test
  void preflightFollowsTheRulesOfItsBucket() throws Exception {
    assertThat(preflight(TestStack.BUCKET, "https://app.example.com", "PUT", "a").statusCode())
        .isEqualTo(200);
    assertThat(preflight(TestStack.BUCKET, "https://evil.test", "PUT", "a").statusCode())
        .isEqualTo(403);
    assertThat(preflight(TestStack.BUCKET, PAGE, "DELETE", "a").statusCode()).isEqualTo(403);
    assertThat(preflight(TestStack.SILENT_BUCKET, PAGE, "GET", "a").statusCode()).isEqualTo(403);
  }

  @Test
  void ruleForEveryoneAnswersWithAStar() throws Exception {
    URI object;
    try (S3Presigner presigner = presigner()) {
      object = presignedGet(presigner, "missing");
    }
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(object).header("Origin", "https://anyone.test"));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly("*");
    assertThat(answer.headers().allValues("access-control-allow-credentials")).isEmpty();
  }

  private static HttpResponse<String> preflight(
      String bucket, String origin, String method, String headers) throws Exception {
    return send(
        HttpRequest.newBuilder(AWS.endpoint("s3").resolve("/" + bucket + "/key"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", headers));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static URI presignedGet(S3Presigner presigner, String key) throws Exception {
    return presigner
        .presignGetObject(
            presign ->
                presign
                    .signatureDuration(Duration.ofMinutes(5))
                    .getObjectRequest(get -> get.bucket(TestStack.BUCKET).key(key)))
        .url()
        .toURI();
  }

  private static S3Presigner presigner() {
    return S3Presigner.builder()
        .endpointOverride(AWS.endpoint("s3"))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(TestClients.credentials(AccessKey.of("onUpload")))
        .build();
  }
}
