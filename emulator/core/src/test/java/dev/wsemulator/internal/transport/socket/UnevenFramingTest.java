package dev.wsemulator.internal.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Framing;
import dev.wsemulator.testing.Aws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnevenFramingTest {
  private static final int QUOTA = 32_768;

  /** Returns the cuts of a hundred messages of a length. */
  private static List<List<Integer>> hundred(Framing framing, int length) {
    UnevenFraming cuts = new UnevenFraming(framing);
    List<List<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      List<Integer> pieces = Arrays.stream(cuts.next(length, QUOTA)).boxed().toList();
      assertThat(pieces.stream().mapToInt(piece -> piece).sum()).isEqualTo(length);
      assertThat(pieces).allMatch(piece -> piece <= QUOTA && (piece > 0 || length == 0));
      all.add(pieces);
    }
    return all;
  }

  @Aws("REC-024")
  @Test
  void whatIsLongerThanTwoKilobytesIsAlwaysCutAndRarelyTwiceAlike() {
    for (int length : new int[] {2_049, 32_768, 32_769, 131_072}) {
      List<List<Integer>> all = hundred(Framing.uneven(0), length);
      assertThat(all).allMatch(pieces -> pieces.size() > 1);
      assertThat(Set.copyOf(all).size()).isGreaterThan(10);
    }
    List<Integer> pieces =
        hundred(Framing.uneven(0), 131_072).stream().flatMap(List::stream).toList();
    assertThat(pieces).contains(4096, 8192);
    assertThat(pieces).anyMatch(piece -> piece > 20_000);
    assertThat(pieces).anyMatch(piece -> piece > 1800 && piece < 2100);
  }

  @Aws("REC-075")
  @Test
  void someHundredBytesAreSometimesCutAfter128() {
    assertThat(Set.copyOf(hundred(Framing.uneven(0), 900)))
        .containsExactlyInAnyOrder(List.of(900), List.of(128, 772));
  }

  @Aws("REC-073")
  @Test
  void aShortMessageIsOneFrame() {
    assertThat(Set.copyOf(hundred(Framing.uneven(0), 128))).containsExactly(List.of(128));
    assertThat(Set.copyOf(hundred(Framing.uneven(0), 0))).containsExactly(List.of(0));
  }

  @Aws("REC-024")
  @Test
  void theSameSeedGivesTheSameCuts() {
    List<List<Integer>> cuts = hundred(Framing.uneven(7), 50_000);
    assertThat(hundred(Framing.uneven(7), 50_000)).isEqualTo(cuts);
    assertThat(hundred(Framing.uneven(8), 50_000)).isNotEqualTo(cuts);
  }

  @Aws("MS-08")
  @Test
  void evenFramingCutsAtTheQuota() {
    assertThat(new UnevenFraming(Framing.even()).next(QUOTA, QUOTA)).containsExactly(QUOTA);
    assertThat(new UnevenFraming(Framing.even()).next(70_000, QUOTA))
        .containsExactly(QUOTA, QUOTA, 4_464);
    assertThat(new UnevenFraming(Framing.even()).next(2 * QUOTA, QUOTA))
        .containsExactly(QUOTA, QUOTA);
  }

  @Test
  void aQuotaOfOneByteIsKept() {
    assertThat(new UnevenFraming(Framing.uneven(0)).next(5_000, 1)).hasSize(5_000).containsOnly(1);
  }

  @Test
  void framingsHaveNames() {
    assertThat(Framing.of("even")).hasToString("even");
    assertThat(Framing.of("uneven")).hasToString("uneven:0");
    assertThat(Framing.of("uneven:-5")).hasToString("uneven:-5");
    for (String wrong : new String[] {"odd", "uneven:", "uneven:x", "even:1", ""}) {
      assertThatThrownBy(() -> Framing.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Unknown framing \"%s\". Use even, uneven, or uneven:SEED with a number.", wrong);
    }
  }
}
