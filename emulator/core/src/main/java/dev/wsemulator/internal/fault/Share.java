package dev.wsemulator.internal.fault;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A share of what is counted, spread evenly: of any number in a row it has as many as can be.
 * Immutable.
 */
final class Share {
  private final BigDecimal part;

  /** What the count has reached before the first, from 0 to 1. */
  private final BigDecimal before;

  /**
   * Creates a share.
   *
   * @param part how much of all, from 0 to 1
   * @param seed which ones: with 0 the first one belongs to it
   */
  Share(double part, long seed) {
    this.part = BigDecimal.valueOf(part);
    this.before =
        seed == 0 ? BigDecimal.ONE.subtract(this.part) : BigDecimal.valueOf(Chance.of(seed, 0, 0));
  }

  /** Returns whether what has a number belongs to it; the first has the number 1. */
  boolean includes(int number) {
    return reached(number).compareTo(reached(number - 1)) > 0;
  }

  /** Returns those that belong to it. */
  <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(index -> includes(index + 1))
        .mapToObj(all::get)
        .toList();
  }

  private BigDecimal reached(int number) {
    return part.multiply(BigDecimal.valueOf(number)).add(before).setScale(0, RoundingMode.FLOOR);
  }
}
