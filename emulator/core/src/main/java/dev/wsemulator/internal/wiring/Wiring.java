package dev.wsemulator.internal.wiring;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.admin.Admin;
import dev.wsemulator.internal.authorizer.ConnectAuthorizers;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.ConnectionIds;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.controlplane.store.Callers;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.RunningEngine;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.FaultyBackEnd;
import dev.wsemulator.internal.fault.FaultyDelivery;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.fault.MovableTime;
import dev.wsemulator.internal.fault.gateway.FaultyRollout;
import dev.wsemulator.internal.function.FunctionDependencies;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.NoTimeouts;
import dev.wsemulator.internal.function.egress.AwsEndpoints;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.AwsServices;
import dev.wsemulator.internal.integration.HttpBackEnd;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.integration.InvokePermissions;
import dev.wsemulator.internal.integration.LambdaEndpoint;
import dev.wsemulator.internal.integration.StoredObjects;
import dev.wsemulator.internal.logging.LogOutput;
import dev.wsemulator.internal.logging.LogTarget;
import dev.wsemulator.internal.management.CallerCheck;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.internal.metrics.Metrics;
import dev.wsemulator.internal.recording.JournalLine;
import dev.wsemulator.internal.recording.LineFile;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.internal.transport.EmulatorServer;
import dev.wsemulator.internal.transport.tls.LocalTrust;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the machinery together, and takes it apart in the order that lets {@code $disconnect} run
 * while everything that it needs is still there.
 */
final class Wiring implements RunningEngine {

  /** How long {@code $disconnect}, cold starts and all, may hold up the end of the emulator. */
  private static final Duration DISCONNECT_LIMIT = Duration.ofSeconds(5);

  /** A file needs no empty batches. */
  private static final Duration SILENCE = Duration.ofDays(365);

  private final EmulatorPlan plan;
  private final @Nullable BackEnd backEnd;
  private final Journal journal = new Journal();
  private final MovableTime time;
  private final ActiveFaults faults;
  private final Metrics metrics = new Metrics();
  private final HttpBackEnd http = new HttpBackEnd();
  private final LogOutput logs;
  private final TrafficListener traffic = new TrafficListener();
  private final OpenRecordings recordings = new OpenRecordings();
  private final OpenRecordings journalFiles = new OpenRecordings();
  private final AccessKeys keys;
  private final CompletableFuture<FunctionRuntime> functions = new CompletableFuture<>();
  private final CompletableFuture<Map<String, String>> environment;

  /** Whether functions trust the emulator's certificate. */
  private final CompletableFuture<Void> trust;

  private final EmulatorServer server;
  private final Gateway gateway;
  private volatile @Nullable ControlPlane control;
  private volatile @Nullable LiveReload reload;
  private volatile @Nullable Gateway serving;
  private boolean closed;

