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
import dev.wsemulator.journal.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code journal}: prints what happened, and continues if requested. */
@Command(
    name = "journal",
    description = "Prints the journal of a running emulator.",
    mixinStandardHelpOptions = true)
public final class JournalCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Option(
      names = {"-f", "--follow"},
      description = "Continues with new entries until Ctrl-C or the emulator stops.")
  private boolean follow;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      completionCandidates = Types.class,
      description = "Only entries of this type: ${COMPLETION-CANDIDATES}.")
  private @Nullable String type;

  @Option(
      names = "--connection",
      paramLabel = "ID",
      description = "Only entries of this connection.")
  private @Nullable String connection;

  @Option(names = "--function", paramLabel = "NAME", description = "Only entries of this function.")
  private @Nullable String function;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The number of last entries. Default: all.")
  private @Nullable Integer last;

  @Option(
      names = "--diagram",
      paramLabel = "text|mermaid",
      completionCandidates = Diagrams.class,
      description = "Draws a sequence diagram, as text or for Mermaid.")
  private @Nullable String diagram;

  /** The types of entries. */
  static final class Types implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return JournalEntry.kinds().stream().map(Class::getSimpleName).sorted().iterator();
    }
  }

  /** The languages of diagrams. */
  static final class Diagrams implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return List.of("text", "mermaid").iterator();
    }
  }

  @Override
  public Integer call() {
    if (follow && diagram != null) {
      throw new ParameterException(
          spec.commandLine(), "--follow and --diagram cannot be combined. Leave one out.");
    }
    Map<String, Object> query = new LinkedHashMap<>();
    MatcherOptions.put(query, "type", type);
    MatcherOptions.put(query, "connection", connection);
    MatcherOptions.put(query, "function", function);
    MatcherOptions.put(query, "last", last);
    MatcherOptions.put(query, "format", diagram);
    MatcherOptions.put(query, "follow", follow ? "true" : null);
    String path = AdminApi.path("journal", query);
    if (diagram != null) {
      String drawing = emulator.admin().text(path).stripTrailing();
      output.result(output.printable(drawing), Map.of("diagram", drawing));
    } else if (follow) {
      followed(path);
    } else {
      read(path);
    }
    return ExitCode.DONE;
  }

  private void followed(String path) {
    AdminApi admin = emulator.admin();
    UntilInterrupted.run(() -> admin.follow(path, line -> print(entry(line))), output.out()::flush);
    output.note("The emulator has stopped.");
  }

  private void read(String path) {
    List<JsonNode> entries =
        emulator.admin().text(path).lines().map(JournalCommand::entry).toList();
    if (output.isJson()) {
      output.result("", Map.of("entries", entries));
    } else {
      entries.forEach(this::print);
      if (entries.isEmpty()) {
        output.note("No matching entries.");
      }
    }
  }

  private void print(JsonNode entry) {
    output.result(JournalText.of(entry, output), entry);
  }

  private static JsonNode entry(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new CommandException("Not an entry of a journal: " + line, e);
    }
  }
}
