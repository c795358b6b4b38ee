package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.ControlPlane;
import dev.wsemulator.internal.controlplane.lambda.ServedMappings;
import dev.wsemulator.internal.controlplane.store.Callers;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.fault.gateway.FaultyRollout;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.AwsServices;
import dev.wsemulator.internal.integration.StoredObjects;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Puts together what changes a running emulator: the control plane, and the watch over files. */
record ControlWiring(
    Foundation foundation,
    Gateway gateway,
    HttpApis httpApis,
    Deployer deployer,
    FunctionRuntime functions) {

  /** Returns a control plane that shows what is served. */
  ControlPlane control(
      AccessKeys keys, AwsServices services, SignatureVerifier verifier, ServedMappings mappings) {
    EmulatorPlan plan = foundation.plan();
    Stack stack = plan.stack();
    StoredObjects objects = new StoredObjects(services, TimeSource.system());
    ControlPlane control =
        new ControlPlane(
            new AwsAccount(stack.region(), stack.accountId(), foundation.time()),
            new ControlPlane.ControlPlaneDependencies(
                gateway,
                new FaultyRollout(gateway, foundation.faults(), foundation.time()),
                deployer,
                functions,
                keys::admit,
                objects::get,
                foundation.compiled(),
                mappings),
            new Callers(verifier, plan.verified()),
            plan.state());
    control.show(stack.apis(), GatewayWiring.webSocketDomains(stack));
    return control;
  }

  /** Returns the watch over the files of the plan, or {@code null} if they are not watched. */
  @Nullable LiveReload watch(ControlPlane control, @Nullable BackEnd backEnd, AccessKeys keys) {
    EmulatorPlan plan = foundation.plan();
    return plan.watched() == null
        ? null
        : new LiveReload(
            plan.watched(),
            plan.stack(),
            new LiveReload.ReloadDependencies(
                functions,
                deployer,
                httpApis,
                control,
                backEnd,
                keys::admit,
                plan.processes(),
                foundation.compiled()),
            new LiveReload.ReloadJournal(foundation.journal(), foundation.time()));
  }
}
