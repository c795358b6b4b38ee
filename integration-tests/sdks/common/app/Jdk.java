package app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls AWS by the JDK's client. */
final class Jdk implements Call {
  @Override
  public String make(String event) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://glue.us-east-1.amazonaws.com/")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
