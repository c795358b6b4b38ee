package dev.wsemulator.internal.function.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.time.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which environments are started ahead. */
class EnvironmentPoolTest {
  private final EnvironmentPool pool =
      new EnvironmentPool(
          made -> new Stub(), new VirtualTime(), true, new Concurrency(Concurrency.OF_AN_ACCOUNT));

  /** Runs nothing. */
  private static final class Stub implements ExecutionEnvironment {
    private final Occupancy occupancy = new Occupancy();
    private boolean outdated;

    @Override
    public Occupancy occupancy() {
      return occupancy;
    }

    @Override
    public boolean isCold() {
      return true;
    }

    @Override
    public boolean isOutdated() {
      return outdated;
    }

    @Override
    public boolean isWaiting() {
      return false;
    }

    @Override
    public @Nullable Invocation running() {
      return null;
    }

    @Override
    public int usedMb() {
      return 0;
    }

    @Override
    public StackTraceElement[] stackTrace(Invocation invocation) {
      return new StackTraceElement[0];
    }

    @Override
    public void run(Invocation invocation) {}

    @Override
    public String stop(Invocation invocation) {
      return "";
    }

    @Override
    public void spoil() {}

    @Override
    public void end() {}
  }

  @Test
  void noneIsStartedAheadBesideOneThatRunsTheFirstInvocation() {
    ExecutionEnvironment first = pool.reserve(false);
    assertThat(pool.addIdle()).isNull();
    pool.release(first);
    assertThat(pool.addIdle()).isNull();
    assertThat(pool.reserve(false)).isSameAs(first);
  }

  @Test
  void oneIsStartedAheadIfTheOthersEndWithWhatTheyRun() {
    Stub old = (Stub) pool.reserve(false);
    old.outdated = true;
    ExecutionEnvironment next = pool.addIdle();
    assertThat(next).isNotNull();
    assertThat(pool.addIdle()).isNull();
    assertThat(pool.reserve(false)).isSameAs(next);
  }
}
