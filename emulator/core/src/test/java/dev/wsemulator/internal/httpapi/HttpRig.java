package dev.wsemulator.internal.httpapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An emulator with one HTTP or REST API, whose functions are lambdas and whose events are kept. */
public final class HttpRig implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final EmulatorBuilder builder = WebSocketApiEmulator.builder().isolated(false);
  private final HttpApi.Builder api;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private WebSocketApiEmulator emulator;

  private HttpRig(HttpApi.Kind kind) {
    this.api = HttpApi.builder("shop", kind).apiId("h1h2h3h4h5");
  }

  /** Returns one of an HTTP API. */
  public static HttpRig http() {
    return new HttpRig(HttpApi.Kind.HTTP);
  }

  /** Returns one of a REST API. */
  public static HttpRig rest() {
    return new HttpRig(HttpApi.Kind.REST);
  }

  /** Adds a function. */
  public HttpRig function(String name, LambdaFunction function) {
    builder.function(
        name,
        (LambdaFunction)
            event -> {
              events.add(new String(event, UTF_8));
              return function.invoke(event);
            });
    return this;
  }

  /** Adds a function that always returns the same. */
  public HttpRig function(String name, String answer) {
    return function(name, event -> answer.getBytes(UTF_8));
  }

  /** Adds a function that may take minutes, whose events are not kept. */
  public HttpRig slow(String name, LambdaFunction function) {
    builder.function(
        FunctionDefinition.builder(name, new FunctionDefinition.Instance(function))
            .timeout(Duration.ofMinutes(5))
            .build());
    return this;
  }

  /** Adds a route to a function that returns always the same. */
  public HttpRig route(String key, String answer) {
    String name = "f-" + key.replaceAll("\\W", "");
    api.route(key, name);
    return function(name, answer);
  }

  /** Changes the API. */
  public HttpRig api(Consumer<HttpApi.Builder> change) {
    change.accept(api);
    return this;
  }

  /** Changes what else there is. */
  public HttpRig also(Consumer<EmulatorBuilder> change) {
    change.accept(builder);
    return this;
  }

  /** Starts everything. */
  public HttpRig start() {
    emulator = builder.httpApi(api.build()).start();
    return this;
  }

  /** Returns the emulator. */
  public WebSocketApiEmulator emulator() {
    return emulator;
  }

  /** Returns a request to a path of the first stage. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(emulator.httpEndpoints().get(0).url() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** Returns a request to a path of the emulator. */
  public HttpRequest.Builder of(String path) {
    return HttpRequest.newBuilder(URI.create(emulator.baseUrl() + path));
  }

  /** Sends a request. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a request without a body. */
  public HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(withoutBody(method, path, headers));
  }

  /** Sends a request without a body, and does not wait for its answer. */
  public CompletableFuture<HttpResponse<String>> begin(
      String method, String path, String... headers) {
    return CLIENT.sendAsync(
        withoutBody(method, path, headers).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder withoutBody(String method, String path, String... headers) {
    HttpRequest.Builder request = request(path).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  /** Waits for the next event of a function, and returns it. */
  public Json event() throws InterruptedException {
    String text = events.poll(20, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("No function was called.");
    }
    return Json.parse(text.getBytes(UTF_8)).orElseThrow();
  }

  /** Returns how many events were not looked at. */
  public int eventsLeft() {
    return events.size();
  }

  /** Returns what the journal has of the last request. */
  public SourceEntry.HttpAnswered answered() {
    var all = emulator.journal().entries(SourceEntry.HttpAnswered.class);
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
