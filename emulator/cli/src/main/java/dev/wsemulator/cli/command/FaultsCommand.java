package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.TextTable;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.FaultNames;
import dev.wsemulator.cli.option.MatcherOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code faults}: says which faults are in force, and changes them. */
@Command(
    name = "faults",
    description = "Lists, adds and removes fault rules of a running emulator.",
    mixinStandardHelpOptions = true,
    subcommands = {
      FaultsCommand.ListThem.class,
      FaultsAddCommand.class,
      FaultsCommand.Begin.class,
      FaultsCommand.Remove.class,
      FaultsCommand.Clear.class
    })
public final class FaultsCommand implements Callable<Integer> {
  private static final Set<String> CONDITIONS =
      Set.of(
          "api",
          "stage",
          "connection",
          "route",
          "function",
          "alias",
          "concurrency",
          "service",
          "direction",
          "source",
          "idle",
          "age",
          "share",
          "table",
          "index",
          "bucket",
          "operation",
          "key");

  private static final Set<String> STATUS = Set.of("id", "at", "met", "struck", "state");

  private static final Set<String> OCCASIONS = Set.of("nth", "times", "probability", "seed");

  /** How much of a page is shown in a table. */
  private static final int LONGEST = 40;

  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    return list(emulator, output);
  }

  private static int list(EmulatorOptions emulator, OutputOptions output) {
    JsonNode all = emulator.admin().get("faults");
    output.result(table(all.path("faults")), all);
    return ExitCode.DONE;
  }

  private static String table(JsonNode faults) {
    if (faults.isEmpty()) {
      return "No fault rules.";
    }
    TextTable table = new TextTable("ID", "FAULT", "AT", "FOR", "WHEN", "MET", "STRUCK");
    for (JsonNode each : faults) {
      table.row(
          each.path("id").asText(),
          fault(each),
          each.path("at").asText(),
          named(each, CONDITIONS, "all"),
          named(each, OCCASIONS, "always"),
          each.path("met").asText(),
          each.path("struck").asText() + (isUsedUp(each) ? " (used up)" : ""));
    }
    return String.join(System.lineSeparator(), table.lines());
  }

  private static boolean isUsedUp(JsonNode rule) {
    return rule.path("state").asText().equals("USED_UP");
  }

  /** Returns the fault with its arguments, which are all that is left. */
  private static String fault(JsonNode rule) {
    return rule.properties().stream()
        .filter(member -> !STATUS.contains(member.getKey()))
        .filter(member -> !CONDITIONS.contains(member.getKey()))
        .filter(member -> !OCCASIONS.contains(member.getKey()))
        .map(member -> oneLine(member.getValue().asText()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", ", ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  private static String named(JsonNode fault, Set<String> members, String otherwise) {
    List<String> named = new ArrayList<>();
    fault
        .properties()
        .forEach(
            member -> {
              boolean said = !member.getKey().equals("nth") || member.getValue().asInt() != 1;
              if (members.contains(member.getKey()) && said) {
                named.add(member.getKey() + " " + member.getValue().asText());
              }
            });
    return named.isEmpty() ? otherwise : String.join(", ", named);
  }

  /** {@code faults list}. */
  @Command(name = "list", description = "Lists the fault rules.", mixinStandardHelpOptions = true)
  static final class ListThem implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
      return list(emulator, output);
    }
  }

  /** {@code faults begin}. */
  @Command(
      name = "begin",
      description = "Begins a scenario that is known from production.",
      mixinStandardHelpOptions = true)
  static final class Begin implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;
    @Mixin private MatcherOptions matcher;

    @Parameters(
        paramLabel = "SCENARIO",
        completionCandidates = FaultNames.Scenarios.class,
        description = "One of ${COMPLETION-CANDIDATES}.")
    private String scenario;

    @Override
    public Integer call() {
      Map<String, Object> call = new java.util.LinkedHashMap<>();
      call.put("scenario", scenario);
      matcher.into(call);
      JsonNode begun = emulator.admin().post("faults", CommandJson.write(call));
      output.result(sentence(begun) + address(begun), begun);
      return ExitCode.DONE;
    }

    private static String address(JsonNode begun) {
      String url = begun.path("address").asText("");
      return url.isEmpty() ? "" : " The emulator is at %s now.".formatted(url);
    }

    private String sentence(JsonNode begun) {
      String warning = begun.path("warning").asText("");
      int struck = begun.path("struck").asInt();
      if (!warning.isEmpty()) {
        return "Begun: %s, and it struck no client. %s".formatted(scenario, warning);
      }
      boolean isAtOnce = begun.path("rules").isEmpty() || struck > 0;
      return isAtOnce && begun.path("connections").asInt() > 0
          ? "Begun: %s. Connections struck: %d.".formatted(scenario, struck)
          : "Begun: %s.".formatted(scenario);
    }
  }

  /** {@code faults remove}. */
  @Command(
      name = "remove",
      description = "Removes fault rules; their effects remain.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The ids of the rules.")
    private List<String> ids;

    @Override
    public Integer call() {
      AdminApi admin = emulator.admin();
      ids.forEach(id -> admin.delete("faults/" + AdminApi.encoded(id)));
      output.result("Ended: %s.".formatted(String.join(", ", ids)), Map.of("removed", ids));
      return ExitCode.DONE;
    }
  }

  /** {@code faults clear}. */
  @Command(
      name = "clear",
      description = "Removes all fault rules.",
      mixinStandardHelpOptions = true)
  static final class Clear implements Callable<Integer> {
    @Mixin private EmulatorOptions emulator;
    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
      emulator.admin().delete("faults");
      output.result("No fault rules.", Map.of("faults", List.of()));
      return ExitCode.DONE;
    }
  }
}
