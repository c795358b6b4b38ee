package dev.wsemulator.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
  private static long count(Share share, int from, int howMany) {
    return IntStream.range(from, from + howMany).filter(share::includes).count();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.25, 0.29, 1 / 3.0, 0.5, 0.7, 0.99})
  void ofAnyNumberInARowAsManyBelongToItAsCanBe(double part) {
    for (long seed : new long[] {0, 1, 7, -3}) {
      Share share = new Share(part, seed);
      for (int from : new int[] {-1_000, -3, 0, 1, 2, 50}) {
        for (int howMany : new int[] {1, 2, 3, 4, 10, 1_000}) {
          assertThat(count(share, from, howMany))
              .as("%s of %s from %s on, seed %s", part, howMany, from, seed)
              .isBetween(
                  (long) Math.floor(part * howMany - 1e-9),
                  (long) Math.ceil(part * howMany + 1e-9));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.1, 10000", "0.29, 29000", "0.5, 50000", "0.123, 12300"})
  void ofManyItIsExact(double part, int expected) {
    assertThat(count(new Share(part, 0), 1, 100_000)).isEqualTo(expected);
    assertThat(count(new Share(part, 99), 1, 100_000)).isEqualTo(expected);
  }

  @Test
  void withoutASeedTheFirstBelongsToIt() {
    assertThat(new Share(0.5, 0).of(List.of(1, 2, 3, 4))).containsExactly(1, 3);
    assertThat(new Share(0.75, 0).of(List.of(1, 2, 3, 4))).containsExactly(1, 3, 4);
    assertThat(new Share(0.01, 0).of(List.of(1, 2))).containsExactly(1);
    assertThat(new Share(0.5, 0).of(List.of())).isEmpty();
  }

  @Test
  void allOrNoneBelongToIt() {
    assertThat(new Share(1, 0).of(List.of(1, 2, 3))).containsExactly(1, 2, 3);
    assertThat(new Share(0, 0).of(List.of(1, 2, 3))).isEmpty();
    assertThat(new Share(0, 5).of(List.of(1, 2, 3))).isEmpty();
  }

  @Test
  void anotherSeedChoosesOthers() {
    assertThat(IntStream.rangeClosed(1, 20).mapToObj(seed -> new Share(0.5, seed).includes(1)))
        .contains(true, false);
  }
}