  Wiring(EmulatorPlan plan) {
    this.plan = plan;
    this.backEnd = plan.backEnd() == null ? null : UserBackEnd.of(plan.backEnd(), plan.caller());
    this.time = new MovableTime(plan.time(), journal);
    this.faults = new ActiveFaults(journal, time, this::openConnection);
    this.logs = new LogOutput(logTargets(plan));
    this.keys = new AccessKeys(plan, this::environment);
    this.environment = CompletableFuture.supplyAsync(this::startBackEnd, Wiring::onOwnThread);
    this.trust =
        plan.isolated()
            ? CompletableFuture.runAsync(LocalTrust::install, Wiring::onOwnThread)
            : CompletableFuture.completedFuture(null);
    try {
      EmulatorPlan.ServerAddress address = plan.address();
      this.server =
          EmulatorServer.start(
              new EmulatorServer.ServerConfig(
                  address,
                  plan.quotas(),
                  new EmulatorServer.Pages(
                      () -> Health.json(serving != null, endpoints()),
                      metrics::prometheus,
                      metrics::json)));
    } catch (RuntimeException e) {
      closeBackEnd();
      throw e;
    }
    try {
      this.gateway = connect();
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  private Optional<Connection> openConnection(String connectionId) {
    return gateway.connections().find(connectionId);
  }

  static void preload() {
    onOwnThread(
        () -> {
          EmulatorServer.preload();
          LocalTrust.preload();
        });
  }

  private static void onOwnThread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-start");
    thread.setDaemon(true);
    thread.start();
  }

  private Map<String, String> startBackEnd() {
    if (backEnd == null) {
      return keys.ofProcess();
    }
    Map<String, String> variables = new HashMap<>(keys.ofProcess());
    variables.putAll(
        backEnd.start(
            new EngineContext(
                plan.stack(),
                (name, event) -> functions.thenCompose(runtime -> runtime.invokeAsync(name, event)),
                time,
                journal,
                new FaultyBackEnd(faults, time)::pass,
                keys.owners())));
    return Map.copyOf(variables);
  }

  private Gateway connect() {
    Stack stack = plan.stack();
    LocalUrls urls = new LocalUrls(baseUrl(), this::served);
    FunctionRuntime runtime = deployed(runtime(urls), stack);
    functions.complete(runtime);
    SignatureVerifier verifier = keys.verifier();
    Deployer deployer = deployer(runtime, verifier);
    stack.apis().forEach(deployer::deploy);
    Gateway connected =
        new Gateway(
            deployer,
            stack.domainNames(),
            new Gateway.Running(
                journal, time, plan.quotas(), new FaultyDelivery(faults, time), connectionIds()));
    control = control(new Deployed(connected, deployer, runtime), verifier);
    control.show(stack.apis(), stack.domainNames());
    reload =
        watch(new LiveReload.ReloadDependencies(runtime, deployer, control, backEnd, keys::admit));
    serving = connected;
    trust.join();
    server.serve(
        new EmulatorServer.ServerDependencies(
            connected,
            connections(connected, verifier, deployer),
            control,
            plan.quotas(),
            time,
            plan.compression(),
            plan.framing(),
            faults,
            traffic,
            admin(connected, runtime)));
    return connected;
  }

  private ConnectionIds connectionIds() {
    Path state = plan.state();
    return state == null ? ConnectionIds.ofThisRun() : ConnectionIds.keptIn(state);
  }

  /** Deploys the functions; a runtime that cannot have them all changes nothing of the JVM. */
  private static FunctionRuntime deployed(FunctionRuntime runtime, Stack stack) {
    try {
      stack.functions().forEach(runtime::deploy);
      return runtime;
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
  }

  /** What calls of the control plane change. */
  private record Deployed(Gateway gateway, Deployer deployer, FunctionRuntime runtime) {}

  private ControlPlane control(Deployed deployed, SignatureVerifier verifier) {
    Stack stack = plan.stack();
    StoredObjects objects =
        new StoredObjects(new AwsServices(environment(), keys.signer()), TimeSource.system());
    return new ControlPlane(
        new AwsAccount(stack.region(), stack.accountId(), time),
        new ControlPlane.ControlPlaneDependencies(
            deployed.gateway(),
            new FaultyRollout(deployed.gateway(), faults, time),
            deployed.deployer(),
            deployed.runtime(),
            keys::admit,
            objects::get),
        new Callers(verifier, plan.verified()),
        plan.state());
  }

  private @Nullable LiveReload watch(LiveReload.ReloadDependencies dependencies) {
    return plan.watched() == null
        ? null
        : new LiveReload(
            plan.watched(),
            plan.stack(),
            dependencies,
            new LiveReload.ReloadJournal(journal, time));
  }

  private ConnectionsEndpoint connections(
      Gateway connected, SignatureVerifier verifier, Deployer deployer) {
    Stack stack = plan.stack();
    CallerCheck callers =
        new CallerCheck(
            verifier, new CallerCheck.Account(stack.region(), stack.accountId(), plan.verified()));
    return new ConnectionsEndpoint(
        connected.connections(),
        callers,
        new ConnectionsEndpoint.Limits(plan.quotas(), deployer.calls()),
        new ConnectionsEndpoint.Recorder(time, journal));
  }

  private Admin admin(Gateway connected, FunctionRuntime runtime) {
    return new Admin(
        new Admin.AdminDependencies(
            faults,
            this::begin,
            connected.connections(),
            journal,
            runtime.logs(),
            () -> stack().functionNames(),
            time,
            traffic));
  }

  private FunctionRuntime runtime(LocalUrls urls) {
    Stack stack = plan.stack();
    FunctionRuntimeConfig settings =
        FunctionRuntimeConfig.of(stack.region(), stack.accountId())
            .isolated(plan.isolated())
            .virtualThreads(plan.virtualThreads())
            .environment(
                new AwsEndpoints(baseUrl(), environment())
                    .environment(plan.access().allowedServices()),
                urls::rewrite)
            .sharedLoader(plan.caller())
            .timeouts(!plan.debugged())
            .messages(plan.quotas().messageBytes())
            .reloads(plan.watched() != null)
            .build();
    return new FunctionRuntime(
        settings,
        time,
        journal,
        new FunctionDependencies(
            new InvocationFaults(faults),
            new LambdaEndpoint(http, keys.signer()),
            logs.isOn() ? this::keep : null,
            egress(urls)));
  }

  private Egress egress(LocalUrls urls) {
    AwsEndpoints endpoints = new AwsEndpoints(baseUrl(), environment());
    return new Egress(
        new Egress.Rules(
            endpoints.services(),
            endpoints.others(),
            plan.access().allowedServices(),
            plan.access().hosts()),
        new Egress.ServedHosts(baseUrl(), urls::isApi, this::isDomain));
  }

  private boolean isDomain(String host) {
    Gateway now = serving;
    return now != null && now.deployments().isDomain(host);
  }

  private static List<LogTarget> logTargets(EmulatorPlan plan) {
    return Stream.concat(
            plan.logFolders().stream().map(LogTarget::files),
            plan.logConsoles().stream().map(LogTarget::console))
        .toList();
  }

  private void keep(String logGroup, Batch<LogLine> lines) {
    if (lines.missed() > 0) {
      logs.writeOfFunction(logGroup, () -> "(%d lines are missing)".formatted(lines.missed()));
    }
    lines.items().forEach(line -> logs.writeOfFunction(logGroup, line::toString));
  }

  private Deployer deployer(FunctionRuntime runtime, SignatureVerifier verifier) {
    Stack stack = plan.stack();
    TimeSource waiting = plan.debugged() ? new NoTimeouts(time) : time;
    IntegrationInvokers invokers =
        new IntegrationInvokers(
            runtime,
            new AwsServices(environment(), keys.signer()),
            waiting,
            http,
            plan.access().permissionsEnforced()
                ? new EnforcedPermissions(new KnownPolicies(this::stack, () -> control))
                : InvokePermissions.NOT_ENFORCED);
    ConnectAuthorizers.AuthorizerContext context =
        new ConnectAuthorizers.AuthorizerContext(
            stack.region(), stack.accountId(), waiting, plan.quotas().authorizerResultBytes());
    return new Deployer(
        invokers,
        new ConnectAuthorizers(invokers, verifier, context),
        plan.quotas(),
        new Deployer.Telemetry(metrics, logs));
  }

  /** Returns the base URL, by a name that clients on this machine can use. */
  @Override
  public URI baseUrl() {
    String host = plan.address().host();
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::");
    return server.baseUrl(anyAddress ? "localhost" : host);
  }

  @Override
  public Stack stack() {
    LiveReload watching = reload;
    return watching == null ? plan.stack() : watching.stack();
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  /** Brings a scenario about, for what is matched; returns the ids of its rules. */
  @Override
  public List<String> begin(Scenario scenario, Matcher occasions) {
    List<String> ids = scenario.rules(occasions).stream().map(faults::add).toList();
    scenario
        .strike()
        .ifPresent(
            fault ->
                gateway.connections().all().stream()
                    .map(Connection::facts)
                    .filter(facts -> occasions.matches(ActiveFaults.occasion(facts)))
                    .forEach(facts -> faults.strike(facts.connectionId(), fault)));
    scenario.passes().ifPresent(time::advance);
    return ids;
  }

  @Override
  public Recording record(Path path) {
    LineFile file = LineFile.open(path);
    return recordings.begin(file, traffic.record(time, SILENCE, file));
  }

  @Override
  public Recording writeJournal(Path path) {
    LineFile file = LineFile.open(path);
    return journalFiles.begin(
        file, journal.follow(batch -> file.accept(JournalLine.of(batch, entry -> true))));
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public FunctionLog logs(String function) {
    return functions.join().logs().get(function, stack().functionNames());
  }

  @Override
  public List<WebSocketApiEmulator.Endpoint> endpoints() {
    return serving == null ? List.of() : new LocalUrls(baseUrl(), this::served).endpoints();
  }

  private List<LocalUrls.ServedStage> served() {
    Gateway now = serving;
    return now == null
        ? plan.stack().apis().stream()
            .flatMap(
                api ->
                    api.stages().stream()
                        .map(stage -> new LocalUrls.ServedStage(api.apiId(), stage.stageName())))
            .toList()
        : now.deployments().stages().stream()
            .map(one -> new LocalUrls.ServedStage(one.api().apiId(), one.stage().stageName()))
            .toList();
  }

  /** Returns the back end's variables; waits until it has started. */
  @Override
  public Map<String, String> environment() {
    try {
      return environment.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    recordings.close();
    gateway.closeConnections(DISCONNECT_LIMIT);
    closeParts();
  }

  private void closeParts() {
    if (reload != null) {
      reload.close();
    }
    functions.thenAccept(FunctionRuntime::close);
    if (control != null) {
      control.close();
    }
    closeBackEnd();
    server.close();
    http.close();
    logs.close();
    journalFiles.close();
    journal.finish();
  }

  private void closeBackEnd() {
    environment.handle((started, failure) -> null).join();
    if (backEnd != null) {
      backEnd.close();
    }
  }
}
