package dev.wsemulator.testing;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An emulator with one API, whose functions are lambdas and whose events are kept. */
public final class Rig implements AutoCloseable {
  /** A function that is content. */
  public static final LambdaFunction OK = event -> bytes("{\"statusCode\":200}");

  private final EmulatorBuilder builder = WebSocketApiEmulator.builder().isolated(false);
  private final WebSocketApi.Builder api = WebSocketApi.builder("rig").apiId("a1b2c3d4e5");
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Quotas quotas = Quotas.aws();
  private WebSocketApiEmulator emulator;
  private JournalCursor journal;

  /** Adds a one-way route to a function. */
  public Rig route(String key, LambdaFunction function) {
    api.route(key, deploy(key, function));
    return this;
  }

  /** Adds a one-way route whose integration times out. */
  public Rig route(String key, Duration timeout, LambdaFunction function) {
    String name = deploy(key, function);
    api.route(Route.of(key, new Integration.LambdaProxy(name, timeout)));
    return this;
  }

  /** Adds a two-way route to a function. */
  public Rig twoWay(String key, LambdaFunction function) {
    api.route(Route.twoWay(key, Integration.lambdaProxy(deploy(key, function))));
    return this;
  }

  /** Adds a route as it is. */
  public Rig route(Route route) {
    api.route(route);
    return this;
  }

  /** Changes what else there is of the API. */
  public Rig api(java.util.function.Consumer<WebSocketApi.Builder> change) {
    change.accept(api);
    return this;
  }

  /** Deploys a function without a route; returns its name. */
  public String function(String name, LambdaFunction function) {
    return deploy(name, function);
  }

  /** Adds a two-way default route that sends every message back. */
  public Rig echo() {
    return twoWay("$default", Rig::echoed);
  }

  /** Adds a route to a function that nobody deployed. */
  public Rig missing(String key) {
    api.route(key, "nobody");
    return this;
  }

  /** Adds a stage. */
  public Rig stage(String name) {
    api.stage(Stage.of(name));
    return this;
  }

  /** Adds a stage. */
  public Rig stage(Stage stage) {
    api.stage(stage);
    return this;
  }

  /** Sets the clock. */
  public Rig time(TimeSource clock) {
    builder.time(clock);
    return this;
  }

  /** Changes a quota. */
  public Rig quota(String name, String value) {
    quotas = quotas.toBuilder().set(name, value).build();
    builder.quotas(quotas);
    return this;
  }

  /** Sets whether calls must be signed. */
  public Rig verified(boolean required) {
    builder.verifyIdentity(required);
    return this;
  }

  /** Changes what else there is. */
  public Rig also(java.util.function.Consumer<EmulatorBuilder> change) {
    change.accept(builder);
    return this;
  }

  private String deploy(String key, LambdaFunction function) {
    String name = "f-" + key.replaceAll("\\W", "");
    builder.function(
        name,
        (LambdaFunction)
            event -> {
              events.add(text(event));
              return function.invoke(event);
            });
    return name;
  }

  /** Starts everything. */
  public Rig start() {
    emulator = builder.api(api.build()).start();
    return this;
  }

  /** Returns the emulator. */
  public WebSocketApiEmulator emulator() {
    return emulator;
  }

  /** Returns the journal's entries, each to be taken once. */
  public JournalCursor journal() {
    if (journal == null) {
      journal = emulator.journal().cursor();
    }
    return journal;
  }

  /** Returns the URL of the first stage. */
  public URI url() {
    return emulator.webSocketUrl();
  }

  /** Opens a connection. */
  public RawClient open() throws IOException {
    return RawClient.open(url());
  }

  /** Returns the id of the connection that was asked for last. */
  public String lastId() {
    List<JournalEntry.Handshake> all = emulator.journal().entries(JournalEntry.Handshake.class);
    return all.get(all.size() - 1).connectionId();
  }

  /** Waits for the next event of a type, leaving out others, and returns it. */
  public Json event(String type) throws InterruptedException {
    for (String text = events.poll(20, TimeUnit.SECONDS);
        text != null;
        text = events.poll(20, TimeUnit.SECONDS)) {
      Json event = Json.parse(bytes(text)).orElseThrow();
      if (at(event, "requestContext", "eventType").equals(type)) {
        return event;
      }
    }
    throw new AssertionError("No function got an event of type " + type);
  }

  /** Waits until a further request has ended, and returns how. */
  public JournalEntry.RequestEnded ended() {
    return journal().next(JournalEntry.RequestEnded.class, Duration.ofSeconds(20));
  }

  /** Waits until a further request has ended that has to be explained, and returns why. */
  public Reason why() {
    return journal()
        .next(JournalEntry.RequestEnded.class, Duration.ofSeconds(20), entry -> entry.why() != null)
        .why();
  }

  /** Forgets the events that wait to be looked at. */
  public void forgetEvents() {
    events.clear();
  }

  /** Returns how many events wait to be looked at. */
  public int eventsLeft() {
    return events.size();
  }

  /** Returns the text of a member. */
  public static String at(Json json, String... path) {
    Json here = json;
    for (String segment : path) {
      here =
          here.child(segment)
              .orElseThrow(() -> new AssertionError("There is no member " + segment));
    }
    return here.selectionText();
  }

  /** Returns an answer whose body is the event's body. */
  public static byte[] echoed(byte[] event) {
    Json body = Json.parse(event).orElseThrow().child("body").orElseThrow();
    return bytes("{\"statusCode\":200,\"body\":" + quoted(body.string().orElseThrow()) + "}");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(c < 32 || c == '"' || c == '\\' ? hex(c) : chars(c)));
    return quoted.append('"').toString();
  }

  private static String hex(int c) {
    return "\\u%04x".formatted(c);
  }

  private static String chars(int c) {
    return Character.toString(c);
  }

  /** Returns the text in UTF-8. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns bytes of UTF-8 as a text. */
  public static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
