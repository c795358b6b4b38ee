package dev.wsemulator.internal.wiring;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.FunctionDependencies;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.egress.AwsEndpoints;
import dev.wsemulator.internal.function.egress.ChildEgress;
import dev.wsemulator.internal.function.egress.ChildTrust;
import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.Statics;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.integration.LambdaEndpoint;
import dev.wsemulator.internal.logging.LogOutput;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the functions together.
 *
 * @param environment the variables of the back end
 * @param trust the certificates that child processes trust
 */
record FunctionWiring(
    Foundation foundation, ServedUrls urls, Map<String, String> environment, ChildTrust trust) {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionWiring.class);

  /**
   * Deploys the functions of the stack; a runtime that cannot have them all changes nothing of the
   * JVM.
   *
   * @param egress decides where their calls go
   * @param messenger sends to the destinations of asynchronous invocations
   */
  FunctionRuntime deploy(
      RequestSigner signer, Egress egress, FunctionDependencies.Messenger messenger) {
    LogOutput logs = foundation.logs();
    FunctionRuntime runtime =
        new FunctionRuntime(
            settings(),
            foundation.time(),
            foundation.journal(),
            new FunctionDependencies(
                new InvocationFaults(foundation.faults()),
                new LambdaEndpoint(foundation.http(), signer),
                logs.isOn() ? this::keep : null,
                egress,
                messenger));
    try {
      foundation.stack().functions().forEach(runtime::deploy);
      return runtime;
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
  }

  private FunctionRuntimeConfig settings() {
    EmulatorPlan plan = foundation.plan();
    Stack stack = plan.stack();
    return FunctionRuntimeConfig.of(stack.region(), stack.accountId())
        .isolated(plan.isolated())
        .clockInFunctions(plan.clockInFunctions())
        .statics(new Statics(plan.statics()))
        .virtualThreads(plan.virtualThreads())
        .environment(
            endpoints().environment(plan.access().allowedServices()), urls.local()::rewrite)
        .sharedLoader(plan.caller())
        .timeouts(!plan.debugged())
        .messages(plan.quotas().messageBytes())
        .reloads(plan.watched() != null)
        .processes(byName(plan.processes(), stack.functionNames()), () -> childEgress().variables())
        .build();
  }

  /** A debugger's function may be given by its logical id. */
  static ProcessSettings byName(ProcessSettings settings, Map<String, String> names) {
    ProcessSettings.Builder all = settings.toBuilder();
    settings.debugPorts().forEach((id, port) -> all.debug(names.getOrDefault(id, id), port));
    return all.build();
  }

  /** Warns of debuggers that cannot attach. */
  void checkDebugPorts(FunctionRuntime runtime) {
    debugWarnings(foundation.plan().processes(), foundation.stack().functionNames(), runtime)
        .forEach(LOG::warn);
  }

  /** Returns why debuggers cannot attach, a sentence for each function. */
  static List<String> debugWarnings(
      ProcessSettings settings, Map<String, String> names, FunctionRuntime runtime) {
    List<String> warnings = new ArrayList<>();
    settings
        .debugPorts()
        .forEach(
            (id, port) ->
                runtime
                    .find(names.getOrDefault(id, id))
                    .ifPresentOrElse(
                        function -> {
                          if (!function.hasProcesses()) {
                            warnings.add(withoutProcess(function.definition(), port));
                          }
                        },
                        () -> warnings.add(unknown(id, port, names.keySet(), runtime))));
    return warnings;
  }

  private static String unknown(
      String id, int port, Collection<String> ids, FunctionRuntime runtime) {
    List<String> known = Stream.concat(ids.stream(), runtime.names().stream()).toList();
    return "No debugger can attach at port %d: there is no function \"%s\".%s"
        .formatted(port, id, Spelling.hint(id, known));
  }

  private static String withoutProcess(FunctionDefinition function, int port) {
    String advice =
        function.code() instanceof FunctionDefinition.Files
            ? " Attach it to the JVM of the emulator, or start with --isolate."
            : "";
    return "No debugger can attach at port %d: function %s has no process of its own.%s"
        .formatted(port, function.name(), advice);
  }

  private AwsEndpoints endpoints() {
    return new AwsEndpoints(urls.base(), environment);
  }

  /** Returns the decision where calls of functions go. */
  Egress egress() {
    EmulatorPlan plan = foundation.plan();
    AwsEndpoints endpoints = endpoints();
    return new Egress(
        new Egress.Rules(
            endpoints.services(),
            endpoints.others(),
            plan.access().allowedServices(),
            plan.access().hosts()),
        new Egress.ServedHosts(urls.base(), urls.local()::isApi, urls::isDomain));
  }

  private ChildEgress childEgress() {
    return new ChildEgress(
        urls.base(),
        trust,
        () ->
            Stream.concat(
                    foundation.plan().access().hosts().keySet().stream(),
                    urls.domainNames().stream())
                .toList());
  }

  private void keep(String logGroup, Batch<LogLine> lines) {
    LogOutput logs = foundation.logs();
    if (lines.missed() > 0) {
      logs.writeOfFunction(logGroup, () -> "(%d lines are missing)".formatted(lines.missed()));
    }
    lines.items().forEach(line -> logs.writeOfFunction(logGroup, line::toString));
  }
}
