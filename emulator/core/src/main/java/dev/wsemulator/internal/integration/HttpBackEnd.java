package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.http.OutgoingClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Sends requests to HTTP back ends; follows no redirects. Thread-safe. */
public final class HttpBackEnd implements AutoCloseable {
  /** What the client library sets itself. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  /**
   * The payload quota of API Gateway; Lambda's is shorter.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html">Quotas</a>
   */
  private static final int MAX_ANSWER = 10 * 1024 * 1024;

  private final OutgoingClient client = new OutgoingClient(Duration.ofSeconds(29));

  /** Creates a back end without a client. */
  public HttpBackEnd() {}

  /** Ends what is under way. */
  @Override
  public void close() {
    client.close();
  }

  /**
   * A request to a back end.
   *
   * @param method the verb
   * @param uri where to
   * @param headers its headers with their values
   * @param body its body; may be empty
   */
  record Call(String method, URI uri, Map<String, List<String>> headers, byte[] body) {}

  /**
   * Sends a request; the future fails with an {@link IOException} if there is no response, or it is
   * too long. Cancelling it aborts the request.
   */
  CompletableFuture<BackendResponse> send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .method(
                call.method(),
                call.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach((name, values) -> values.forEach(value -> add(request, name, value)));
    return client
        .get()
        .sendAsync(request.build(), head -> new BoundedBody(MAX_ANSWER))
        .thenApply(HttpBackEnd::backendResponse);
  }

  private static void add(HttpRequest.Builder request, String name, String value) {
    if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
      request.header(name, value);
    }
  }

  private static BackendResponse backendResponse(HttpResponse<byte[]> response) {
    return new BackendResponse(
        response.statusCode(),
        response.headers().map(),
        response.body(),
        Integer.toString(response.statusCode()));
  }

  /**
   * Returns the URI with {@code {name}} in its path replaced and the query parameters added.
   *
   * @throws IllegalArgumentException if it is not a URI
   */
  static URI uri(String text, Map<String, List<String>> path, Map<String, List<String>> query) {
    String uri = text;
    for (Map.Entry<String, List<String>> parameter : path.entrySet()) {
      uri = uri.replace("{" + parameter.getKey() + "}", encoded(parameter.getValue().get(0)));
    }
    String added =
        new TreeMap<>(query)
            .entrySet().stream()
                .flatMap(
                    one ->
                        one.getValue().stream()
                            .map(value -> encoded(one.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    if (!added.isEmpty()) {
      uri += (uri.contains("?") ? "&" : "?") + added;
    }
    return URI.create(uri);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
