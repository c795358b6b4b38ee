package dev.wsemulator.it.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** A call of {@code @connections} whose answer is seen byte for byte; the SDK's signer signs it. */
final class SignedCall {
  private final Deployment deployment;
  private final URI url;

  private SignedCall(Deployment deployment, URI url) {
    this.deployment = deployment;
    this.url = url;
  }

  /** Returns calls about a connection. */
  static SignedCall about(Deployment deployment, String connectionId) {
    return at(deployment, deployment.connections() + path(connectionId));
  }

  /** Returns calls of a URL. */
  static SignedCall at(Deployment deployment, String url) {
    return new SignedCall(deployment, URI.create(url));
  }

  /** Returns what follows the endpoint. */
  static String path(String connectionId) {
    return "/@connections/" + Text.encoded(connectionId);
  }

  HttpAnswer post(String text, String... nameAndValue) throws IOException {
    return send(SdkHttpMethod.POST, text.getBytes(StandardCharsets.UTF_8), nameAndValue);
  }

  HttpAnswer call(SdkHttpMethod method) throws IOException {
    return send(method, new byte[0]);
  }

  /** Calls with a body and, maybe, a header's name and value. */
  HttpAnswer send(SdkHttpMethod method, byte[] body, String... nameAndValue) throws IOException {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(method).uri(url);
    if (nameAndValue.length == 2) {
      request.putHeader(nameAndValue[0], nameAndValue[1]);
    }
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(deployment.credentials().resolveCredentials())
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, deployment.region().id()))
            .request();
    StringBuilder head =
        new StringBuilder(method + " " + url.getRawPath() + " HTTP/1.1\r\n")
            .append("Content-Length: " + body.length + "\r\nUser-Agent: conformance\r\n");
    signed.forEachHeader((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    try (Client client = Client.connect(url)) {
      client.write(bytes.toByteArray());
      return client.answer();
    }
  }
}
