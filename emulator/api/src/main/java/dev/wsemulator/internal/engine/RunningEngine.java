package dev.wsemulator.internal.engine;

import dev.wsemulator.api.HttpEndpoint;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.fault.Addresses;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
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

/** An emulator that runs, as {@link dev.wsemulator.WebSocketApiEmulator} shows it. Thread-safe. */
public interface RunningEngine extends AutoCloseable {

  /** Returns the base URL, by a name that clients on this machine can use. */
  URI baseUrl();

  /** Returns where every stage of every WebSocket API is reached. */
  List<StageEndpoint> endpoints();

  /** Returns where every stage of every HTTP and REST API is reached. */
  List<HttpEndpoint> httpEndpoints();

  /** Returns the stack that is emulated now. */
  Stack stack();

  /** Returns the record of what happened. */
  Journal journal();

  /**
   * Returns a function's log.
   *
   * @throws IllegalArgumentException if there is no such function
   */
  FunctionLog logs(String function);

  /**
   * Returns a user pool.
   *
   * @throws IllegalArgumentException if there is no such pool
   */
  TokenIssuer userPool(String pool);

  /** Returns the fault rules. */
  Faults faults();

  /** Returns the addresses at which it listens. */
  Addresses addresses();

  /** Brings a scenario about, for what is matched. */
  OngoingScenario begin(Scenario scenario, Matcher occasions);

  /** Writes down what clients do and what they are sent. */
  Recording record(Path file);

  /** Hands the lines of a recording to a reader. */
  Recording record(Consumer<String> reader);

  /** Writes the journal to a file. */
  Recording writeJournal(Path file);

  /** Returns the clock. */
  TimeSource time();

  /** Returns the back end's variables; waits until it has started. */
  Map<String, String> environment();

  /** Closes connections, lets each {@code $disconnect} run, and stops everything. Idempotent. */
  @Override
  void close();
}
