package dev.wsemulator;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Framing;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.engine.BuilderResources;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a builder. Not thread-safe. */
final class Settings {
  @Nullable Stack stack;
  @Nullable Template template;
  boolean watched;
  final List<WebSocketApi> apis = new ArrayList<>();
  final List<HttpApi> httpApis = new ArrayList<>();
  final List<DomainName> domainNames = new ArrayList<>();
  final List<Path> logFolders = new ArrayList<>();
  final List<Appendable> logConsoles = new ArrayList<>();
  final List<FunctionDefinition> functions = new ArrayList<>();
  @Nullable BackEnd backEnd;
  String host = "127.0.0.1";
  int port;
  final Set<String> names = new HashSet<>();
  boolean toolsFromNetwork;
  Quotas quotas = Quotas.aws();
  boolean isolated = true;
  boolean clockInFunctions = true;
  @Nullable Integer statics;
  boolean virtualThreads;
  boolean compression = true;
  Framing framing = Framing.uneven(0);
  boolean verified = true;
  boolean debugged;
  ProcessSettings processes = ProcessSettings.defaults();
  final Set<String> allowedServices = new HashSet<>();
  final Map<String, URI> hosts = new HashMap<>();
  final Map<String, URI> tokenKeys = new HashMap<>();
  boolean testKey = true;
  boolean permissionsEnforced;
  @Nullable Path webRoot;
  @Nullable Path state;
  TimeSource time = TimeSource.system();
  String region = Stack.of(List.of(), List.of()).region();
  String accountId = Stack.of(List.of(), List.of()).accountId();

  /** Returns the plan of the emulator to start. */
  EmulatorPlan plan() {
    return new EmulatorPlan(
        stack == null ? empty() : stack,
        additions(),
        backEnd,
        isolated,
        clockInFunctions,
        statics,
        virtualThreads,
        verified,
        debugged,
        compression,
        framing,
        quotas,
        time,
        List.copyOf(logFolders),
        List.copyOf(logConsoles),
        new EmulatorPlan.Access(allowedServices, hosts, tokenKeys, testKey, permissionsEnforced),
        processes,
        new EmulatorPlan.ServerAddress(
            host, port, webRoot, new EmulatorPlan.RequestRules(names, toolsFromNetwork)),
        state,
        watched(),
        caller());
  }

  private Stack empty() {
    return Stack.builder().region(region).accountId(accountId).build();
  }

  private EmulatorPlan.@Nullable Watched watched() {
    return watched
        ? new EmulatorPlan.Watched(template == null ? null : template.source(), additions())
        : null;
  }

  private static ClassLoader caller() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Settings.class.getClassLoader() : context;
  }

  private BuilderResources additions() {
    return new BuilderResources(apis, httpApis, domainNames, functions);
  }
}
