package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writes {@code emulator/FIDELITY.md}, and sees to it that every row has a test. */
class FidelityIT {
  private static final Path PAGE = Path.of("../emulator/FIDELITY.md");

  private final List<FidelityRow> rows = FidelityRow.readAll();
  private final Map<String, Set<String>> tests = CitedRows.find();

  @Test
  void everyRowHasATestThatCitesIt() throws IOException {
    Files.writeString(PAGE, new FidelityPage(rows, tests).text());
    assertThat(rows)
        .filteredOn(FidelityRow::needsTest)
        .extracting(FidelityRow::id)
        .allSatisfy(id -> assertThat(tests).containsKey(id));
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
