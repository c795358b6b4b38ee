package dev.wsemulator.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Unsigned calls of {@code @connections}. */
public final class Posts {
  private Posts() {}

  /** Posts to a connection and returns the status of the answer. */
  public static int status(URI endpoint, String connectionId, String text)
      throws IOException, InterruptedException {
    String id = URLEncoder.encode(connectionId, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/@connections/" + id))
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
