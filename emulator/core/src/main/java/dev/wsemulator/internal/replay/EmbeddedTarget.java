package dev.wsemulator.internal.replay;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.internal.engine.RecordedSteps.LocalEmulator;
import dev.wsemulator.internal.recording.RunningInvocations;
import dev.wsemulator.journal.JournalEntry.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An emulator in this JVM. */
final class EmbeddedTarget implements ReplayTarget {
  private final LocalEmulator emulator;
  private final RunningInvocations functions;

  EmbeddedTarget(LocalEmulator emulator) {
    this.emulator = emulator;
    this.functions = new RunningInvocations(emulator.journal());
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
  public Optional<String> lastConnection() {
    List<Handshake> all = emulator.journal().entries(Handshake.class);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).connectionId());
  }

  @Override
  public void reset(String connectionId) {
    emulator.faults().strike(connectionId, Fault.reset());
  }
}
