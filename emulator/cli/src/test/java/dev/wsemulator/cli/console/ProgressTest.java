package dev.wsemulator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private final StringWriter err = new StringWriter();

  @Test
  void whatIsQuickIsNotTold() {
    try (Progress progress = progress(false, Duration.ofDays(1))) {
      assertThat(progress.during("nothing", () -> 7)).isEqualTo(7);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatTakesLongIsToldOnceInALineOfItsOwn() {
    try (Progress progress = progress(false, Duration.ofMillis(1))) {
      progress.during("the template", () -> awaitText("the template"));
      progress.during("LocalStack", () -> awaitText("LocalStack"));
    }
    assertThat(err.toString().lines())
        .containsExactly("Waiting for the template ...", "Waiting for LocalStack ...");
  }

  @Test
  void aTerminalShowsItInPlaceAndIsCleanAfterwards() {
    try (Progress progress = progress(true, Duration.ofMillis(1))) {
      progress.during("LocalStack", () -> awaitText("(1 s)"));
    }
    assertThat(err.toString())
        .startsWith("\r\u001b[KWaiting for LocalStack (0 s) ...\r\u001b[KWaiting for")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }

  @Test
  void whatFailsIsWaitedForNoLonger() {
    try (Progress progress = progress(false, Duration.ofMillis(1))) {
      try {
        progress.during(
            "what fails",
            () -> {
              throw new IllegalStateException("failed");
            });
      } catch (IllegalStateException e) {
        err.write(e.getMessage() + "\n");
      }
      progress.during("the next", () -> awaitText("the next"));
    }
    assertThat(err.toString().substring(err.toString().indexOf("failed")))
        .doesNotContain("what fails");
  }

  private static boolean isSeen(boolean terminal, String term, Path descriptor) {
    return Progress.isSeen(
        new ProcessEnvironment(InputStream.nullInputStream(), terminal, name -> term), descriptor);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void standardErrorIsSeenOnATerminalOnly(@TempDir Path folder) throws IOException {
    Path unknown = folder.resolve("no-such-descriptor");
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/null"));
    Path log = Files.createFile(folder.resolve("err.log"));
    Path file = Files.createSymbolicLink(folder.resolve("file"), log);
    for (Path terminal : List.of(unknown, device)) {
      assertThat(isSeen(true, "xterm", terminal)).isTrue();
      assertThat(isSeen(true, null, terminal)).isTrue();
      assertThat(isSeen(false, "xterm", terminal)).isFalse();
      assertThat(isSeen(true, "dumb", terminal)).isFalse();
    }
    assertThat(isSeen(true, "xterm", file)).isFalse();
  }

  private Progress progress(boolean inPlace, Duration patience) {
    return new Progress(new PrintWriter(err, true), inPlace, patience);
  }

  private boolean awaitText(String text) {
    await().atMost(Duration.ofSeconds(30)).until(() -> err.toString().contains(text));
    return true;
  }
}
