package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sees to it that every row has a test and that {@code emulator/FIDELITY.md} says so. */
class FidelityIT {
  private static final Path PAGE = Path.of("../emulator/FIDELITY.md");

  private final List<FidelityRow> rows = FidelityRow.readAll();
  private final Map<String, Set<String>> tests = CitedRows.find();

  @Test
  void thePageSaysWhatTheTestsShow() throws IOException {
    String page = new FidelityPage(rows, tests).text();
    if (Boolean.getBoolean("fidelity.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readAllLines(PAGE))
        .as("emulator/FIDELITY.md is stale: mvn verify -Dfidelity.write writes it anew")
        .isEqualTo(page.lines().toList());
  }

  @Test
  void everyRowHasATestThatCitesIt() {
    assertThat(rows)
        .filteredOn(FidelityRow::needsTest)
        .extracting(FidelityRow::id)
        .filteredOn(id -> !tests.containsKey(id))
        .as("rows without a test")
        .isEmpty();
  }

  @Test
  void everyCitedRowExists() {
    Set<String> known = FidelityRow.ids(rows);
    assertThat(tests.keySet())
        .filteredOn(id -> FidelityRow.isOfGroup(id, known))
        .allSatisfy(id -> assertThat(known).contains(id));
  }

  @Test
  void atMostTenRowsAreNotPossibleOffline() {
    assertThat(rows).filteredOn(FidelityRow::isImpossible).hasSizeLessThanOrEqualTo(10);
  }
}
