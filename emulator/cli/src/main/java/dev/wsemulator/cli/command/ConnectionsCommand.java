package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.TextTable;
import dev.wsemulator.cli.option.EmulatorOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code connections}: says who is connected. */
@Command(
    preprocessor = ConnectionId.class,
    name = "connections",
    description = "Lists the open connections of a running emulator, oldest first, or shows one.",
    mixinStandardHelpOptions = true)
public final class ConnectionsCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The connection. Default: all.",
      converter = ConnectionId.class)
  private @Nullable String id;

  @Override
  public Integer call() {
    if (id == null) {
      JsonNode all = emulator.admin().get("connections");
      output.result(list(all.path("connections")), all);
    } else {
      JsonNode one = emulator.admin().get("connections/" + AdminApi.encoded(id));
      output.result(details(one), one);
    }
    return ExitCode.DONE;
  }

  private static String list(JsonNode connections) {
    if (connections.isEmpty()) {
      return "No open connections.";
    }
    TextTable table = new TextTable("CONNECTION", "API", "STAGE", "SINCE", "LAST ACTIVE", "FROM");
    for (JsonNode each : connections) {
      table.row(
          each.path("connectionId").asText(),
          each.path("apiId").asText(),
          each.path("stage").asText(),
          each.path("connectedAt").asText(),
          each.path("lastActiveAt").asText(),
          each.path("sourceIp").asText());
    }
    return String.join(System.lineSeparator(), table.lines());
  }

  private String details(JsonNode connection) {
    StringBuilder lines = new StringBuilder();
    connection
        .properties()
        .forEach(
            fact ->
                lines
                    .append(lines.isEmpty() ? "" : System.lineSeparator())
                    .append("%-13s ".formatted(fact.getKey()))
                    .append(output.printable(fact.getValue().asText())));
    return lines.toString();
  }
}
