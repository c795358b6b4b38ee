package dev.wsemulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.journal.Difference;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording of five clients with bursts, faults, a reset, a slow reader and posts from outside is
 * replayed again and again. {@code bash .ci/long replays} records a minute of real time and replays
 * it 53 times.
 */
class BusyRecordingTest {
  private static final int SECONDS = Integer.getInteger("replay.seconds", 10);
  private static final boolean IS_REAL_TIME = Boolean.getBoolean("replay.realTime");
  private static final int VIRTUAL_REPLAYS = Integer.getInteger("replay.virtual", 3);
  private static final int REAL_REPLAYS = Integer.getInteger("replay.real", 0);

  @TempDir private Path folder;

  private static Rig rig(TimeSource time) {
    return new Rig().echo().route("$disconnect", Rig.OK).time(time);
  }

  private Path recorded() throws Exception {
    TimeSource time = IS_REAL_TIME ? TimeSource.system() : new VirtualTime();
    Path file = folder.resolve("busy.jsonl");
    try (Rig rig = rig(time).start()) {
      BusyTraffic.record(rig, SECONDS, file);
    }
    return file;
  }

  private static Optional<Difference> replayed(Path file, boolean virtual) {
    try (Rig rig = rig(virtual ? new VirtualTime() : TimeSource.system()).start()) {
      Replay replay = Replay.of(file);
      return (virtual ? replay : replay.atItsPace()).on(rig.emulator());
    }
  }

  @Test
  void whatManyClientsDidIsTheSameInEveryReplay(TestReporter reporter) throws Exception {
    Path file = recorded();
    reporter.publishEntry("steps recorded", Integer.toString(Replay.of(file).size()));
    assertThat(Files.readString(file))
        .contains("\"taken\"", "\"status\":429}", "\"status\":410}", "\"fault-end\"", "\"strike\"");
    for (int i = 1; i <= VIRTUAL_REPLAYS; i++) {
      expectSame(file, true, i, reporter);
    }
    for (int i = 1; i <= REAL_REPLAYS; i++) {
      expectSame(file, false, i, reporter);
    }
    aChangedAnswerIsTheFirstDifference(file);
  }

  private static void expectSame(Path file, boolean virtual, int number, TestReporter reporter) {
    String name = "replay %d in %s time".formatted(number, virtual ? "virtual" : "real");
    long began = System.nanoTime();
    assertThat(replayed(file, virtual)).as(name).isEmpty();
    long millis = (System.nanoTime() - began) / 1_000_000;
    reporter.publishEntry(name, "the same after %d ms".formatted(millis));
  }

  private static void aChangedAnswerIsTheFirstDifference(Path file) {
    String message = BusyTraffic.burstMessage(1, 10, 2);
    LambdaFunction other =
        event ->
            new String(event, UTF_8).contains(message)
                ? Rig.bytes("{\"statusCode\":200,\"body\":\"something else\"}")
                : Rig.echoed(event);
    try (Rig rig =
        new Rig()
            .twoWay("$default", other)
            .route("$disconnect", Rig.OK)
            .time(new VirtualTime())
            .start()) {
      Difference first = Replay.of(file).on(rig.emulator()).orElseThrow();
      assertThat(first.expected()).isEqualTo('"' + message + '"');
      assertThat(first.actual()).isEqualTo("\"something else\"");
      assertThat(first.context().before()).isEqualTo('"' + message + '"');
      assertThat(first.context().route()).isEqualTo("$default");
      assertThat(first.context().diagram()).contains("message: something else");
    }
  }
}
