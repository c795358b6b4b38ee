package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static Difference of(int connection, String expected, String actual) {
    return new Difference(
        new Difference.Position(7, connection), expected, actual, Difference.Context.NONE);
  }

  @Test
  void aDifferenceShowsBothValuesBelowEachOther() {
    assertThat(of(2, "\"hello\"", "nothing"))
        .hasToString(
            """
            Line 7, connection 2: expected "hello", but was nothing.
              expected: "hello"
              actual:   nothing""");
    assertThat(of(0, "the status 200", "410").toString())
        .startsWith("Line 7: expected the status 200, but was 410.");
  }

  @Test
  void longValuesAreShortenedButForTheirEndsAndWhereTheyDiffer() {
    String before = "a".repeat(500);
    String behind = "z".repeat(500);
    SideBySide values = SideBySide.of(before + "expected" + behind, before + "actual" + behind);
    String begin = "a".repeat(30) + " … " + "a".repeat(40);
    assertThat(values.first())
        .isEqualTo(begin + "expected" + "z".repeat(32) + " … " + "z".repeat(30));
    assertThat(values.second())
        .isEqualTo(begin + "actual" + "z".repeat(34) + " … " + "z".repeat(30));
  }

  @Test
  void aDifferenceAtTheBeginningOrTheEndIsShownToo() {
    String many = "x".repeat(1_000);
    assertThat(SideBySide.of("one " + many, "two " + many).first())
        .startsWith("one ")
        .contains(" … ")
        .hasSizeLessThan(120);
    SideBySide ends = SideBySide.of(many + " one", many + " two");
    assertThat(ends.first()).startsWith("xxx").contains(" … ").endsWith("x one");
    assertThat(ends.second()).hasSizeLessThan(160).endsWith("x two");
    assertThat(SideBySide.of(many, "short").second()).isEqualTo("short");
  }
}
