package dev.wsemulator.internal.replay;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.internal.engine.RecordedSteps.LocalEmulator;
import dev.wsemulator.internal.recording.RunningInvocations;
import dev.wsemulator.journal.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An emulator in this JVM: what it is asked for often is not asked by its admin API. */
final class EmbeddedTarget extends AdminTarget {
  private final LocalEmulator emulator;
  private final RunningInvocations functions;
  private @Nullable Recording recording;

  EmbeddedTarget(LocalEmulator emulator) {
    super(base(emulator));
    this.emulator = emulator;
    this.functions = new RunningInvocations(emulator.journal());
  }

  private static URI base(LocalEmulator emulator) {
    return emulator.endpoints().stream()
        .findFirst()
        .map(stage -> stage.connectionsEndpoint().resolve("/"))
        .orElseThrow(
            () -> new IllegalArgumentException("The emulator has no WebSocket API to replay on."));
  }

  @Override
  public List<ServedStage> stages() {
    return emulator.endpoints().stream()
        .map(each -> new ServedStage(each.apiId(), each.stage(), each.webSocketUrl()))
        .toList();
  }

  @Override
  public boolean isVirtual() {
    return emulator.time().canAdvance();
  }

  @Override
  public void awaitIdle(Duration timeout) {
    if (isVirtual()) {
      advance(Duration.ZERO, timeout); // what they have answered takes effect, too
    } else {
      functions.awaitIdle(timeout);
    }
  }

  @Override
  public void advance(Duration gap, Duration timeout) {
    functions.awaitIdle(timeout);
    emulator.time().advance(gap);
  }

  @Override
  public void follow(GatewayTraffic traffic, Duration patience) {
    recording = emulator.recorder().apply(lines -> lines.lines().forEach(traffic::accept));
    traffic.hasBegun(patience);
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }

  @Override
  public String add(Map<String, String> rule) {
    return emulator.faults().add(FaultRule.of(rule));
  }

  @Override
  public void remove(String ruleId) {
    emulator.faults().remove(ruleId);
  }

  @Override
  public void strike(String connectionId, Map<String, String> fault) {
    emulator.faults().strike(connectionId, Fault.of(fault));
  }
}
