package dev.wsemulator;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.internal.engine.RunningEngine;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

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

  /**
   * The endpoint of one stage of one API.
   *
   * @param apiId the API
   * @param stage the stage's name
   * @param webSocketUrl what clients connect to
   * @param connectionsEndpoint what a management client is given as its endpoint; {@code
   *     /@connections} follows it
   */
  public record Endpoint(String apiId, String stage, URI webSocketUrl, URI connectionsEndpoint) {}

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
  public static Builder builder() {
    return new Builder();
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

  /** Returns where every stage of every API is reached. */
  public List<Endpoint> endpoints() {
    return engine.endpoints();
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
   * @return what ends it, and leaves other faults alone
   * @throws IllegalArgumentException if the matcher is not supported where the scenario happens;
   *     the message says which are
   * @throws UnsupportedOperationException if time has to pass and the emulator uses the system
   *     clock
   */
  public OngoingScenario begin(Scenario scenario, Matcher occasions) {
    List<String> ids = Engines.inside(() -> engine.begin(scenario, occasions));
    return () -> ids.forEach(faults()::remove);
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

  private Endpoint first() {
    return endpoints().stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("There is no URL, because no API is defined."));
  }

  /** Collects what to emulate. Not thread-safe. */
  public static final class Builder {
    private final Settings settings = new Settings();

    private Builder() {}

    /**
     * Emulates a stack; APIs and functions given beside it are added, a function of the same name
     * replaces the stack's.
     */
    public Builder stack(Stack definition) {
      settings.stack = Objects.requireNonNull(definition, "definition");
      settings.template = null;
      return this;
    }

    /**
     * Emulates what a template says.
     *
     * @throws dev.wsemulator.stack.TemplateException if the template cannot be used
     */
    public Builder template(Template definition) {
      stack(definition.load());
      settings.template = definition;
      return this;
    }

    /**
     * Sets whether changes of files are taken over while the emulator runs; they are not by
     * default. Watched are the template, what it includes and nests, and the code of functions:
     * folders, jars and zips. An invocation that begins half a second after the last write sees
     * them; those that run end on the old code, and connections stay open. A change that cannot be
     * used has no effect, except for a warning with the reason. {@link
     * dev.wsemulator.journal.JournalEntry.Reloaded} lists the changes.
     *
     * <p>Everything that is set with this builder stays as it is, and of a template: the keys and
     * indexes of tables that exist. Tables and buckets that are gone from it stay until the end.
     */
    public Builder watch(boolean each) {
      settings.watched = each;
      return this;
    }

    /**
     * Sets the region, {@code us-east-1} by default, of what is defined in Java or by calls. A
     * stack has its own; a template's is its parameter {@code AWS::Region}.
     *
     * @throws IllegalArgumentException if it is not the name of a region
     */
    public Builder region(String name) {
      if (!name.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
        throw new IllegalArgumentException(
            "Invalid region \"%s\". Use a name such as eu-west-1.".formatted(name));
      }
      settings.region = name;
      return this;
    }

    /**
     * Sets the account, {@code 123456789012} by default, with the same limits as a region.
     *
     * @throws IllegalArgumentException if it does not have twelve digits
     */
    public Builder accountId(String twelveDigits) {
      if (!twelveDigits.matches("\\d{12}")) {
        throw new IllegalArgumentException(
            "Invalid account id \"%s\". Use twelve digits.".formatted(twelveDigits));
      }
      settings.accountId = twelveDigits;
      return this;
    }

    /** Adds an API. */
    public Builder api(WebSocketApi api) {
      settings.apis.add(api);
      return this;
    }

    /** Adds a custom domain name; clients reach it by their {@code Host} header. */
    public Builder domainName(DomainName domain) {
      settings.domainNames.add(domain);
      return this;
    }

    /** Adds a function. */
    public Builder function(FunctionDefinition function) {
      settings.functions.add(function);
      return this;
    }

    /**
     * Adds a function that runs a handler object.
     *
     * @param name the function's name
     * @param handler a {@code RequestHandler}, {@code RequestStreamHandler} or {@code
     *     LambdaFunction}
     */
    public Builder function(String name, Object handler) {
      return function(FunctionDefinition.of(name, handler));
    }

    /** Gives the functions AWS services to talk to; without it they get none. */
    public Builder backEnd(BackEnd services) {
      settings.backEnd = services;
      return this;
    }

    /**
     * Lets functions call a service on AWS itself, with the access key that this process has in its
     * environment. Without this no call of a function that has code of its own reaches AWS: it
     * leads to the emulator or the back end, or fails.
     *
     * @param service as in its host name, for example {@code sqs}
     */
    public Builder allowAws(String service) {
      settings.allowedServices.add(service.toLowerCase(Locale.ROOT));
      return this;
    }

    /**
     * Leads calls of functions to a host elsewhere.
     *
     * @param host a host name, with or without a port
     * @param url where its calls go, for example {@code http://localhost:9000}
     */
    public Builder map(String host, URI url) {
      settings.hosts.put(host.toLowerCase(Locale.ROOT), Objects.requireNonNull(url, "url"));
      return this;
    }

    /** Sets whether the key {@code test} with the secret {@code test} is the account owner's. */
    public Builder testKey(boolean accepted) {
      settings.testKey = accepted;
      return this;
    }

    /** Sets whether API Gateway needs permission to invoke functions; it does not by default. */
    public Builder enforcePermissions(boolean required) {
      settings.permissionsEnforced = required;
      return this;
    }

    /**
     * Binds to this address in place of {@code 127.0.0.1}; anything else lets other machines in.
     */
    public Builder host(String address) {
      settings.host = address;
      return this;
    }

    /**
     * Lets clients reach the emulator by a name. Without this they may by {@code localhost}, names
     * below it, addresses, custom domain names and names of AWS: by other names pages of foreign
     * sites, which point theirs at this machine, could read and change everything.
     *
     * @param name for example {@code emulator}, the name of a service of Docker Compose; {@code
     *     *.example.com} means all names below {@code example.com}
     */
    public Builder allowHost(String name) {
      settings.names.add(Objects.requireNonNull(name, "name"));
      return this;
    }

    /**
     * Sets whether other machines may use the admin API and the control plane, which can run code
     * here, if {@link #host(String)} admits them. The default is {@code false}.
     */
    public Builder toolsFromNetwork(boolean allowed) {
      settings.toolsFromNetwork = allowed;
      return this;
    }

    /** Listens on this port; 0, the default, picks a free one. */
    public Builder port(int number) {
      settings.port = number;
      return this;
    }

    /** Sets the limits; AWS's by default. */
    public Builder quotas(Quotas limits) {
      settings.quotas = limits;
      return this;
    }

    /** Sets whether every function has a class loader of its own; it has by default. */
    public Builder isolated(boolean each) {
      settings.isolated = each;
      return this;
    }

    /**
     * Sets whether functions run on virtual threads, which JDK 21 and later have; they do not by
     * default. A handler that computes without ever waiting keeps a processor from all others then,
     * as nothing interrupts a virtual thread.
     */
    public Builder virtualThreads(boolean each) {
      settings.virtualThreads = each;
      return this;
    }

    /**
     * Sets whether callers of {@code @connections} must sign and be allowed to; they must by
     * default, as on AWS.
     */
    public Builder verifyIdentity(boolean required) {
      settings.verified = required;
      return this;
    }

    /**
     * Sets whether the timeouts of integrations, authorizers and functions are turned off, so that
     * a debugger can hold functions. Idle connections still end, unless that quota is lifted.
     */
    public Builder debug(boolean enabled) {
      settings.debugged = enabled;
      return this;
    }

    /** Sets whether clients may compress messages; they may by default, as on AWS. */
    public Builder compression(boolean allowed) {
      settings.compression = allowed;
      return this;
    }

    /**
     * Sets how messages to clients are cut into frames; unevenly by default, as on AWS, so that a
     * client that does not put them together is noticed here.
     */
    public Builder framing(Framing framing) {
      settings.framing = Objects.requireNonNull(framing, "framing");
      return this;
    }

    /** Serves a folder of static files at {@code /}. */
    public Builder webRoot(Path folder) {
      settings.webRoot = folder;
      return this;
    }

    /**
     * Keeps APIs and functions that calls of the control plane define in a folder, where the next
     * start finds them; without this they are forgotten at the end. A call that was answered is
     * kept, whatever happens to the process.
     */
    public Builder state(Path folder) {
      settings.state = folder;
      return this;
    }

    /**
     * Writes access logs and execution logs, where stages have them, and what functions write, to
     * files in a folder: one for each log group. Without this and {@link #logTo(Appendable)} they
     * are not written.
     */
    public Builder logTo(Path folder) {
      settings.logFolders.add(folder);
      return this;
    }

    /**
     * Writes access logs and execution logs, where stages have them, to a console. What functions
     * write is shown by their loggers, {@code function.NAME} of SLF4J.
     */
    public Builder logTo(Appendable console) {
      settings.logConsoles.add(console);
      return this;
    }

    /**
     * Sets the clock, for example a {@link dev.wsemulator.time.VirtualTime}; the machine's by
     * default. All limits, timeouts, throttles and retries go by it; only the age of signatures on
     * {@code @connections} calls is by the machine's clock, as SDKs sign by that.
     */
    public Builder time(TimeSource clock) {
      settings.time = clock;
      return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws IllegalStateException if the port is in use, or the JVM does not support the
     *     requested virtual threads
     * @throws RuntimeException if the back end cannot be started; the message says what to do
     */
    public WebSocketApiEmulator start() {
      EmulatorPlan plan = settings.plan();
      return new WebSocketApiEmulator(Engines.inside(() -> Engines.engine().start(plan)));
    }
  }
}
