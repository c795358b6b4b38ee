package dev.wsemulator.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LogOutputTest {
  private final HeldTarget target = new HeldTarget();

  @Test
  void linesAreWrittenInOrderBeforeCloseReturns() {
    LogOutput output = new LogOutput(List.of(target));
    List<String> lines = IntStream.range(0, 1000).mapToObj(i -> "line " + i).toList();

    lines.forEach(line -> output.write("group", () -> line));
    output.close();

    assertThat(target.lines)
        .containsExactlyElementsOf(lines.stream().map("group|"::concat).toList());
    assertThat(target.closed).isTrue();
    assertThat(output.dropped()).isZero();
  }

  @Test
  void theThreadIsADaemonThatLivesFromTheFirstLineUntilClose() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    LogOutput output = new LogOutput(List.of(target));

    output.write(
        "group",
        () -> {
          thread.set(Thread.currentThread());
          return "line";
        });
    output.flush();

    assertThat(thread.get()).isNotEqualTo(Thread.currentThread());
    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(thread.get().isAlive()).isTrue();
    output.close();
    assertThat(thread.get().isAlive()).isFalse();
  }

  @Test
  void aTargetThatHangsCostsLinesAndNotTime() throws InterruptedException {
    target.hangs = true;
    LogOutput output = new LogOutput(List.of(target), 2);

    output.write("group", () -> "hangs");
    target.reached.await();
    for (int i = 0; i < 5; i++) {
      output.write("group", () -> "waits");
    }

    assertThat(output.dropped()).isEqualTo(3);
    target.released.countDown();
    output.close();
    assertThat(target.lines).containsExactly("group|hangs", "group|waits", "group|waits");
  }

  @Test
  void aTargetThatFailsIsTriedAgainWithTheNextLine() {
    LogOutput output = new LogOutput(List.of(target));
    target.fails = true;
    output.write("group", () -> "lost");
    output.flush();
    target.fails = false;
    output.write("group", () -> "kept");
    output.close();

    assertThat(target.lines).containsExactly("group|kept");
    assertThat(output.dropped()).isEqualTo(1);
  }

  @Test
  void aLineThatCannotBeMadeDoesNotEndTheLog() {
    LogOutput output = new LogOutput(List.of(target));

    output.write(
        "group",
        () -> {
          throw new IllegalStateException("no text");
        });
    output.write("group", () -> "kept");
    output.close();

    assertThat(target.lines).containsExactly("group|kept");
  }

  @Test
  void nothingIsWrittenAfterClose() {
    LogOutput output = new LogOutput(List.of(target));
    output.close();
    output.close();

    output.write("group", () -> "late");
    output.flush();

    assertThat(target.lines).isEmpty();
    assertThat(target.closed).isTrue();
  }

  @Test
  void anOutputWithoutTargetsMakesNoText() {
    AtomicReference<String> made = new AtomicReference<>("nothing");

    try (LogOutput output = LogOutput.none()) {
      output.write("group", () -> made.getAndSet("something"));
      assertThat(output.isOn()).isFalse();
    }

    assertThat(made).hasValue("nothing");
  }

  @Test
  void aLineStaysOneLineAndDoesNotSteerATerminal() {
    StringBuilder console = new StringBuilder();

    try (LogOutput output = new LogOutput(List.of(LogTarget.console(console)))) {
      output.write("group", () -> "a\nb\r\u001b[31mc\td é");
    }

    assertThat(console.toString()).isEqualTo("a\\nb\\r\\u001b[31mc\td é\n");
  }

  @Test
  void theConsoleLeavesOutWhatLoggersOfFunctionsShow() {
    StringBuilder console = new StringBuilder();
    try (LogOutput output = new LogOutput(List.of(LogTarget.console(console)))) {
      output.writeOfFunction("/own/group", () -> "of a function");
      output.write("/own/group", () -> "of the gateway");
    }
    assertThat(console.toString()).isEqualTo("of the gateway\n");
  }

  @Aws("LG-12")
  @Test
  void eachLogGroupHasAFileAndLaterRunsAppend(@TempDir Path folder) throws IOException {
    Path logs = folder.resolve("new/logs");
    for (String line : List.of("first", "\ud800 second")) {
      try (LogOutput output = new LogOutput(List.of(LogTarget.files(logs)))) {
        output.write("/aws/apigateway/access", () -> line);
        output.write(LogGroup.ofExecution("abc", "prod"), () -> "(id) " + line);
      }
    }

    assertThat(logs.resolve("aws_apigateway_access.log")).hasContent("first\n? second\n");
    assertThat(logs.resolve("aws_apigateway_abc_prod.log"))
        .hasContent("(id) first\n(id) ? second\n");
    try (var files = Files.list(logs)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aLineCanBeReadAfterFlush(@TempDir Path logs) {
    try (LogOutput output = new LogOutput(List.of(LogTarget.files(logs)))) {
      output.write("group", () -> "line");
      output.flush();

      assertThat(logs.resolve("group.log")).hasContent("line\n");
    }
  }
}
