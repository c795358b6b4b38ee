package dev.wsemulator.it.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.lambda.LogLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A function, invoked by Lambda's API, and the emulator that runs it. */
final class RunningFunction implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final WebSocketApiEmulator emulator;
  private final URI baseUrl;
  private final String name;

  RunningFunction(WebSocketApiEmulator emulator, String name) {
    this.emulator = emulator;
    this.baseUrl = emulator.baseUrl();
    this.name = name;
  }

  /** A function in another process. */
  RunningFunction(URI baseUrl, String name) {
    this.emulator = null;
    this.baseUrl = baseUrl;
    this.name = name;
  }

  /** What Invoke answers. */
  record Answer(int status, HttpHeaders headers, String payload) {
    static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Returns the kind of error, or an empty text. */
    String error() {
      return header("X-Amz-Function-Error");
    }

    String version() {
      return header("X-Amz-Executed-Version");
    }

    String requestId() {
      return header("x-amzn-RequestId");
    }

    /** Returns the end of the log, if it was asked for. */
    String log() {
      return new String(Base64.getDecoder().decode(header("X-Amz-Log-Result")), UTF_8);
    }

    /** Returns what the function returned. */
    Object value() {
      assertThat(error()).as(payload).isEmpty();
      assertThat(status).as(payload).isEqualTo(200);
      try {
        return JSON.std.anyFrom(payload);
      } catch (IOException e) {
        throw new AssertionError(payload, e);
      }
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> members() {
      return (Map<String, Object>) value();
    }
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  CompletableFuture<Answer> begin(Map<String, Object> event, String... headers) {
    return beginQualified("", event, headers);
  }

  /**
   * @param qualifier an alias, after {@code ?Qualifier=}; or empty
   */
  CompletableFuture<Answer> beginQualified(
      String qualifier, Map<String, Object> event, String... headers) {
    URI url = baseUrl.resolve("/2015-03-31/functions/" + name + "/invocations" + qualifier);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(json(event), UTF_8));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString(UTF_8)).thenApply(Answer::of);
  }

  Answer invoke(Map<String, Object> event) {
    return begin(event).join();
  }

  /** Lets the function do something. */
  Answer invoke(String deed) {
    return invoke(Map.of("do", deed));
  }

  static String json(Object value) {
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the lines of an invocation. */
  List<String> log(Answer of) {
    return emulator.logs(name).ofRequest(of.requestId()).stream().map(LogLine::text).toList();
  }

  /** Returns the newest lines, as the emulator's own address has them. */
  String lines() {
    URI url = baseUrl.resolve("/_emulator/logs/" + name + "?last=20");
    return HTTP.sendAsync(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString(UTF_8))
        .join()
        .body();
  }

  /** Returns all lines. */
  List<String> log() {
    return emulator.logs(name).lines().stream().map(LogLine::text).toList();
  }

  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
