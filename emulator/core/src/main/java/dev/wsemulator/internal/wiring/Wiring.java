package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.HttpEndpoint;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.fault.Addresses;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.admin.Admin;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.RunningEngine;
import dev.wsemulator.internal.fault.gateway.ServedNames;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.httpapi.authorizer.TokenKeys;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.AwsServices;
import dev.wsemulator.internal.integration.InvokePermissions;
import dev.wsemulator.internal.issuer.UserPools;
import dev.wsemulator.internal.transport.EmulatorServer;
import dev.wsemulator.internal.transport.proxy.Forwarder;
import dev.wsemulator.internal.transport.tls.CertificateFiles;
import dev.wsemulator.internal.transport.tls.LocalTrust;
import dev.wsemulator.internal.wiring.permission.EnforcedPermissions;
import dev.wsemulator.internal.wiring.permission.KnownPolicies;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.FunctionLog;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the machinery together, and takes it apart in the order that lets {@code $disconnect} run
 * while everything that it needs is still there.
 */
final class Wiring implements RunningEngine {

  /** How long {@code $disconnect}, cold starts and all, may hold up the end of the emulator. */
  private static final Duration DISCONNECT_LIMIT = Duration.ofSeconds(5);

  private final Foundation foundation;
  private final Recorders recorders;
  private final TimeSource callersTime;
  private final AccessKeys keys;
  private final CertificateFiles certificates = new CertificateFiles();
  private final CompletableFuture<FunctionRuntime> functions = new CompletableFuture<>();
  private final StartedBackEnd backEnd;

  /** Whether functions trust the emulator's certificate. */
  private final CompletableFuture<Void> trust;

  private final EmulatorServer server;
  private final ServedUrls urls;
  private final Addresses addresses;
  private final UserPools userPools;
  private final Forwarder forwarder;
  private final Gateway gateway;
  private volatile @Nullable ControlPlane control;
  private volatile @Nullable LiveReload reload;
  private volatile ServedUrls.@Nullable Serving serving;
  private volatile @Nullable TokenKeys tokenKeys;
  private boolean closed;

