package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.MovableTime;
import dev.wsemulator.internal.integration.HttpBackEnd;
import dev.wsemulator.internal.logging.LogOutput;
import dev.wsemulator.internal.logging.LogTarget;
import dev.wsemulator.internal.metrics.Metrics;
import dev.wsemulator.internal.state.StateFolder;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all parts of an emulator stand on: made first, and closed last. Thread-safe. */
record Foundation(
    EmulatorPlan plan,
    CompiledResources compiled,
    Journal journal,
    MovableTime time,
    ActiveFaults faults,
    Metrics metrics,
    HttpBackEnd http,
    LogOutput logs,
    @Nullable StateFolder state) {

  /**
   * Makes it for a plan.
   *
   * @param compiled what the APIs and domain names of templates were compiled from
   * @param connections finds an open connection by its id
   * @throws IllegalStateException if another emulator uses the plan's folder for state
   */
  static Foundation of(
      EmulatorPlan plan,
      CompiledResources compiled,
      Function<String, Optional<Connection>> connections) {
    Path folder = plan.state();
    StateFolder state = folder == null ? null : StateFolder.open(folder);
    Journal journal = new Journal();
    MovableTime time = new MovableTime(plan.time(), journal);
    return new Foundation(
        plan,
        compiled,
        journal,
        time,
        new ActiveFaults(journal, time, connections::apply),
        new Metrics(),
        new HttpBackEnd(),
        new LogOutput(
            Stream.concat(
                    plan.logFolders().stream().map(LogTarget::files),
                    plan.logConsoles().stream().map(LogTarget::console))
                .toList()),
        state);
  }

  Stack stack() {
    return plan.stack();
  }

  void close() {
    http.close();
    logs.close();
    if (state != null) {
      state.close();
    }
  }
}
