package dev.wsemulator.it.fault;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page that says what is seen of each fault, written from the table. */
record FaultsPage(List<FaultCell> cells) {
  private static final String HEAD =
      """
      # What is seen of each fault

      Every fault at every point where it can happen: what clients see, and what the journal says. Each
      row is a test with five clients, `integration-tests`, package `dev.wsemulator.it.fault`, which fails
      if the fault does nothing. This page is written from the rows by
      `mvn verify -pl integration-tests -am -Dit.test=FaultTableIT -Dfaults.write=true`, with
      `-Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false`.

      In the tests a client connects and sends `one`, which the application echoes, or does what is said at
      the point; then the fault happens, once. In the end the client sends `two`, unless the connection has
      ended. The clock is virtual and stands still, except where time passes: *2s pass*. Answers of the
      application end with the time that has passed when its function ran, such as `one at 2s`, and entries of the journal
      with the time when they were added. `error: Internal server error` is the message of an error that the
      gateway sends.

      | client | how it reports what a raw socket sees |
      |---|---|
      | raw socket | every frame; `FIN` and `reset` are ends of the TCP connection without a close frame |
      | JDK, `java.net.http.WebSocket` | fragments; an end by FIN as 1006, a reset as an error; the status of a refused handshake. It may lose a fragment right before a reset, and may not notice a FIN right behind a fragment. A handshake that is lost before its answer it sends again on its own, so the rule for it is not limited to one occasion |
      | Python, `websockets`; Node, `ws` | whole messages; every end without a close frame as 1006; the status of a refused handshake |
      | Chromium | the same, but of a handshake without success a page learns only that there was none |

      Besides what is said here, the journal has a `Faulted` entry with the fault and its point. Of other entries the
      differences to a run without the fault are listed.
      """;

  private static String tested(FaultPoint point) {
    return switch (point) {
      case HANDSHAKE, CONNECTING, ACCEPT -> "The client connects.";
      case TLS_HANDSHAKE -> "The client connects with TLS; it trusts the emulator's authority.";
      case FROM_CLIENT, TO_CLIENT, INVOCATION, INVOCATION_RESULT ->
          "The client sends `one`, and function `Echo` answers.";
      case BETWEEN_FRAGMENTS ->
          "The client sends `one`; the answer is split into fragments of 2 bytes.";
      case DISCONNECT ->
          "Another client closes with 1000, and its `$disconnect` posts `left` to the client.";
      case CONNECTIONS_CALL, CONNECTIONS_ANSWER ->
          "The client sends `post`; `Echo` posts `posted` to it and answers with the status of the call.";
      case DEPLOYMENT ->
          "A call changes the stage: `Other` answers in place of `Echo`. Then the client sends `one`.";
      case BACK_END ->
          "The client sends `item`; `Echo` writes an item to DynamoDB, reads it, and answers what it has got.";
      case BATCH -> "A message is sent to a queue, whose function posts `worked` to the client.";
      case EVENT -> "A message is published to a topic, whose function posts `told` to the client.";
      case SCHEDULE ->
          "A minute passes, and the function of a schedule posts `ticked` to the client.";
    };
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (FaultPoint point : FaultPoint.values()) {
      FaultCell without =
          of(point).filter(cell -> cell.fault().isEmpty()).findFirst().orElseThrow();
      text.append("\n## `%s`: %s\n\n".formatted(point, point.occasion()));
      text.append(tested(point)).append(" Without a fault a raw socket sees ");
      text.append(client(without.client())).append("; the journal has ");
      text.append(codes(without.journal())).append(".\n\n");
      text.append("| fault | raw socket | other clients | journal |\n|---|---|---|---|\n");
      of(point)
          .filter(cell -> cell.fault().isPresent())
          .forEach(cell -> text.append(row(cell, without)));
    }
    return text.toString();
  }

  private java.util.stream.Stream<FaultCell> of(FaultPoint point) {
    return cells.stream().filter(cell -> cell.point() == point);
  }

  private static String row(FaultCell cell, FaultCell without) {
    return "| %s | %s | %s | %s |\n"
        .formatted(
            cell.fault().map(Fault::toString).orElseThrow().replace("..", ""),
            client(cell.client()),
            others(cell, without),
            journal(cell.journal(), without.journal()));
  }

  private static String client(List<String> items) {
    List<String> words = new ArrayList<>();
    for (String item : items) {
      words.add(
          switch (item) {
            case "<two>" -> "*two is sent*";
            case "<any order>" -> "*in any order*";
            default -> FaultCell.isStep(item) ? passed(item) : "`" + item + "`";
          });
    }
    if (words.isEmpty() || words.get(words.size() - 1).startsWith("*")) {
      words.add("nothing");
    }
    return String.join(", ", words);
  }

  private static String passed(String step) {
    return "*%s pass*".formatted(step.substring(1, step.length() - 1));
  }

  private static String codes(List<String> items) {
    return items.stream().map(item -> "`" + item + "`").collect(joining(", "));
  }

  /** Returns what clients see otherwise than a raw socket. */
  private static String others(FaultCell cell, FaultCell without) {
    List<String> raw = cell.seenBy(ClientKind.RAW);
    if (raw.equals(without.seenBy(ClientKind.RAW)) && !cell.waits()) {
      return "nothing of it is seen by any client";
    }
    Map<List<String>, List<ClientKind>> groups =
        Arrays.stream(ClientKind.values())
            .filter(kind -> !cell.seenBy(kind).equals(raw))
            .collect(
                groupingBy(cell::seenBy, LinkedHashMap::new, java.util.stream.Collectors.toList()));
    if (groups.isEmpty()) {
      return "the same";
    }
    return groups.entrySet().stream()
        .map(
            group ->
                group.getValue().stream().map(ClientKind::label).collect(joining(", "))
                    + ": "
                    + codes(group.getKey())
                    + hint(group.getValue().get(0), cell, without))
        .collect(joining("; "));
  }

  private static String hint(ClientKind kind, FaultCell cell, FaultCell without) {
    return cell.seenBy(kind).equals(without.seenBy(kind))
        ? " (as without the fault: it is given whole messages)"
        : "";
  }

  private static boolean isInPlaceOf(String other, String entry) {
    String kind =
        entry.replaceFirst("^(Handshake|RequestEnded|ConnectionsCall|Invoked \\w+) .*", "$1");
    return other.startsWith(kind);
  }

  /** Names what is missing only where nothing of its kind has come in its place. */
  private static String journal(List<String> items, List<String> usual) {
    List<String> more = items.stream().filter(item -> !item.startsWith("-")).toList();
    List<String> words = new ArrayList<>();
    for (String item : more) {
      boolean isRepeated = usual.contains(item) && !items.contains("-" + item);
      words.add("`" + item + "`" + (isRepeated ? " once more" : ""));
    }
    for (String item : items) {
      String entry = item.substring(1);
      if (item.startsWith("-") && more.stream().noneMatch(other -> isInPlaceOf(other, entry))) {
        words.add("no `" + entry + "`");
      }
    }
    return words.isEmpty() ? "as without the fault" : String.join(", ", words);
  }
}
