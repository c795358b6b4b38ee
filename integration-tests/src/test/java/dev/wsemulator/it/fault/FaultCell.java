package dev.wsemulator.it.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be seen of a fault at a point.
 *
 * @param point the point
 * @param fault the fault; empty for the row that says what is seen without one
 * @param client what a raw socket sees, with the steps of the test in between
 * @param journal what the journal says; of a fault, what it says differently
 */
record FaultCell(
    FaultPoint point, Optional<Fault> fault, List<String> client, List<String> journal) {
  private static final Path FILE = Path.of("src/test/resources/fault-cells.tsv");

  /** Reads all. */
  static List<FaultCell> all() {
    try (var lines = Files.lines(FILE)) {
      return lines.filter(line -> !line.startsWith("#")).map(FaultCell::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FaultCell of(String line) {
    String[] columns = line.split("\t", -1);
    Optional<Fault> fault =
        columns[1].equals("none") ? Optional.empty() : Optional.of(fault(columns[1]));
    return new FaultCell(
        FaultPoint.valueOf(columns[0]), fault, items(columns[2]), items(columns[3]));
  }

  private static Fault fault(String words) {
    Map<String, String> named = new LinkedHashMap<>();
    for (String word : words.split(" ")) {
      int at = word.indexOf('=');
      named.put(at < 0 ? "fault" : word.substring(0, at), word.substring(at + 1));
    }
    return Fault.of(named);
  }

  private static List<String> items(String column) {
    return Arrays.stream(column.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** Returns the row of the same point without a fault. */
  FaultCell without(List<FaultCell> all) {
    return all.stream()
        .filter(cell -> cell.point == point && cell.fault.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** Returns all that a client of a kind sees, without the steps in between. */
  List<String> seenBy(ClientKind kind) {
    return kind.sees(client.stream().filter(each -> !isStep(each)).toList());
  }

  /** Returns whether something is held back until the clock is advanced. */
  boolean waits() {
    return client.stream().anyMatch(each -> each.matches("<\\d.*"));
  }

  /** Returns whether functions that run at the same time decide about the order. */
  boolean isUnordered() {
    return client.contains("<any order>");
  }

  /** Returns whether this is a step of the test, and nothing that a client sees. */
  static boolean isStep(String item) {
    return item.startsWith("<");
  }

  /** Returns what the journal says beside the fault. */
  List<String> journal(FaultCell without) {
    List<String> lines = new ArrayList<>(without.journal);
    for (String item : fault.isPresent() ? journal : List.<String>of()) {
      if (!item.startsWith("-")) {
        lines.add(item);
      } else if (!lines.remove(item.substring(1))) {
        throw new IllegalStateException(this + ": without a fault there is no " + item);
      }
    }
    return lines.stream().sorted().toList();
  }

  /** Returns the fault and the point, in words. */
  String name() {
    return fault.map(Object::toString).orElse("no fault") + " at " + point;
  }
}
