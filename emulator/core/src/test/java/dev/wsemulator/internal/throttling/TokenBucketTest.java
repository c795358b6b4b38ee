package dev.wsemulator.internal.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
  private final VirtualTime time = new VirtualTime();

  private TokenBucket bucket(double rate, int burst) {
    return new TokenBucket("a test", rate, burst, time);
  }

  private static int taken(TokenBucket bucket, int attempts) {
    return (int) IntStream.range(0, attempts).filter(attempt -> bucket.take()).count();
  }

  @Aws("TH-03")
  @Test
  void itHoldsTheBurstAndIsFilledAtTheRate() {
    TokenBucket bucket = bucket(2, 3);
    assertThat(taken(bucket, 10)).isEqualTo(3);
    time.advance(Duration.ofMillis(499));
    assertThat(bucket.take()).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(taken(bucket, 10)).isEqualTo(1);
    time.advance(Duration.ofHours(1));
    assertThat(taken(bucket, 10)).as("no more than the burst").isEqualTo(3);
  }

  @Aws("HS-27")
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 5", "5, 0", "Infinity, 0"})
  void noughtLetsNothingThrough(double rate, int burst) {
    TokenBucket bucket = bucket(rate, burst);
    assertThat(bucket.take()).isFalse();
    time.advance(Duration.ofDays(1));
    assertThat(bucket.take()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Infinity, 1", "Infinity, 2147483647"})
  void anInfiniteRateIsNoLimit(double rate, int burst) {
    assertThat(taken(bucket(rate, burst), 10_000)).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 2147483647", "0.0001, 2147483647", "10000, 2147483647"})
  void aHugeBurstAtASmallRateLetsABurstThrough(double rate, int burst) {
    assertThat(taken(bucket(rate, burst), 1000)).isEqualTo(1000);
  }

  @Test
  void aRateBelowOneASecondIsKept() {
    TokenBucket bucket = bucket(0.1, 1);
    assertThat(taken(bucket, 3)).isEqualTo(1);
    time.advance(Duration.ofMillis(9_999));
    assertThat(bucket.take()).isFalse();
    time.advance(Duration.ofMillis(1));
    assertThat(bucket.take()).isTrue();
  }

  @Aws("TH-07")
  @Test
  void manyThreadsTakeNoMoreThanThereIs() {
    TokenBucket bucket = bucket(1, 500);
    AtomicInteger taken = new AtomicInteger();
    IntStream.range(0, 4000)
        .parallel()
        .filter(attempt -> bucket.take())
        .forEach(attempt -> taken.incrementAndGet());
    assertThat(taken).hasValue(500);
  }

  @Test
  void whatTheNarrowerBucketRefusesCostsTheWiderOneNothing() {
    TokenBucket account = bucket(1, 3);
    Throttle throttle = new Throttle(List.of(bucket(1, 1), account));
    assertThat(IntStream.range(0, 10).filter(attempt -> throttle.admits()).count()).isOne();
    assertThat(taken(account, 10)).isEqualTo(2);
    assertThat(Throttle.NONE.admits()).isTrue();
  }
}
