package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.EmulatorPlan.Watched;
import dev.wsemulator.internal.function.CodeReloader;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.template.TemplateImporter;
import dev.wsemulator.internal.template.document.Inputs;
import dev.wsemulator.internal.watch.FileWatcher;
import dev.wsemulator.internal.watch.Fingerprint;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what has changed on the disk while the emulator runs: templates and code. A change
 * that cannot be used has no effect and is reported once; builds get some time to finish.
 */
final class LiveReload implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReload.class);

  /** How long code may be incomplete before it is reported. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * What changes.
   *
   * @param functions runs functions
   * @param deployer tries APIs out
   * @param httpApis serves HTTP and REST APIs
   * @param control serves APIs
   * @param backEnd has tables and buckets, or {@code null}
   * @param admit lets a function sign its calls
   * @param processes how functions run in child processes
   * @param compiled what APIs and domain names were compiled from
   */
  record ReloadDependencies(
      FunctionRuntime functions,
      Deployer deployer,
      HttpApis httpApis,
      ControlPlane control,
      @Nullable BackEnd backEnd,
      Consumer<FunctionDefinition> admit,
      ProcessSettings processes,
      CompiledResources compiled) {}

  /**
   * Records reloads.
   *
   * @param journal the journal
   * @param time its clock
   */
  record ReloadJournal(Journal journal, TimeSource time) {}

  private final Watched source;
  private final ReloadDependencies dependencies;
  private final ReloadJournal records;
  private final FileWatcher watcher;
  private volatile Stack stack;

  /** The templates as they were when they could be used last. */
  private @Nullable Fingerprint usable;

  private Set<Path> inputs = Set.of();
  private List<String> told = List.of();
  private long unfinishedSince;

  LiveReload(Watched source, Stack stack, ReloadDependencies dependencies, ReloadJournal records) {
    this.source = source;
    this.stack = stack;
    this.dependencies = dependencies;
    this.records = records;
    this.watcher = new FileWatcher(this::reload);
    watcher.start(codeOf(stack));
  }

  private static Set<Path> codeOf(Stack stack) {
    Set<Path> places = new HashSet<>();
    for (FunctionDefinition function : stack.functions()) {
      if (function.code() instanceof FunctionDefinition.Files files) {
        places.addAll(files.classPath());
      } else if (function.code() instanceof ChildProcess process) {
        process.place().ifPresent(places::add);
        places.addAll(process.layers());
      }
    }
    return places;
  }

  /** Returns the stack that is emulated now. */
  Stack stack() {
    return stack;
  }

  private boolean reload() {
    List<String> changes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean isFinal = reloadTemplate(changes, problems);
    CodeReloader renewal = dependencies.functions().renew();
    renewal.renewed().forEach(name -> changes.add("function " + name));
    problems.addAll(renewal.problems());
    watchAll();
    return report(changes.stream().distinct().toList(), problems, isFinal);
  }

  private void watchAll() {
    Set<Path> all = new HashSet<>(inputs);
    all.addAll(codeOf(stack));
    watcher.watch(all);
  }

  /** Returns whether problems are there to stay, because a template itself is wrong. */
  private boolean reloadTemplate(List<String> changes, List<String> problems) {
    if (source.template() == null) {
      return false;
    }
    Inputs read = new Inputs();
    try {
      Stack loaded = TemplateImporter.read(source.template(), read, dependencies.compiled());
      inputs = all(read);
      Fingerprint seen = Fingerprint.of(read.templates());
      Stack added = AddedResources.to(loaded, source.additions());
      replace(RuntimeWarnings.without(added, dependencies.processes()), changes);
      usable = seen;
      return false;
    } catch (TemplateException e) {
      Set<Path> both = new HashSet<>(inputs); // it may be wrong before it names them all
      both.addAll(all(read));
      inputs = both;
      e.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (RuntimeException e) {
      LOG.debug("The template could not be taken over.", e);
      problems.add(String.valueOf(e.getMessage()));
    }
    return usable == null || !usable.equals(Fingerprint.of(read.templates()));
  }

  private static Set<Path> all(Inputs read) {
    Set<Path> all = new HashSet<>(read.templates());
    all.addAll(read.code());
    return all;
  }

  private void replace(Stack now, List<String> changes) {
    Stack before = stack;
    StackDiff change = StackDiff.between(before, now, dependencies.compiled());
    if (!change.isAny()) {
      return;
    }
    dependencies.deployer().prepare(now.apis()); // what cannot be served changes nothing
    if (dependencies.backEnd() != null) {
      dependencies.backEnd().update(before, now).forEach(LOG::warn);
    }
    dependencies
        .control()
        .replace(
            new ControlPlane.Templated(before.apis(), GatewayWiring.webSocketDomains(before)),
            new ControlPlane.Templated(now.apis(), GatewayWiring.webSocketDomains(now)),
            () -> replaceFunctions(change));
    dependencies.httpApis().replace(now.httpApis(), now.domainNames());
    stack = now;
    changes.addAll(change.words());
    now.warnings().stream()
        .filter(warning -> !before.warnings().contains(warning))
        .forEach(LOG::warn);
  }

  private boolean replaceFunctions(StackDiff change) {
    change.changedFunctions().forEach(dependencies.admit());
    change.changedFunctions().forEach(dependencies.functions()::replace);
    change.goneFunctions().forEach(dependencies.functions()::remove);
    return !change.changedFunctions().isEmpty() || !change.goneFunctions().isEmpty();
  }

  /** Returns whether the change was used or its problem reported. */
  private boolean report(List<String> changes, List<String> problems, boolean isFinal) {
    long now = TimeSource.system().nanos();
    if (problems.isEmpty() || unfinishedSince == 0) {
      unfinishedSince = problems.isEmpty() ? 0 : now;
    }
    boolean isTold = isFinal || now - unfinishedSince > PATIENCE.toNanos();
    List<String> words = isTold ? problems : List.of();
    boolean isNew = !words.isEmpty() && !words.equals(told);
    if (isNew) {
      words.forEach(problem -> LOG.warn("{}", problem));
      LOG.warn("Keeping the previous version until this is fixed.");
    }
    if (problems.isEmpty() && !told.isEmpty()) {
      LOG.info("Fixed.");
    }
    if (!changes.isEmpty()) {
      LOG.info("Reloaded: {}.", String.join(", ", changes));
    }
    if (isNew || !changes.isEmpty()) {
      records
          .journal()
          .add(new JournalEntry.Reloaded(records.time().now(), changes, isNew ? words : List.of()));
    }
    told = problems.isEmpty() ? List.of() : isTold ? words : told;
    return problems.isEmpty() || isTold;
  }

  @Override
  public void close() {
    watcher.close();
  }
}
