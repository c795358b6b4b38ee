package dev.wsemulator.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The table as clients of one kind see it, each cell a test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultTable {
  private static final Fault NOTHING = Fault.clockJump(Duration.ZERO);
  private static final List<FaultCell> CELLS = FaultCell.all();

  private final ClientKind kind;
  private Path folder;
  private FaultApp app;
  private DrivenClient.Driver driver;

  FaultTable(ClientKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    Optional<String> missing = kind.missing();
    Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    Files.writeString(folder.resolve("index.html"), ChromiumClients.PAGE);
    app = new FaultApp(FaultPoint.HANDSHAKE, folder);
    driver = kind.start(app, Files.createDirectories(folder.resolve("home")));
  }

  @AfterAll
  void stop() {
    if (driver != null) {
      driver.close();
    }
    if (app != null) {
      app.close();
    }
  }

  private static Stream<FaultCell> cells() {
    return CELLS.stream().filter(cell -> cell.fault().isPresent());
  }

  @TestFactory
  Stream<DynamicTest> everyFaultIsSeen() {
    return cells()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    "%s is seen by %s".formatted(cell.name(), kind.label()), () -> look(cell)));
  }

  private void look(FaultCell cell) {
    assumeTrust(cell.point());
    observe(cell.fault().orElseThrow(), cell, cell.without(CELLS));
  }

  private void assumeTrust(FaultPoint point) {
    Optional<String> reason =
        point == FaultPoint.TLS_HANDSHAKE ? kind.distrusts() : Optional.empty();
    Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
  }

  /** With a fault that does nothing, the test of a cell would fail. */
  @TestFactory
  Stream<DynamicTest> everyTestFailsWhereTheFaultDoesNothing() {
    boolean isAsked = kind == ClientKind.RAW || Boolean.getBoolean("faults.controls");
    return cells()
        .filter(cell -> isAsked)
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    "nothing in place of %s is noticed by %s".formatted(cell.name(), kind.label()),
                    () -> lookAtNothing(cell)));
  }

  private void lookAtNothing(FaultCell cell) {
    assumeTrust(cell.point());
    FaultCell without = cell.without(CELLS);
    CellRun.Observation nothing = observe(NOTHING, without, without);
    boolean isSame =
        nothing.client().equals(cell.seenBy(kind))
            && nothing.journal().equals(cell.journal(without))
            && !cell.waits();
    assertThat(isSame).as("The test would pass if the fault did nothing: %s", nothing).isFalse();
  }

  /** A test that fails leaves nothing to the next one. */
  private CellRun.Observation observe(Fault fault, FaultCell expected, FaultCell without) {
    boolean isWell = false;
    boolean isAlone =
        expected.point() == FaultPoint.SCHEDULE || expected.point() == FaultPoint.BATCH;
    FaultApp used = isAlone ? new FaultApp(expected.point(), folder) : app;
    try (CellRun run = new CellRun(used, kind, driver, expected.point())) {
      CellRun.Observation seen = run.run(fault, expected, without);
      isWell = true;
      return seen;
    } finally {
      if (isAlone) {
        used.close();
      } else if (!isWell) {
        app.close();
        app = new FaultApp(FaultPoint.HANDSHAKE, folder);
      }
    }
  }
}
