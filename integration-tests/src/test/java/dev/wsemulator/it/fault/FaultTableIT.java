package dev.wsemulator.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The table of faults has a row for everything that can happen, and the page is written from it.
 */
class FaultTableIT {
  private static final Path PAGE = Path.of("../emulator/FAULTS.md");

  private final List<FaultCell> cells = FaultCell.all();

  @Test
  void everyFaultHasARowAtEachOfItsPoints() {
    List<String> possible = new ArrayList<>();
    for (Fault fault : Fault.all()) {
      fault.points().forEach(point -> possible.add(fault.name() + " at " + point));
    }
    assertThat(cells)
        .filteredOn(cell -> cell.fault().isPresent())
        .extracting(cell -> cell.fault().orElseThrow().name() + " at " + cell.point())
        .containsExactlyInAnyOrderElementsOf(possible);
  }

  @Test
  void everyPointHasARowWithoutAFault() {
    assertThat(cells)
        .filteredOn(cell -> cell.fault().isEmpty())
        .extracting(FaultCell::point)
        .containsExactlyInAnyOrder(FaultPoint.values());
  }

  /** A row that says what is seen without a fault could not tell a fault that does nothing. */
  @Test
  void everyRowSaysToEachClientWhatTheFaultChanges() {
    assertThat(cells)
        .filteredOn(cell -> cell.fault().isPresent())
        .allSatisfy(
            cell -> {
              FaultCell without = cell.without(cells);
              for (ClientKind kind : ClientKind.values()) {
                assertThat(
                        !cell.seenBy(kind).equals(without.seenBy(kind))
                            || !cell.journal(without).equals(without.journal(without))
                            || cell.waits())
                    .as("%s for %s", cell.name(), kind.label())
                    .isTrue();
              }
            });
  }

  @Test
  void thePageSaysWhatTheRowsSay() throws IOException {
    String page = new FaultsPage(cells).text();
    if (Boolean.getBoolean("faults.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as("emulator/FAULTS.md is stale: mvn verify -Dfaults.write=true writes it anew")
        .exists()
        .hasContent(page);
  }
}