  Wiring(EmulatorPlan plan, CompiledResources compiled) {
    this.foundation = Foundation.of(plan, compiled, this::openConnection);
    this.recorders = new Recorders(foundation);
    this.callersTime = FunctionRuntime.forCallers(foundation.time());
    this.keys = new AccessKeys(plan, this::environment);
    this.backEnd = new StartedBackEnd(foundation, keys, new StartedFunctions(functions));
    this.trust =
        plan.isolated()
            ? CompletableFuture.runAsync(LocalTrust::install, Wiring::onOwnThread)
            : CompletableFuture.completedFuture(null);
    try {
      this.server = EmulatorServer.start(config(plan));
    } catch (RuntimeException e) {
      removeTrust();
      backEnd.close();
      foundation.close();
      throw e;
    }
    this.urls = new ServedUrls(plan, server, () -> serving);
    this.addresses =
        server.addresses(urls.base().getHost(), foundation.journal(), foundation.time());
    this.userPools = new UserPools(this::stack, foundation.time(), urls.base());
    this.forwarder = new Forwarder(keys.resigner());
    try {
      this.gateway = connect(plan);
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  private EmulatorServer.ServerConfig config(EmulatorPlan plan) {
    return new EmulatorServer.ServerConfig(
        plan.address(),
        plan.quotas(),
        foundation.time(),
        new EmulatorServer.Pages(
            () -> Health.json(serving != null, endpoints()),
            foundation.metrics()::prometheus,
            foundation.metrics()::json));
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

  static void onOwnThread(Runnable task) {
    Thread thread = new Thread(task, "wsemulator-start");
    thread.setDaemon(true);
    thread.start();
  }

  private Gateway connect(EmulatorPlan plan) {
    AwsServices services = new AwsServices(environment(), keys.signer());
    FunctionWiring functionWiring =
        new FunctionWiring(foundation, urls, environment(), certificates);
    Egress egress = functionWiring.egress();
    FunctionRuntime runtime = functionWiring.deploy(keys.signer(), egress, backEnd::deliver);
    functions.complete(runtime);
    SignatureVerifier verifier = keys.verifier(foundation.time());
    GatewayWiring wiring = new GatewayWiring(foundation, services, verifier);
    Deployer deployer = wiring.deployer(runtime, permissions(plan));
    Gateway connected = wiring.gateway(deployer);
    HttpApis httpApis = wiring.httpApis(runtime, permissions(plan), issuers(plan, egress));
    ControlWiring changes = new ControlWiring(foundation, connected, httpApis, deployer, runtime);
    SourcesOfCalls sources = new SourcesOfCalls(backEnd.backEnd(), plan.stack());
    ControlPlane controlPlane = changes.control(keys, services, verifier, sources);
    control = controlPlane;
    reload = changes.watch(controlPlane, sources, keys);
    serving = new ServedUrls.Serving(connected, httpApis);
    checkFaults(connected, runtime);
    trust.join();
    server.serve(
        new EmulatorServer.ServerDependencies(
            connected,
            wiring.connections(connected, deployer),
            httpApis,
            userPools,
            controlPlane,
            plan.quotas(),
            foundation.time(),
            plan.compression(),
            plan.framing(),
            foundation.faults(),
            recorders.traffic(),
            admin(connected, runtime),
            egress,
            forwarder));
    functionWiring.checkDebugPorts(runtime);
    runtime.startAhead();
    return connected;
  }

  private void checkFaults(Gateway connected, FunctionRuntime runtime) {
    foundation.faults().strikeAmong(connected.connections()::unclosed);
    foundation
        .faults()
        .check(
            ServedNames.of(
                connected::deployments,
                runtime::names,
                () -> stack().functionNames(),
                kind -> kind.equals("alias") ? runtime.aliases() : backEnd.names(kind, stack())));
  }

  private TokenKeys issuers(EmulatorPlan plan, Egress egress) {
    TokenKeys issuers =
        new TokenKeys(
            plan.access().tokenKeys(), egress, path -> userPools.document(path, path.poolId()));
    tokenKeys = issuers;
    return issuers;
  }

  private InvokePermissions permissions(EmulatorPlan plan) {
    return plan.access().permissionsEnforced()
        ? new EnforcedPermissions(new KnownPolicies(this::stack, () -> control))
        : InvokePermissions.NOT_ENFORCED;
  }

  private Admin admin(Gateway connected, FunctionRuntime runtime) {
    return new Admin(
        new Admin.AdminDependencies(
            foundation.faults(),
            this::begin,
            connected.connections(),
            journal(),
            runtime.logs(),
            () -> stack().functionNames(),
            foundation.time(),
            recorders.traffic(),
            userPools,
            addresses));
  }

  @Override
  public URI baseUrl() {
    return urls.base();
  }

  @Override
  public Stack stack() {
    LiveReload watching = reload;
    return watching == null ? foundation.stack() : watching.stack();
  }

  @Override
  public TimeSource time() {
    return callersTime;
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Faults faults() {
    return foundation.faults();
  }

  @Override
  public OngoingScenario begin(Scenario scenario, Matcher occasions) {
    return new ScenarioStart(
            foundation.faults(), foundation.time(), gateway.connections(), addresses)
        .begin(scenario, occasions);
  }

  @Override
  public Recording record(Path path) {
    return recorders.record(path);
  }

  @Override
  public Recording record(Consumer<String> reader) {
    return recorders.record(reader);
  }

  @Override
  public Recording writeJournal(Path path) {
    return recorders.writeJournal(path);
  }

  @Override
  public Journal journal() {
    return foundation.journal();
  }

  @Override
  public FunctionLog logs(String function) {
    return functions.join().logs().get(function, stack().functionNames());
  }

  @Override
  public TokenIssuer userPool(String pool) {
    return userPools.find(pool);
  }

  @Override
  public List<StageEndpoint> endpoints() {
    return serving == null ? List.of() : urls.local().endpoints();
  }

  @Override
  public List<HttpEndpoint> httpEndpoints() {
    return serving == null ? List.of() : urls.local().httpEndpoints();
  }

  @Override
  public Map<String, String> environment() {
    return backEnd.environment();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    recorders.endTraffic();
    gateway.closeConnections(DISCONNECT_LIMIT);
    closeParts();
  }

  private void closeParts() {
    if (reload != null) {
      reload.close();
    }
    functions.thenAccept(FunctionRuntime::close);
    removeTrust();
    if (control != null) {
      control.close();
    }
    backEnd.close();
    server.close();
    forwarder.close();
    if (tokenKeys != null) {
      tokenKeys.close();
    }
    certificates.close();
    foundation.close();
    recorders.endJournal();
  }

  private void removeTrust() {
    if (foundation.plan().isolated()) {
      trust.thenRun(LocalTrust::remove);
    }
  }
}
