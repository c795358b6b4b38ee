package dev.wsemulator.internal.function.process.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildOutputTest {
  private final List<String> lines = new ArrayList<>();

  private ChildOutput output(String text) {
    return new ChildOutput(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lines::add);
  }

  @Test
  void aLineIsTakenWhenItHasEnded() {
    ChildOutput output = output("one\ntwo\r\nbegun");
    assertThat(output.take()).isTrue();
    assertThat(lines).containsExactly("one", "two");
    assertThat(output.take()).isFalse();
    output.end();
    assertThat(lines).containsExactly("one", "two", "begun");
  }

  @Test
  void carriageReturnsInsideAreTheEndsOfLinesOfOneMessage() {
    output("Error: no\r  at a\r  at b\nnext\n").take();
    assertThat(lines).containsExactly("Error: no\n  at a\n  at b", "next");
  }

  @Test
  void aLineThatDoesNotEndIsWrittenInParts() {
    ChildOutput output = output("x".repeat(300 * 1024));
    output.end();
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(String.join("", lines)).hasSize(300 * 1024);
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    ChildOutput output = output("");
    output.end();
    assertThat(output.take()).isFalse();
    assertThat(lines).isEmpty();
  }
}
