package dev.wsemulator.internal.function;

import dev.wsemulator.internal.fault.InvocationFaults;
import dev.wsemulator.internal.function.FunctionRuntime.FunctionDependencies;
import dev.wsemulator.internal.function.FunctionRuntime.FunctionRuntimeConfig;
import dev.wsemulator.internal.function.egress.SdkHooks;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of a stack share. Thread-safe.
 *
 * @param time the emulator's clock
 * @param real the clock by which threads work
 * @param concurrency how many environments they have together
 */
record RuntimeParts(
    FunctionRuntimeConfig settings,
    TimeSource time,
    TimeSource real,
    Journal journal,
    FunctionDependencies dependencies,
    FunctionLogs logs,
    Workers workers,
    Deadlines deadlines,
    Concurrency concurrency,
    Map<List<Path>, ClassPath> classPaths) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  static RuntimeParts of(
      FunctionRuntimeConfig settings,
      TimeSource time,
      Journal journal,
      FunctionDependencies dependencies) {
    return of(
        settings,
        new Pace(time, TimeSource.system(), Concurrency.OF_AN_ACCOUNT),
        journal,
        dependencies);
  }

  /** The emulator's clock and the one by which threads work, and how many may work. */
  record Pace(TimeSource time, TimeSource real, int quota) {}

  static RuntimeParts of(
      FunctionRuntimeConfig settings,
      Pace pace,
      Journal journal,
      FunctionDependencies dependencies) {
    TimeSource time = pace.time();
    return new RuntimeParts(
        settings,
        time,
        pace.real(),
        journal,
        dependencies,
        new FunctionLogs(dependencies.logs()),
        Workers.of(settings.virtualThreads()),
        new Deadlines(settings.patient() ? new NoTimeouts(time) : time),
        new Concurrency(pace.quota()),
        new ConcurrentHashMap<>());
  }

  InvocationFaults faults() {
    return dependencies.faults();
  }

  String newLogStream() {
    return DAY.format(time.now()) + "/[$LATEST]" + UUID.randomUUID().toString().replace("-", "");
  }

  ClassPath classPath(FunctionDefinition.Files files) {
    return classPaths.computeIfAbsent(
        files.classPath(),
        given -> settings.reloads() ? ClassPath.copyOf(given, null) : ClassPath.of(given));
  }

  /**
   * Makes a class loader for the function; which one, the settings and the kind of its code say.
   */
  LoadedCode load(DeployedFunction function) {
    FunctionDefinition definition = function.definition();
    if (definition.code() instanceof FunctionDefinition.Instance instance) {
      return LoadedCode.shared(instance.handler().getClass().getClassLoader());
    }
    if (!settings.isolated()) {
      return LoadedCode.shared(settings.sharedLoader());
    }
    DefaultTimeZone.renew();
    FunctionProxies.renew();
    ClassPath classPath = classPath((FunctionDefinition.Files) definition.code());
    LoadedCode code =
        LoadedCode.isolated(
            new FunctionClassLoader(definition.name(), classPath),
            EnvironmentVariables.of(
                function.definition(), settings, function.logStream(), classPath.taskRoot()),
            function::exit,
            () -> calling(function, Invocation::traceHeader));
    code.version(() -> calling(function, Invocation::version));
    SdkHooks.connect(code.loader(), dependencies.egress());
    code.redirect(function.console().out(), function.console().err());
    code.log(function.console().logger());
    LoaderOwners.add(code.loader(), function);
    return code;
  }

  /** Returns something of the invocation that the calling thread works for. */
  private static @Nullable String calling(
      DeployedFunction function, Function<Invocation, String> what) {
    Invocation mine = LogAttribution.invocation(function);
    return mine == null ? null : what.apply(mine);
  }
}
