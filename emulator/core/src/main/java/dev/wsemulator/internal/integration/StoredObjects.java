package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads objects from the S3 that functions talk to. Thread-safe.
 *
 * @param services the AWS services
 * @param time the clock of signatures
 */
public record StoredObjects(AwsServices services, TimeSource time) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Returns an object; empty if there is no S3, or access is denied.
   *
   * @throws UncheckedIOException if the S3 that there is does not answer
   */
  public Optional<byte[]> get(String bucket, String key) {
    Optional<String> endpoint = services.endpoint("s3");
    if (endpoint.isEmpty()) {
      return Optional.empty();
    }
    URI uri = HttpBackEnd.uri(endpoint.get() + "/" + bucket + "/" + key, Map.of(), Map.of());
    HttpRequest unsigned =
        new HttpRequest(
            "GET",
            uri.getRawPath(),
            "",
            List.of(new HttpRequest.Header("Host", uri.getAuthority())),
            new byte[0]);
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(uri).timeout(LIMIT).GET();
    services
        .signer()
        .headers(unsigned, "s3", time.now())
        .forEach(header -> request.header(header.name(), header.value()));
    try {
      HttpResponse<byte[]> response =
          Http.CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("S3 at %s does not answer.".formatted(endpoint.get()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Made when the first object is read; its threads end with the JVM. */
  private static final class Http {
    static final HttpClient CLIENT =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
