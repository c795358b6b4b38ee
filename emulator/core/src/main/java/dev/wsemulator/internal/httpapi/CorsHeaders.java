package dev.wsemulator.internal.httpapi;

import dev.wsemulator.api.HttpApi.Cors;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpRequest.Header;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The CORS headers of an HTTP API: its configuration replaces what functions answer. Immutable.
 *
 * @param cors the configuration
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
 *     for HTTP APIs</a>
 */
record CorsHeaders(Cors cors) {
  private static final String PREFIX = "access-control-";

  /** Returns whether a request asks what a page may send. */
  static boolean isPreflight(HttpRequest request) {
    return request.method().equals("OPTIONS")
        && request.header("Origin").isPresent()
        && request.header("Access-Control-Request-Method").isPresent();
  }

  /** Returns the answer to a preflight request. */
  HttpResponse preflight(HttpCall call) {
    List<Header> headers = new ArrayList<>();
    Optional<String> origin = allowed(call.request());
    origin.ifPresent(
        one -> {
          headers.add(new Header(PREFIX + "allow-origin", one));
          add(headers, "allow-methods", cors.preflight().methods());
          add(headers, "allow-headers", cors.preflight().headers());
          cors.preflight()
              .maxAge()
              .ifPresent(age -> add(headers, "max-age", List.of(Long.toString(age.toSeconds()))));
          addAnswers(headers, false);
        });
    return HttpAnswers.complete(
        call, new HttpResponse(204, headers, new byte[0]), "application/json");
  }

  /** Returns an answer with the headers that a page of an allowed origin needs to read it. */
  HttpResponse on(HttpRequest request, HttpResponse answer) {
    List<Header> headers = new ArrayList<>();
    for (Header header : answer.headers()) {
      if (!header.name().toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        headers.add(header);
      }
    }
    allowed(request)
        .ifPresent(
            origin -> {
              headers.add(new Header(PREFIX + "allow-origin", origin));
              addAnswers(headers, true);
            });
    return new HttpResponse(answer.status(), headers, answer.body());
  }

  private void addAnswers(List<Header> headers, boolean exposes) {
    if (exposes) {
      add(headers, "expose-headers", cors.answers().exposedHeaders());
    }
    if (cors.answers().credentials()) {
      headers.add(new Header(PREFIX + "allow-credentials", "true"));
    }
  }

  private static void add(List<Header> headers, String name, List<String> values) {
    if (!values.isEmpty()) {
      headers.add(new Header(PREFIX + name, String.join(",", values)));
    }
  }

  /** Returns the value for an origin; empty if it is not allowed, or none is named. */
  private Optional<String> allowed(HttpRequest request) {
    return request
        .header("Origin")
        .flatMap(
            origin ->
                cors.origins().stream()
                    .filter(pattern -> isAllowed(origin, pattern))
                    .findFirst()
                    .map(pattern -> pattern.equals("*") ? "*" : origin));
  }

  private static boolean isAllowed(String origin, String pattern) {
    return pattern.equals("*")
        || pattern.equalsIgnoreCase(origin)
        || pattern.endsWith("://*")
            && origin.startsWith(pattern.substring(0, pattern.length() - 1));
  }
}
