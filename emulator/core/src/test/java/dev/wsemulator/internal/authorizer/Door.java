package dev.wsemulator.internal.authorizer;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.RawClient.Answer;
import dev.wsemulator.testing.Rig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An API whose {@code $connect} is guarded, and what its functions are asked. */
final class Door implements AutoCloseable {
  static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/dev/$connect";

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final WebSocketApi.Builder api = WebSocketApi.builder("door").apiId("a1b2c3d4e5");
  private final EmulatorBuilder builder = WebSocketApiEmulator.builder().isolated(false);
  private Route connect = Route.of("$connect", Integration.lambdaProxy("listener"));
  private Stage stage = Stage.of("dev");
  private WebSocketApiEmulator emulator;
  private JournalCursor journal;

  Door() {
    builder.function("listener", (LambdaFunction) this::listen);
    api.route(Route.twoWay("$default", Integration.lambdaProxy("listener")));
    api.route("$disconnect", "listener");
  }

  /** Returns a door that a function with this answer guards. */
  static Door answering(String answer, String... sources) {
    return new Door().guard(event -> Rig.bytes(answer), sources).start();
  }

  private byte[] listen(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    events.add(text);
    return text.contains("\"MESSAGE\"") ? Rig.echoed(event) : Rig.bytes("{\"statusCode\":200}");
  }

  Door guard(LambdaFunction function, String... sources) {
    return guarded(Authorizer.of("guard", sources)).function("guard", function);
  }

  /** Adds a function whose events are kept as those of the guard are. */
  Door function(String name, LambdaFunction function) {
    LambdaFunction kept =
        event -> {
          asked.add(new String(event, StandardCharsets.UTF_8));
          return function.invoke(event);
        };
    builder.function(name, kept);
    return this;
  }

  Door guarded(Authorizer authorizer) {
    return connect(
        route -> route.toBuilder().authorization(new Authorization.Custom(authorizer)).build());
  }

  Door signed() {
    return connect(route -> route.toBuilder().authorization(new Authorization.Iam()).build());
  }

  Door connect(UnaryOperator<Route> change) {
    connect = change.apply(connect);
    return this;
  }

  Door stage(UnaryOperator<Stage> change) {
    stage = change.apply(stage);
    return this;
  }

  /** Adds a two-way route that sends messages back. */
  Door route(String key, UnaryOperator<Route> change) {
    api.route(change.apply(Route.twoWay(key, Integration.lambdaProxy("listener"))));
    return this;
  }

  Door api(Consumer<WebSocketApi.Builder> change) {
    change.accept(api);
    return this;
  }

  Door also(Consumer<EmulatorBuilder> change) {
    change.accept(builder);
    return this;
  }

  Door start() {
    emulator = builder.api(api.route(connect).stage(stage).build()).start();
    journal = emulator.journal().cursor();
    return this;
  }

  JournalCursor journal() {
    return journal;
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  URI url(String query) {
    URI url = emulator.webSocketUrl();
    return query.isEmpty() ? url : URI.create(url + "?" + query);
  }

  /** Asks to be let in, and leaves at once. */
  Answer knock(String query, String headers) throws IOException {
    try (RawClient client = RawClient.connect(url(""))) {
      return client.upgrade(url(query), headers);
    }
  }

  int knock() throws IOException {
    return knock("", "").status();
  }

  RawClient enter() throws IOException {
    return RawClient.open(url(""));
  }

  /** Returns the next event of the guard. */
  Json asked() throws InterruptedException {
    return next(asked);
  }

  /** Returns the next event of the other routes. */
  Json event() throws InterruptedException {
    return next(events);
  }

  /** Returns the text of the next event of the other routes. */
  String eventText() throws InterruptedException {
    return nextText(events);
  }

  private static Json next(BlockingQueue<String> queue) throws InterruptedException {
    return Json.parse(Rig.bytes(nextText(queue))).orElseThrow();
  }

  private static String nextText(BlockingQueue<String> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(20, TimeUnit.SECONDS))
        .orElseThrow(() -> new AssertionError("There is no event"));
  }

  /** Returns how often the guard was asked, but for what was looked at. */
  int timesAsked() {
    return asked.size();
  }

  /** Returns how many events the other routes had, but for what was looked at. */
  int timesCalled() {
    return events.size();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
