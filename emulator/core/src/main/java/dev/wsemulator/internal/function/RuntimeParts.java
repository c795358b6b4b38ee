package dev.wsemulator.internal.function;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.code.ClassPaths;
import dev.wsemulator.internal.function.elsewhere.ElsewhereHost;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.inprocess.InProcessHost;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.RuntimeErrors;
import dev.wsemulator.internal.function.process.ChildProcesses;
import dev.wsemulator.internal.function.process.ProcessHost;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import org.slf4j.Logger;

/** What the functions of a stack share; their hosts need only a part of it. Thread-safe. */
record RuntimeParts(
    HostServices services,
    Journal journal,
    FunctionDependencies dependencies,
    Deadlines deadlines,
    ClassPaths classPaths,
    ChildProcesses children) {

  static RuntimeParts of(
      HostServices services, Journal journal, FunctionDependencies dependencies) {
    FunctionRuntimeConfig settings = services.settings();
    TimeSource time = services.time();
    return new RuntimeParts(
        services,
        journal,
        dependencies,
        new Deadlines(settings.hasTimeouts() ? time : new NoTimeouts(time)),
        new ClassPaths(settings.reloads()),
        new ChildProcesses(settings.processes()));
  }

  String arn(String functionName) {
    FunctionRuntimeConfig settings = services.settings();
    return Arn.ofFunction(settings.region(), settings.accountId(), functionName);
  }

  /** Returns an outcome, or an error if the answer is longer than Lambda lets it be. */
  InvocationResult checked(InvocationResult outcome) {
    int longest = services.settings().answerBytes();
    return outcome instanceof Success success && success.payload().length > longest
        ? new Failed(RuntimeErrors.responseTooLarge(success.payload().length, longest))
        : outcome;
  }

  TimeSource time() {
    return services.time();
  }

  Workers workers() {
    return services.workers();
  }

  InvocationFaults faults() {
    return dependencies.faults();
  }

  /**
   * Returns what runs the code of a function; the kind of its code says which.
   *
   * @throws IllegalArgumentException if it cannot be run
   */
  FunctionHost host(FunctionDefinition function, Logger log) {
    if (children.runs(function.code())) {
      return new ProcessHost(function, services, children, log);
    }
    return function.code() instanceof FunctionDefinition.Remote
        ? new ElsewhereHost(function, services, dependencies.remote())
        : new InProcessHost(function, services, classPaths, log);
  }
}
