package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.egress.Egress;
import dev.wsemulator.internal.function.environment.Concurrency;
import dev.wsemulator.internal.function.environment.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.environment.HostServices;
import dev.wsemulator.internal.function.environment.Statics;
import dev.wsemulator.internal.function.environment.Workers;
import dev.wsemulator.internal.function.inprocess.InProcessHost;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.time.TimeSource;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A runtime with the handlers of these tests, for one test. */
public final class RunningFunctions implements AutoCloseable {
  public final Journal journal = new Journal();
  public final FunctionRuntime runtime;

  public RunningFunctions() {
    this(TimeSource.system());
  }

  public RunningFunctions(TimeSource time) {
    this(time, true);
  }

  public RunningFunctions(TimeSource time, boolean isolated) {
    this(time, settings(isolated).build());
  }

  /** Runs functions that have destinations. */
  RunningFunctions(TimeSource time, FunctionDependencies.Messenger messenger) {
    FunctionDependencies none = FunctionDependencies.NONE;
    runtime =
        new FunctionRuntime(
            settings(true).build(),
            time,
            journal,
            new FunctionDependencies(
                none.faults(), none.remote(), none.logs(), none.egress(), messenger));
  }

  private RunningFunctions(TimeSource time, FunctionRuntimeConfig settings) {
    runtime = new FunctionRuntime(settings, time, journal);
  }

  /** Runs functions on threads that somebody else makes. */
  public RunningFunctions(HostServices.Pace pace, Workers workers) {
    runtime =
        new FunctionRuntime(
            RuntimeParts.of(
                new HostServices(
                    settings(true).build(),
                    pace,
                    new FunctionLogs(new FunctionConsole.Place(pace.time(), "eu-west-1"), null),
                    Egress.NONE,
                    workers),
                journal,
                FunctionDependencies.NONE));
  }

  /** Returns a runtime whose events wait for busy environments by this clock, and only by it. */
  public static RunningFunctions waitingBy(TimeSource real) {
    return waitingBy(real, Concurrency.OF_AN_ACCOUNT);
  }

  /** Returns the same for so many environments at once. */
  public static RunningFunctions waitingBy(TimeSource real, int quota) {
    return new RunningFunctions(
        new HostServices.Pace(TimeSource.system(), real, new Concurrency(quota)),
        Workers.of(false));
  }

  /** Returns a runtime with so many environments of a function that have statics of their own. */
  static RunningFunctions withStatics(int most) {
    return new RunningFunctions(
        TimeSource.system(), settings(true).statics(new Statics(most)).build());
  }

  /** Returns a runtime for functions whose files change. */
  static RunningFunctions reloading() {
    return reloading(ProcessSettings.defaults());
  }

  /** Returns the same with these settings for functions in child processes. */
  static RunningFunctions reloading(ProcessSettings processes) {
    return new RunningFunctions(
        TimeSource.system(), settings(true).reloads(true).processes(processes, Map::of).build());
  }

  private static FunctionRuntimeConfig.Builder settings(boolean isolated) {
    return FunctionRuntimeConfig.of("eu-west-1", "123456789012")
        .isolated(isolated)
        .environment(
            Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:1/"),
            value -> value.replace("https://abc.execute-api", "http://local"));
  }

  /** The test classes, and the events library as a handler's bundle would bring it. */
  public static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.endsWith("test-classes")
                    || entry.contains("aws-lambda-java-events")
                    || entry.contains("joda-time"))
        .map(Path::of)
        .toList();
  }

  public static FunctionDefinition definition(String name, String handler) {
    String prefix = Handlers.class.getName() + "$";
    return FunctionDefinition.of(name, new FunctionDefinition.Files(prefix + handler, classPath()));
  }

  /** Returns what runs a function in this process. */
  public static InProcessHost host(DeployedFunction function) {
    return (InProcessHost) function.host();
  }

  public DeployedFunction deploy(String name, String handler) {
    return runtime.deploy(definition(name, handler));
  }

  public static InvocationResult invoke(DeployedFunction function, String event) {
    return await(function.invoke(event.getBytes(StandardCharsets.UTF_8)));
  }

  public static InvocationResult await(
      java.util.concurrent.CompletableFuture<InvocationResult> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  public static String call(DeployedFunction function, String event) {
    return text(invoke(function, event));
  }

  public static String text(InvocationResult result) {
    if (result instanceof InvocationResult.Success success) {
      return new String(success.payload(), StandardCharsets.UTF_8);
    }
    throw new AssertionError(result.toString());
  }

  public static HandlerError error(DeployedFunction function) {
    return error(invoke(function, "{}"));
  }

  public static HandlerError error(InvocationResult result) {
    if (result instanceof InvocationResult.Failed failed) {
      return failed.error();
    }
    throw new AssertionError(result.toString());
  }

  public List<JournalEntry.Invoked> invocations() {
    return journal.entries(JournalEntry.Invoked.class);
  }

  @Override
  public void close() {
    runtime.close();
  }
}
