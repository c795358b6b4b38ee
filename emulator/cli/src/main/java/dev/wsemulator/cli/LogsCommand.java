package dev.wsemulator.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: shows what a function has written. */
@Command(
    name = "logs",
    description = "Shows the log lines of a function of a running emulator.",
    mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FUNCTION", description = "The function's name.")
  private String function;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what comes, until Ctrl-C or the emulator's end.")
  private boolean follow;

  @Option(names = "--last", paramLabel = "N", description = "The last lines only; all by default.")
  private @Nullable Integer last;

  @Override
  public Integer call() {
    Map<String, Object> query = new LinkedHashMap<>();
    MatcherOptions.put(query, "follow", follow ? "true" : null);
    MatcherOptions.put(query, "last", last);
    String path = AdminApi.path("logs/" + AdminApi.encoded(function), query);
    AdminApi admin = emulator.admin();
    if (follow) {
      UntilInterrupted.run(() -> admin.follow(path, this::print), output.out()::flush);
      output.note("The emulator has ended.");
    } else {
      List<String> lines = admin.text(path).lines().toList();
      if (output.isJson()) {
        output.result("", Map.of("function", function, "lines", lines));
      } else {
        lines.forEach(line -> output.result(shown(line), line));
      }
    }
    return ExitCode.DONE;
  }

  private void print(String line) {
    output.result(shown(line), Map.of("function", function, "line", line));
  }

  /** Lambda's own lines stand back behind those of the function. */
  private String shown(String line) {
    String text = output.printable(line);
    return line.matches("(INIT_START|START|END|REPORT) .*")
        ? output.colored(Style.faint, text)
        : text;
  }
}
