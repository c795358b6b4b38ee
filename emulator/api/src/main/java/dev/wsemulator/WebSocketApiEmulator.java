package dev.wsemulator;

import dev.wsemulator.api.HttpEndpoint;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.fault.Addresses;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.internal.engine.RunningEngine;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A running emulator of WebSocket APIs and of the Lambda functions behind them, on one port of this
 * machine. Thread-safe.
 *
 * <pre>{@code
 * try (WebSocketApiEmulator emulator =
 *     WebSocketApiEmulator.builder()
 *         .api(WebSocketApi.builder("chat").route("$default", "Echo").build())
 *         .function("Echo", (LambdaFunction) event -> "{\"statusCode\":200}".getBytes(UTF_8))
 *         .start()) {
 *   URI url = emulator.webSocketUrl();
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html">WebSocket
 *     APIs</a>
 */
public final class WebSocketApiEmulator implements AutoCloseable {

  private final RunningEngine engine;

  private WebSocketApiEmulator(RunningEngine engine) {
    this.engine = engine;
  }

  /**
   * Loads, on another thread, what a start in this JVM is going to need. Nothing needs this; while
   * a large template is read, it saves time.
   */
  public static void preload() {
    Engines.inside(Engines.engine()::preload);
  }

  /**
   * Returns a builder of an emulator on a free port of the loopback interface, with AWS's quotas.
   */
  public static EmulatorBuilder builder() {
    return new EmulatorBuilder();
  }

  /** Starts what a builder has planned. */
  static WebSocketApiEmulator start(EmulatorPlan plan) {
    return new WebSocketApiEmulator(Engines.inside(() -> Engines.engine().start(plan)));
  }

  /** Returns the port. */
  public int port() {
    return baseUrl().getPort();
  }

  /** Returns the base URL of the port, for example {@code http://127.0.0.1:3010}. */
  public URI baseUrl() {
    return engine.baseUrl();
  }

  /** Returns what clients of the first API's first stage connect to. */
  public URI webSocketUrl() {
    return first().webSocketUrl();
  }

  /** Returns the management endpoint of the first API's first stage. */
  public URI connectionsEndpoint() {
    return first().connectionsEndpoint();
  }

  /** Returns where every stage of every WebSocket API is reached. */
  public List<StageEndpoint> endpoints() {
    return engine.endpoints();
  }

  /** Returns where every stage of every HTTP and REST API is reached. */
  public List<HttpEndpoint> httpEndpoints() {
    return engine.httpEndpoints();
  }

  /** Returns the stack that is emulated, as it is now. */
  public Stack stack() {
    return engine.stack();
  }

  /** Returns the record of what happened. */
  public Journal journal() {
    return engine.journal();
  }

  /**
   * Returns what a function has written, and what Lambda writes of its invocations.
   *
   * @param function its name, or its logical id in the template
   * @throws IllegalArgumentException if there is no such function; the message lists their names
   */
  public FunctionLog logs(String function) {
    return engine.logs(function);
  }

  /**
   * Returns a user pool of Amazon Cognito, which signs tokens.
   *
   * @param pool its logical id in the template; or its id, its ARN or the URL of its tokens' {@code
   *     iss}, of a pool that need not be in a template
   * @throws IllegalArgumentException if there is no such pool; the message lists those that there
   *     are
   */
  public TokenIssuer userPool(String pool) {
    return Engines.inside(() -> engine.userPool(pool));
  }

  /**
   * Returns the addresses at which it listens, where connections can be refused and clients be
   * moved to another one.
   */
  public Addresses addresses() {
    return engine.addresses();
  }

  /** Returns the fault rules; none at first. */
  public Faults faults() {
    return engine.faults();
  }

  /**
   * Brings a drop of production about, until it or {@code faults().clear()} ends its rules.
   *
   * @return what ends it, and leaves other faults alone
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public OngoingScenario begin(Scenario scenario) {
    return begin(scenario, Matcher.ALL);
  }

  /**
   * Brings a drop of production about, for some occasions only, such as those of one connection.
   * Where a scenario needs time to pass, it passes for all.
   *
   * @return what ends it, and leaves other faults alone; it says how many connections were struck
   *     at once
   * @throws IllegalArgumentException if the matcher is not supported where the scenario happens;
   *     the message says which are
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public OngoingScenario begin(Scenario scenario, Matcher occasions) {
    return Engines.inside(() -> engine.begin(scenario, occasions));
  }

  /**
   * Writes down from now on what clients do and what they are sent, for {@link
   * dev.wsemulator.replay.Replay}. Connections that are open already are left out.
   *
   * @param file the file, which is emptied if it exists
   * @return what ends it
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public Recording record(Path file) {
    return Engines.inside(() -> engine.record(file));
  }

  /**
   * Hands from now on the lines of a recording to a reader, as they come, on a thread of its own.
   * One call may bring several lines, each with its end.
   *
   * @see #record(Path)
   */
  public Recording record(Consumer<String> reader) {
    return Engines.inside(() -> engine.record(reader));
  }

  /**
   * Writes everything that happens from now on to a file, one JSON object a line, as {@code GET
   * /_emulator/journal} does. Continues until the recording is closed or the emulator has stopped,
   * including the last {@code $disconnect}. The emulator does not wait for the disk: if it is too
   * slow, a line says how many entries are missing.
   *
   * @param file the file, which is emptied if it exists
   * @return what ends it
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public Recording writeJournal(Path file) {
    return Engines.inside(() -> engine.writeJournal(file));
  }

  /** Returns the clock that everything goes by. */
  public TimeSource time() {
    return engine.time();
  }

  /**
   * Returns the variables that lead an AWS SDK to the back end, such as {@code
   * AWS_ENDPOINT_URL_S3}.
   */
  public Map<String, String> environment() {
    return engine.environment();
  }

  /**
   * Closes every connection, lets each {@code $disconnect} run, and stops everything. Idempotent.
   */
  @Override
  public void close() {
    Engines.inside(engine::close);
  }

  private StageEndpoint first() {
    return endpoints().stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("There is no URL, because no API is defined."));
  }
}
