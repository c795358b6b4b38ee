package dev.wsemulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class LineKeeperTest {
  private final List<String> sent = new ArrayList<>();

  @Test
  void whiteSpaceAroundTheTextIsNotTranslatedAndStays() throws InterruptedException {
    assertThat(translated("\ufeff\n  hello \r\n\n")).isEqualTo("\ufeff\n  HELLO \r\n\n");
    assertThat(sent).containsExactly("hello");
  }

  @Test
  void textOfWhiteSpaceIsNotSentAtAll() throws InterruptedException {
    assertThat(translated(" \n\t\u00a0\n")).isEqualTo(" \n\t\u00a0\n");
    assertThat(sent).isEmpty();
  }

  @Test
  void lineEndsStayAsTheyWereInOneRequest() throws InterruptedException {
    LineKeeper lines = new LineKeeper(text -> record(text).replace("\r\n", "\n"));
    assertThat(lines.translate("a\r\nb\n\nc\rd")).isEqualTo("A\r\nB\n\nC\rD");
    assertThat(sent).hasSize(1);
  }

  @Test
  void linesThatComeBackJoinedAreTranslatedOneByOne() throws InterruptedException {
    LineKeeper lines = new LineKeeper(text -> record(text).replace('\n', ' '));
    assertThat(lines.translate("a\n b\n\nc\n")).isEqualTo("A\n B\n\nC\n");
    assertThat(sent).containsExactly("a\n b\n\nc", "a", "b", "c");
  }

  @Test
  void aLineThatComesBackAsTwoIsOneLine() throws InterruptedException {
    LineKeeper lines = new LineKeeper(text -> record(text) + "\nmore\n");
    assertThat(lines.translate("a\n")).isEqualTo("A more\n");
  }

  @Test
  void blankLineBetweenOldLineEndsKeepsItsWhiteSpaceAndSoItsLine() throws InterruptedException {
    LineKeeper lines = new LineKeeper(text -> record(text).replace("\r \n", "\r\r"));
    assertThat(lines.translate("a\r \nb")).isEqualTo("A\r \nB");
    assertThat(sent).hasSize(1);
  }

  @Property(tries = 5000)
  void lineCountStaysWhateverTheTranslationDoesToLines(
      @ForAll("documents") String document, @ForAll("lineBreakers") String lineEnd)
      throws InterruptedException {
    LineKeeper lines = new LineKeeper(text -> text.replace("\n", lineEnd).replace("x", "x\n"));
    assertThat(lines.translate(document).lines().count()).isEqualTo(document.lines().count());
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.of("x", "word", " ", "\n", "\r\n", "\r").list().map(l -> String.join("", l));
  }

  @Provide
  Arbitrary<String> lineBreakers() {
    return Arbitraries.of("\n", "\n\n", " ", "");
  }

  private String translated(String text) throws InterruptedException {
    return new LineKeeper(this::record).translate(text);
  }

  private String record(String text) {
    sent.add(text);
    return text.toUpperCase(Locale.ROOT);
  }
}
