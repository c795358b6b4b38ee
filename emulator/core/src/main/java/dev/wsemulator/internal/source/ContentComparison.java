package dev.wsemulator.internal.source;

import dev.wsemulator.internal.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** Compares a member of an event. Immutable. */
sealed interface ContentComparison {
  /**
   * Returns whether it holds.
   *
   * @param leaves the member's value, or the elements of its array; none if it is absent
   */
  boolean holdsForOne(List<Json> leaves);

  /**
   * One of the values has to pass a test.
   *
   * @param test the test
   */
  record Test(Predicate<Json> test) implements ContentComparison {
    @Override
    public boolean holdsForOne(List<Json> leaves) {
      return leaves.stream().anyMatch(test);
    }

    /** Returns a test for strings, which no other value passes. */
    static Test string(Predicate<String> test) {
      return new Test(value -> value.string().filter(test).isPresent());
    }

    /** Returns a test for numbers, which no other value passes. */
    static Test number(Predicate<BigDecimal> test) {
      return new Test(value -> value.number().filter(test).isPresent());
    }

    /** Returns a test that a value passes if it is the same. */
    static Test same(Json wanted) {
      return wanted
          .number()
          .map(number -> number(value -> value.compareTo(number) == 0))
          .orElseGet(() -> new Test(wanted::equals));
    }

    /** Returns a test that all other values pass. */
    Test negated() {
      return new Test(test.negate());
    }

    /** Returns a test that values pass which pass one of several. */
    static Test either(List<Test> tests) {
      return new Test(value -> tests.stream().anyMatch(one -> one.test().test(value)));
    }
  }

  /**
   * The member has to be there, or has to be absent. An object is not a value.
   *
   * @param isWanted whether it has to be there
   */
  record Exists(boolean isWanted) implements ContentComparison {
    @Override
    public boolean holdsForOne(List<Json> leaves) {
      return leaves.isEmpty() != isWanted;
    }
  }
}
