package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SplitterTest {
  @Property
  void piecesPutTogetherAreTheText(
      @ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 60) int limit) {
    assertThat(String.join("", new Splitter(limit).split(text))).isEqualTo(text);
  }

  @Property
  void noPieceIsEmptyOrLongerThanTheLimitInBytes(
      @ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 60) int limit) {
    assertThat(new Splitter(limit).split(text))
        .allSatisfy(
            piece -> assertThat(piece.getBytes(StandardCharsets.UTF_8).length).isBetween(1, limit));
  }

  @Property
  void noCharacterIsCutInTwo(
      @ForAll("texts") String text, @ForAll @IntRange(min = 4, max = 60) int limit) {
    assertThat(new Splitter(limit).split(text))
        .noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)))
        .noneMatch(piece -> Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
  }

  @Property
  void everyTextWithinTheLimitIsOnePiece(@ForAll("texts") String text) {
    assertThat(new Splitter(100_000).split(text)).hasSize(text.isEmpty() ? 0 : 1);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "Z", "ß", "é", "漢", "。", "😀", "𝒳", ".", "!", " ", "\n", "\r", "\r\n", "\t", "…")
        .list()
        .ofMaxSize(200)
        .map(parts -> String.join("", parts));
  }

  @Test
  void textIsCutAfterALineEndBeforeAnythingElse() {
    assertThat(new Splitter(14).split("One. Two\nThree. Four"))
        .isEqualTo(List.of("One. Two\n", "Three. Four"));
  }

  @Test
  void aLongLineIsCutAfterASentence() {
    assertThat(new Splitter(12).split("Be good. Do it. Now and here."))
        .isEqualTo(List.of("Be good. ", "Do it. ", "Now and ", "here."));
  }

  @Test
  void aLongSentenceIsCutAfterAWord() {
    assertThat(new Splitter(10).split("many words follow"))
        .containsExactly("many ", "words ", "follow");
  }

  @Test
  void aSentenceOfAScriptWithoutSpacesIsCutAfterItsFullStop() {
    assertThat(new Splitter(20).split("你好吗。我很好。谢谢你。")).containsExactly("你好吗。", "我很好。", "谢谢你。");
  }

  @Test
  void aLongWordIsCutBetweenCharacters() {
    assertThat(new Splitter(9).split("😀😀😀")).containsExactly("😀😀", "😀");
  }

  @Test
  void carriageReturnAndLineFeedStayTogether() {
    assertThat(new Splitter(5).split("ab\r\ncd\r\n")).containsExactly("ab\r\n", "cd\r\n");
  }

  @Test
  void limitThatCannotHoldACharacterIsRefused() {
    assertThatThrownBy(() -> new Splitter(3)).hasMessageContaining("Allow 4 bytes or more");
  }
}
