package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.console.OutputOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi.Style;

/** Writes a journal's entry as a line for people. */
final class JournalText {
  private static final int LONGEST = 160;

  /** What the beginning of the line says already. */
  private static final Set<String> SAID =
      Set.of("sequence", "type", "at", "connectionId", "requestId");

  private JournalText() {}

  static String of(JsonNode entry, OutputOptions output) {
    String type = entry.path("type").asText();
    if (type.equals("Missed")) {
      return output.colored(
          Style.fg_yellow,
          "%s entries are missing: they were added faster than they were read."
              .formatted(entry.path("count").asText()));
    }
    return "%s  %-17s  %s  %s"
        .formatted(
            Instant.parse(entry.path("at").asText()).truncatedTo(ChronoUnit.MILLIS),
            entry.path("connectionId").asText("-"),
            output.colored(color(entry), "%-15s".formatted(type)),
            output.printable(what(type, entry) + why(entry.path("why"))))
        .stripTrailing();
  }

  private static Style color(JsonNode entry) {
    boolean wrong =
        !entry.path("outcome").asText("success").equals("success")
            || entry.path("status").asInt() >= 400
            || entry.path("code").asInt(1000) > 1001;
    return switch (entry.path("type").asText()) {
      case "Faulted", "LimitPassed" -> Style.fg_yellow;
      case "MessageReceived", "MessageSent" -> Style.fg_cyan;
      default -> wrong ? Style.fg_red : Style.fg_green;
    };
  }

  private static String what(String type, JsonNode entry) {
    return switch (type) {
      case "Handshake" -> "%s %s/%s".formatted(words(entry, "status", "apiId", "stage"));
      case "MessageReceived" -> "> %s: %s".formatted(route(entry), cut(entry, "body"));
      case "MessageSent" -> "< " + cut(entry, "body");
      case "Invoking" ->
          entry.path("functionName").asText() + (entry.path("cold").asBoolean() ? " (cold)" : "");
      case "Invoked" -> invoked(entry);
      case "ConnectionsCall" ->
          "%s %s %s".formatted(words(entry, "method", "status", "functionName")).strip();
      case "RequestEnded" -> "%s %s".formatted(words(entry, "routeKey", "status"));
      case "HttpAnswered" -> "%s %s".formatted(words(entry, "request", "status"));
      case "RequestRefused" -> "%s %s".formatted(words(entry, "request", "status"));
      case "Closed" -> "%s %s".formatted(words(entry, "code", "reason"));
      default -> others(entry);
    };
  }

  /** Why something is as it is, in whole. */
  private static String why(JsonNode why) {
    return Stream.of("what", "expected", "found", "advice")
        .map(part -> why.path(part).asText())
        .filter(part -> !part.isEmpty())
        .map(part -> " " + part)
        .collect(Collectors.joining())
        .replace("\n", "\\n");
  }

  private static Object[] words(JsonNode entry, String... members) {
    return java.util.Arrays.stream(members).map(name -> entry.path(name).asText()).toArray();
  }

  private static String route(JsonNode entry) {
    return entry.path("routeKey").asText("no route");
  }

  private static String invoked(JsonNode entry) {
    long millis = Duration.parse(entry.path("took").asText()).toMillis();
    return "%s %s %d ms %s"
        .formatted(
            entry.path("functionName").asText(),
            entry.path("outcome").asText(),
            millis,
            cut(entry, "result"));
  }

  private static String cut(JsonNode entry, String member) {
    String text = entry.path(member).asText().replace("\n", "\\n").replace("\r", "\\r");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static String others(JsonNode entry) {
    return entry.properties().stream()
        .filter(member -> !SAID.contains(member.getKey()))
        .map(member -> member.getKey() + " " + cut(entry, member.getKey()))
        .collect(Collectors.joining(", "));
  }
}
