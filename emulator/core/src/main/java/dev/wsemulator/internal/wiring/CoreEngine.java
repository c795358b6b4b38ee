package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.engine.Engine;
import dev.wsemulator.internal.engine.RecordedSteps;
import dev.wsemulator.internal.engine.RunningEngine;
import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.internal.replay.PlayableSteps;
import dev.wsemulator.internal.template.TemplateImporter;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateReport;
import java.nio.file.Path;

/** The engine, as the published classes see it. Thread-safe. */
public final class CoreEngine implements Engine {
  private final CompiledResources compiled = new CompiledResources();

  /** Creates it; all that it keeps is what the stacks it has loaded were compiled from. */
  public CoreEngine() {}

  @Override
  public void preload() {
    Wiring.preload();
  }

  @Override
  public RunningEngine start(EmulatorPlan plan) {
    Stack stack = AddedResources.to(plan.stack(), plan.additions());
    return new Wiring(plan.withStack(RuntimeWarnings.without(stack, plan.processes())), compiled);
  }

  @Override
  public Stack load(TemplateSource source) {
    return TemplateImporter.read(source, compiled);
  }

  @Override
  public TemplateReport check(TemplateSource source) {
    return TemplateImporter.report(source, compiled);
  }

  @Override
  public RecordedSteps recording(Path file) {
    return PlayableSteps.read(file);
  }
}
