package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class IntegrationDeadlineTest {
  private static final Duration LIMIT = Duration.ofSeconds(29);

  private final VirtualTime time = new VirtualTime();

  @Aws("LP-12")
  @Test
  void itEndsWhenTheLimitIsOver() throws Exception {
    CompletableFuture<String> answer =
        IntegrationDeadline.of(LIMIT, time).await(new CompletableFuture<>(), () -> "late");
    time.advance(LIMIT.minusNanos(1));
    assertThat(answer).isNotDone();
    time.advance(Duration.ofNanos(1));
    assertThat(answer.get()).isEqualTo("late");
  }

  @Test
  void timeThatPassedBeforeAnybodyWaitedCounts() throws Exception {
    IntegrationDeadline deadline = IntegrationDeadline.of(LIMIT, time);
    time.advance(LIMIT);
    assertThat(deadline.await(new CompletableFuture<String>(), () -> "late").get())
        .isEqualTo("late");
  }

  @Test
  void anAnswerInTimeLeavesNoTimer() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> awaited =
        IntegrationDeadline.of(LIMIT, time).await(answer, () -> "late");
    answer.complete("in time");
    assertThat(awaited.join()).isEqualTo("in time");
    assertThat(time.pending()).isZero();
  }

  @Test
  void anAnswerThatCameBeforeTheClockMovedIsInTimeHoweverLateSomebodyWaits() {
    CompletableFuture<String> answer =
        new CompletableFuture<>() {
          @Override
          public boolean isDone() { // the last moment before somebody waits
            complete("in time");
            time.advance(LIMIT);
            return false;
          }
        };
    assertThat(IntegrationDeadline.of(LIMIT, time).await(answer, () -> "late").join())
        .isEqualTo("in time");
    assertThat(time.pending()).isZero();
  }
}
