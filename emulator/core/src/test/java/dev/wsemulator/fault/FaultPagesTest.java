package dev.wsemulator.fault;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages know every fault, every point and every scenario. */
class FaultPagesTest {
  private static final Path ADMIN = Path.of("../ADMIN.md");
  private static final String HEAD = "| fault | arguments | what happens | points |";

  private static String word(String name) {
    return "`" + name.toLowerCase(Locale.ROOT).replace('_', '-') + "`";
  }

  private static String points(Set<FaultPoint> points) {
    List<FaultPoint> all = List.of(FaultPoint.values());
    return points.size() == all.size()
        ? "all"
        : all.stream()
            .filter(points::contains)
            .map(each -> word(each.name()))
            .collect(joining(", "));
  }

  private static List<String> table() {
    Stream<String> rows =
        Fault.all().stream()
            .map(
                fault ->
                    "| %s | %s | %s | %s |"
                        .formatted(
                            word(fault.name()),
                            fault.argumentNames().stream()
                                .map(FaultPagesTest::word)
                                .collect(joining(", ")),
                            fault.summary(),
                            points(fault.points()))
                        .replace("|  |", "| |"));
    return Stream.concat(Stream.of(HEAD, "|---|---|---|---|"), rows).toList();
  }

  @Test
  void theAdminPageSaysOfEachFaultWhatTheFaultSays() throws IOException {
    List<String> lines = Files.readAllLines(ADMIN);
    int begin = lines.indexOf(HEAD);
    List<String> table =
        lines.stream().skip(begin).takeWhile(line -> line.startsWith("|")).toList();
    if (Boolean.getBoolean("faults.write")) {
      String page = String.join("\n", lines) + "\n";
      Files.writeString(ADMIN, page.replace(String.join("\n", table), String.join("\n", table())));
      table = table();
    }
    assertThat(table)
        .as("The table in emulator/ADMIN.md is stale: mvn test -Dfaults.write=true writes it anew")
        .isEqualTo(table());
  }

  @Test
  void theReadmeSaysOfEachPointWhatARuleThereCanBeFor() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../../README.md"));
    for (FaultPoint point : FaultPoint.values()) {
      String row =
          lines.stream()
              .filter(line -> line.startsWith("| `") && line.contains("`" + point + "`"))
              .findFirst()
              .orElse("");
      String conditions = row.substring(row.lastIndexOf('|', row.length() - 2) + 1);
      assertThat(point.matchers())
          .allSatisfy(matcher -> assertThat(conditions).as(row).contains("`" + matcher + "`"));
    }
  }

  @Test
  void thePageOfScenariosNamesEach() throws IOException {
    String page = Files.readString(Path.of("../SCENARIOS.md"));
    assertThat(Arrays.stream(Scenario.values()))
        .allSatisfy(
            scenario -> {
              String annotation = scenario.name().toLowerCase(Locale.ROOT).replace("_", "");
              assertThat(page.toLowerCase(Locale.ROOT)).contains("`@" + annotation + "`");
            });
  }
}
