package dev.wsemulator.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.CommandException;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.MatcherOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: shows what a function has written. */
@Command(
    name = "logs",
    description = "Prints the log of a function of a running emulator.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LAMBDAS =
      Pattern.compile("INIT_START Runtime Version: |(START|END|REPORT) RequestId: ");

  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "FUNCTION", description = "The function's name or logical id.")
  private String function;

  @Option(
      names = {"-f", "--follow"},
      description = "Continues with new lines until Ctrl-C or the emulator stops.")
  private boolean follow;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The number of last lines. Default: all.")
  private @Nullable Integer last;

  @Override
  public Integer call() {
    Map<String, Object> query = new LinkedHashMap<>();
    MatcherOptions.put(query, "follow", follow ? "true" : null);
    MatcherOptions.put(query, "last", last);
    query.put("format", "json");
    String path = AdminApi.path("logs/" + AdminApi.encoded(function), query);
    AdminApi admin = emulator.admin();
    if (follow) {
      UntilInterrupted.run(
          () -> admin.follow(path, line -> print(read(line))), output.out()::flush);
      output.note("The emulator has stopped.");
    } else {
      List<JsonNode> lines = admin.text(path).lines().map(LogsCommand::read).toList();
      if (output.isJson()) {
        output.result("", Map.of("function", function, "lines", lines));
      } else {
        lines.forEach(this::print);
      }
    }
    return ExitCode.DONE;
  }

  private void print(JsonNode line) {
    output.result(shown(line), line);
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new CommandException("Not a line of a log: " + line, e);
    }
  }

  /** Lambda's own lines stand back behind those of the function. */
  private String shown(JsonNode line) {
    if (line.has("missed")) {
      return output.colored(
          Style.fg_yellow,
          "%s lines are missing: they were written faster than they were read."
              .formatted(line.path("missed").asText()));
    }
    String text = line.path("text").asText();
    String shown = output.printable(line.path("time").asText() + " " + text);
    return LAMBDAS.matcher(text).lookingAt() ? output.colored(Style.faint, shown) : shown;
  }
}
