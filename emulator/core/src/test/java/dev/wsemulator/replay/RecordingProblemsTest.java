package dev.wsemulator.replay;

import static dev.wsemulator.replay.ReplayTest.answering;
import static dev.wsemulator.replay.ReplayTest.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that cannot be replayed, and ends that differ. */
class RecordingProblemsTest {
  @TempDir private Path folder;

  /** Writes a recording of one connection; {@code say} is a frame's text, all else an event. */
  private Path written(String... events) throws Exception {
    StringBuilder lines = new StringBuilder("{\"recording\":2}\n");
    lines
        .append(line("\"connect\",\"id\":\"c=\",\"api\":\"a1b2c3d4e5\",\"stage\":\"dev\","))
        .append("\"query\":\"\",\"headers\":[]}\n")
        .append(line("\"answer\",\"status\":101}\n"));
    for (String event : events) {
      lines.append(
          line(
              event.startsWith("say ")
                  ? "\"send\",\"opcode\":1,\"last\":true,\"text\":\"" + event.substring(4) + "\"}\n"
                  : event + "}\n"));
    }
    return Files.writeString(folder.resolve(UUID.randomUUID() + ".jsonl"), lines);
  }

  private static String line(String event) {
    return "{\"micros\":1,\"connection\":1,\"event\":" + event;
  }

  private static String heard(String text) {
    return "\"receive\",\"text\":\"" + text + "\"";
  }

  private static String closed(String by, int code) {
    return "\"close\",\"by\":\"" + by + "\",\"code\":" + code + ",\"reason\":\"\"";
  }

  private static void expect(Path file, Rig rig, String difference) {
    assertThat(Replay.of(file).on(rig.emulator()))
        .map(each -> each.expected() + ", but " + each.actual())
        .contains(difference);
  }

  @Test
  void anEndBeforeTheClientsNextFrameOrItsCloseIsADifference() throws Exception {
    FaultRule end = Fault.close(4001, "no").at(FaultPoint.FROM_CLIENT).once();
    String difference = "an open connection, but an end with 4001 no";
    try (Rig rig = new Rig().route("$default", Rig.OK).start()) {
      rig.emulator().faults().add(end);
      String[] sends = new String[2000];
      Arrays.fill(sends, "say more");
      expect(written(sends), rig, difference);
      rig.emulator().faults().add(end);
      expect(written("say bye", closed("client", 1000)), rig, difference);
      rig.emulator().faults().add(end);
      expect(written("say bye"), rig, difference);
    }
  }

  @Test
  void aFrameThatCrossesTheRecordedEndIsNone() throws Exception {
    Path file = written("say one", "say two", "say three", closed("gateway", 4001));
    try (Rig rig = new Rig().route("$default", Rig.OK).start()) {
      rig.emulator().faults().add(Fault.close(4001, "").at(FaultPoint.FROM_CLIENT).once());
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  void anAnswerTooManyAtTheEndIsADifference() throws Exception {
    Path file = written("say hello", heard("hello"));
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
      rig.emulator().faults().add(Fault.duplicate().at(FaultPoint.TO_CLIENT).once());
      expect(file, rig, "nothing more, but \"hello\"");
    }
    try (Rig slow =
        new Rig()
            .time(new VirtualTime())
            .twoWay("$default", RecordingProblemsTest::slowly)
            .start()) {
      expect(written("say hello"), slow, "nothing more, but \"late\"");
    }
  }

  private static byte[] slowly(byte[] event) throws Exception {
    CountDownLatch passed = new CountDownLatch(1);
    TimeSource.system().after(Duration.ofMillis(100), passed::countDown);
    passed.await();
    return answering("late").invoke(event);
  }

  @Test
  void aRecordingOfAnotherFormatIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("old.jsonl"), "{\"recording\":1}\n");
    assertThatThrownBy(() -> Replay.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s is a recording of format 1, and this version reads format 2. Make a new recording."
                .formatted(file));
  }

  @Test
  void aClockThatWasAdvancedIsNotReplayedInRealTimeAtOnce() throws Exception {
    Path file = written("\"advance\",\"by\":\"PT10M\"");
    try (Rig rig = echo().start()) {
      assertThatThrownBy(() -> Replay.of(file).on(rig.emulator()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Line 4: the clock was advanced by PT10M. Replay this recording");
    }
  }

  @Test
  void aCallWithoutItsBeginningIsNamed() throws Exception {
    Path file = written("\"called\",\"call\":\"call-1\",\"status\":200");
    try (Rig rig = echo().start()) {
      assertThatThrownBy(() -> Replay.of(file).on(rig.emulator()))
          .hasMessage("Line 4: there is no call call-1 before it.");
    }
  }

  @Test
  void answersOfMessagesThatRanAtTheSameTimeComeInAnyOrder() throws Exception {
    String late = "\"receive\",\"since\":4,\"text\":\"one\"";
    String early = "\"receive\",\"since\":5,\"text\":\"two\"";
    Path file = written("say one", "say two", early, late);
    try (Rig rig = echo().time(new VirtualTime()).start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  void aMessageThatCameAfterAnotherMayNotComeBeforeIt() throws Exception {
    String second = "\"receive\",\"since\":4,\"after\":%d,\"text\":\"%s\"";
    Path file =
        written("say one", "say two", second.formatted(0, "two"), second.formatted(6, "one"));
    try (Rig rig = new Rig().twoWay("$default", answering("one")).start()) {
      expect(file, rig, "\"two\", but \"one\"");
    }
  }

  @Test
  void whatIsMissingInAWindowIsNamedNotWhatHasCome() throws Exception {
    Path file =
        written(
            "say one",
            "say two",
            "\"receive\",\"since\":4,\"text\":\"number one\"",
            "\"receive\",\"since\":4,\"text\":\"number two\"");
    try (Rig rig = new Rig().twoWay("$default", RecordingProblemsTest::numbered).start()) {
      assertThat(Replay.of(file).on(rig.emulator()))
          .map(Difference::toString)
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .startsWith("Line 7, connection 1: expected \"number two\", but was"));
    }
  }

  private static byte[] numbered(byte[] event) {
    boolean first = new String(event, StandardCharsets.UTF_8).contains("\"one\"");
    return ("{\"statusCode\":200,\"body\":\"number " + (first ? "one" : "TWO") + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileThatIsNoRecordingIsRefusedWithItsLine() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.jsonl"), "{\"type\":\"Closed\"}\n");
    assertThatThrownBy(() -> Replay.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Line 1 of %s is not one of a recording. Make a new recording.".formatted(file));
    Files.writeString(file, "{\"recording\":2}\n{\"micros\":1,\"event\":\"send\"}\n");
    assertThatThrownBy(() -> Replay.of(file))
        .hasMessage("Line 2 of %s: There is no number \"connection\".".formatted(file));
    Files.writeString(
        file, "{\"recording\":2}\n{\"micros\":1,\"connection\":1,\"event\":\"send\"}\n");
    try (Rig rig = echo().start()) {
      assertThatThrownBy(() -> Replay.of(file).on(rig.emulator()))
          .hasMessage("Line 2: there is no handshake of connection 1 before it.");
    }
    assertThatThrownBy(() -> Replay.of(folder.resolve("none")))
        .hasMessageContaining("cannot be read");
  }
}
