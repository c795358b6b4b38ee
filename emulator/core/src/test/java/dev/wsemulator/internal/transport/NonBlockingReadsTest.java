package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import java.lang.StackWalker.StackFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which threads read the frames of clients. */
class NonBlockingReadsTest {
  private static final int MESSAGES = 50;

  /** The machine's clock, which counts the frames that the thread that selects has read. */
  private static final class Readers implements TimeSource {
    private final AtomicInteger selecting = new AtomicInteger();

    @Override
    public Instant now() {
      Set<String> methods =
          StackWalker.getInstance()
              .walk(frames -> frames.map(StackFrame::getMethodName).collect(Collectors.toSet()));
      if (methods.containsAll(Set.of("onFrame", "tryProduce"))) {
        selecting.incrementAndGet();
      }
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
  }

  private static Readers readersOf(String message) throws Exception {
    Readers readers = new Readers();
    try (Rig rig = new Rig().echo().verified(false).time(readers).start();
        RawClient one = rig.open();
        RawClient other = rig.open()) {
      for (int i = 0; i < MESSAGES; i++) {
        one.text(message);
        other.text(message);
        assertThat(one.message()).isEqualTo(message);
        assertThat(other.message()).isEqualTo(message);
      }
    }
    return readers;
  }

  @Test
  void theThreadThatSelectsReadsShortMessagesOfAllClients() throws Exception {
    assertThat(readersOf("short").selecting).hasValueGreaterThanOrEqualTo(2 * (MESSAGES - 1));
  }

  @Test
  void otherThreadsReadLongMessages() throws Exception {
    assertThat(readersOf("long".repeat(5_000)).selecting).hasValue(0);
  }
}
