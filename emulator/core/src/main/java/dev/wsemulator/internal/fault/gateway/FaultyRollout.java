package dev.wsemulator.internal.fault.gateway;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.fault.TriggeredFault;
import dev.wsemulator.internal.gateway.Deployer.Ready;
import dev.wsemulator.internal.gateway.Deployer.ReadyStage;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.gateway.Rollout;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.TimeSource.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Deploys changes of calls with the faults of {@link FaultPoint#DEPLOYMENT}: late, with the old and
 * the new version served in turns until then, as by several servers that are updated one after the
 * other (REC-162). Thread-safe.
 */
public final class FaultyRollout implements Rollout {
  /** How long one of them is served before it is drawn again. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private final Gateway gateway;
  private final ActiveFaults faults;
  private final TimeSource time;

  /** Guarded by {@code this}, as all that follows. */
  private final Map<String, Ready> latest = new HashMap<>();

  private final Map<String, List<Timer>> turns = new HashMap<>();
  private int late;

  /**
   * Creates a rollout.
   *
   * @param gateway what serves
   * @param faults the rules
   * @param time the clock
   */
  public FaultyRollout(Gateway gateway, ActiveFaults faults, TimeSource time) {
    this.gateway = gateway;
    this.faults = faults;
    this.time = time;
  }

  @Override
  public synchronized void deploy(String apiId, Ready ready) {
    Ready before = latest.get(apiId);
    boolean isChange = before != null && names(before).equals(names(ready));
    TriggeredFault triggered =
        isChange && !faults.none()
            ? faults.next(FaultPoint.DEPLOYMENT, Matcher.ALL.withApi(apiId))
            : null;
    if (triggered == null) {
      renew(apiId, ready);
    } else {
      finish(apiId, ready);
      triggered.strike(new Target(by -> takeTurns(apiId, List.of(before, ready), by)));
    }
  }

  private record Target(Consumer<Duration> late) implements FaultTarget {
    @Override
    public void delay(Duration by) {
      late.accept(by);
    }
  }

  @Override
  public synchronized void renew(String apiId, Ready ready) {
    finish(apiId, ready);
    gateway.serve(apiId, ready);
  }

  private void finish(String apiId, Ready ready) {
    turns.getOrDefault(apiId, List.of()).forEach(Timer::cancel);
    turns.remove(apiId);
    if (ready.stages().isEmpty()) {
      latest.remove(apiId);
    } else {
      latest.put(apiId, ready);
    }
  }

  /** The turns are the same at every start, for the first late change, the second and so on. */
  private void takeTurns(String apiId, List<Ready> both, Duration delay) {
    Random random = new Random(late++);
    List<Timer> timers = new ArrayList<>();
    for (Duration at = STEP; at.compareTo(delay) < 0; at = at.plus(STEP)) {
      Ready turn = both.get(random.nextInt(2));
      timers.add(time.after(at, () -> gateway.serve(apiId, turn)));
    }
    timers.add(time.after(delay, () -> gateway.serve(apiId, both.get(1))));
    turns.put(apiId, timers);
  }

  private static Set<String> names(Ready ready) {
    return ready.stages().stream()
        .map(ReadyStage::stage)
        .map(stage -> stage.stage().stageName())
        .collect(Collectors.toSet());
  }
}
