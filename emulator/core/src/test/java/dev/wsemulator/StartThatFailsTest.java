package dev.wsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartThatFailsTest {
  @TempDir private Path folder;

  @Test
  void functionsThatCannotAllBeDeployedLeaveNothingBehind() {
    CountedTime time = new CountedTime();
    EmulatorBuilder emulator =
        WebSocketApiEmulator.builder()
            .time(time)
            .function(
                FunctionDefinition.of(
                    "missing",
                    new FunctionDefinition.Files(
                        "app.Handler", List.of(folder.resolve("missing.jar")))));
    assertThatThrownBy(emulator::start).hasMessageContaining("missing.jar");
    assertThat(time.begun).hasPositiveValue();
    assertThat(time.open).hasValue(0);
  }

  /** Counts who wants to be told of the clock's steps, as the functions do. */
  private static final class CountedTime implements TimeSource {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public Instant now() {
      return TimeSource.system().now();
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
      return TimeSource.system().after(delay, task);
    }

    @Override
    public Timer betweenSteps(Runnable task) {
      begun.incrementAndGet();
      open.incrementAndGet();
      return open::decrementAndGet;
    }
  }
}
