package dev.wsemulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @TempDir private Path folder;

  /** What clients do. */
  private interface Play {
    void run(Rig rig) throws Exception;
  }

  static Rig echo() {
    return new Rig().echo().route("$disconnect", Rig.OK);
  }

  static LambdaFunction answering(String body) {
    return event -> ("{\"statusCode\":200,\"body\":\"" + body + "\"}").getBytes(UTF_8);
  }

  private Path recorded(Rig made, Play play) throws Exception {
    Path file = folder.resolve(UUID.randomUUID() + ".jsonl");
    try (Rig rig = made.start()) {
      Recording recording = rig.emulator().record(file);
      play.run(rig);
      recording.close();
    }
    return file;
  }

  static void say(Rig rig, String text) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(text);
      client.read();
      close(client, 1000);
      client.read();
      ended(rig);
    }
  }

  static void close(RawClient client, int code) throws Exception {
    client.frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
  }

  static int ended(Rig rig) {
    return rig.journal().next(Closed.class, PATIENCE).code();
  }

  @Test
  void whatIsTheSameHasNoDifference() throws Exception {
    Path file =
        recorded(
            echo(),
            rig -> {
              try (RawClient one = rig.open();
                  RawClient two = rig.open()) {
                one.text("one");
                one.read();
                two.text("two");
                two.read();
                close(two, 4001);
                two.read();
                close(one, 1000);
                one.read();
              }
              ended(rig);
              ended(rig);
            });
    try (Rig rig = echo().start()) {
      assertThat(Replay.of(file).on(rig.emulator())).isEmpty();
      assertThat(new int[] {ended(rig), ended(rig)}).containsExactlyInAnyOrder(4001, 1000);
    }
  }

  @Test
  void anotherMessageIsADifference() throws Exception {
    Path file = recorded(echo(), rig -> say(rig, "hello"));
    try (Rig rig = new Rig().twoWay("$default", answering("bye")).start()) {
      assertThat(Replay.of(file).on(rig.emulator()))
          .map(Difference::toString)
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .startsWith(
                          """
                          Line 5, connection 1: expected "hello", but was "bye".
                            after:    "hello"
                            route:    $default
                            expected: "hello"
                            actual:   "bye"
                          """)
                      .contains("gateway   ··> client1     message: bye"));
      assertThatThrownBy(() -> Replay.of(file).expectSame(rig.emulator()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("expected \"hello\"");
      assertThat(Replay.of(file).ignoring(Pattern.compile("hello|bye")).on(rig.emulator()))
          .isEmpty();
    }
  }

  @Test
  void aMissingMessageAndOneTooManyAreDifferences() throws Exception {
    Path spoken = recorded(echo(), rig -> say(rig, "hello"));
    try (Rig silent = new Rig().route("$default", Rig.OK).start()) {
      assertThat(Replay.of(spoken).within(SHORT).on(silent.emulator()))
          .map(Difference::actual)
          .contains("nothing");
    }
    Path quiet =
        recorded(
            new Rig().route("$default", Rig.OK).twoWay("last", answering("end")),
            rig -> {
              try (RawClient client = rig.open()) {
                client.text("{\"action\":\"first\"}");
                client.text("{\"action\":\"last\"}");
                assertThat(client.read().text()).isEqualTo("end");
              }
            });
    try (Rig talkative = new Rig().echo().twoWay("last", answering("end")).start()) {
      assertThat(Replay.of(quiet).on(talkative.emulator()))
          .map(Difference::expected)
          .hasValueSatisfying(
              // The two messages run at the same time: either may be answered first.
              expected -> assertThat(expected).isIn("\"end\"", "nothing more"));
    }
  }

  @Test
  void aHandshakeThatIsRefusedNowIsADifference() throws Exception {
    Path file = recorded(new Rig().route("$connect", Rig.OK).echo(), rig -> say(rig, "hello"));
    LambdaFunction no = event -> "{\"statusCode\":401}".getBytes(UTF_8);
    try (Rig rig = new Rig().route("$connect", no).echo().start()) {
      assertThat(Replay.of(file).on(rig.emulator()))
          .map(Difference::toString)
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .startsWith("Line 3, connection 1: expected the status 101, but was 401."));
    }
  }

  @Test
  void aRefusedHandshakeAndItsQueryAreReplayed() throws Exception {
    LambdaFunction guard =
        event -> {
          boolean known = new String(event, UTF_8).contains("\"key\":\"open sesame\"");
          return ("{\"statusCode\":" + (known ? 200 : 403) + "}").getBytes(UTF_8);
        };
    Path file =
        recorded(
            new Rig().route("$connect", guard).echo(),
            rig -> {
              assertThatThrownBy(rig::open).hasMessageContaining("403");
              URI url = URI.create(rig.url() + "?key=open%20sesame");
              try (RawClient client = RawClient.open(url)) {
                client.text("hello");
                client.read();
              }
            });
    try (Rig rig = new Rig().route("$connect", guard).echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  void whatVariesFromRunToRunIsLeftAside() throws Exception {
    LambdaFunction news =
        event -> {
          String id =
              new String(event, UTF_8).replaceAll(".*\"connectionId\":\"([^\"]*)\".*", "$1");
          String text =
              "%s %s %s %d http://127.0.0.1:%d/a?X-Amz-Signature=%s"
                  .formatted(
                      id,
                      UUID.randomUUID(),
                      Instant.now(),
                      System.currentTimeMillis(),
                      1024 + (int) (Math.random() * 1000),
                      UUID.randomUUID().toString().replace("-", ""));
          return answering(text).invoke(event);
        };
    Path file = recorded(new Rig().twoWay("$default", news), rig -> say(rig, "news"));
    try (Rig rig = new Rig().twoWay("$default", news).start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  @Aws("DC-11")
  void aClientThatVanishedVanishesAgain() throws Exception {
    Path file =
        recorded(
            echo(),
            rig -> {
              rig.open().reset();
              assertThat(ended(rig)).isEqualTo(1006);
            });
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
      assertThat(ended(rig)).isEqualTo(1006);
    }
  }

  @Test
  void aConnectionThatAFaultHasCutIsCutAgain() throws Exception {
    Path file =
        recorded(
            echo(),
            rig -> {
              try (RawClient client = rig.open()) {
                rig.emulator().faults().strike(rig.lastId(), Fault.reset());
                assertThat(ended(rig)).isEqualTo(1006);
                assertThat(client.isAtEnd()).isTrue();
              }
            });
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
      assertThat(ended(rig)).isEqualTo(1006);
    }
  }

  @Test
  @Aws("MS-10")
  void tenIdleMinutesPassAtOnceWhenTimeIsVirtual() throws Exception {
    VirtualTime time = new VirtualTime();
    Path file =
        recorded(
            echo().time(time),
            rig -> {
              try (RawClient client = rig.open()) {
                time.advance(Duration.ofMinutes(10));
                assertThat(client.read().closeCode()).isEqualTo(1001);
                ended(rig);
              }
            });
    try (Rig rig = echo().time(new VirtualTime()).start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
    try (Rig patient = echo().time(new VirtualTime()).quota("idleTimeout", "20m").start()) {
      assertThat(Replay.of(file).within(SHORT).on(patient.emulator()))
          .map(Difference::toString)
          .hasValueSatisfying(
              words ->
                  assertThat(words)
                      .contains("expected an end with 1001 Going away, but was still open."));
    }
  }

  @Test
  @Aws("MS-03")
  void fragmentsAndFramesThatAreTooLongComeAsTheyCame() throws Exception {
    String half = "x".repeat(20_000);
    Path file =
        recorded(
            echo(),
            rig -> {
              try (RawClient client = rig.open()) {
                client.frame(0x01, half.getBytes(UTF_8));
                client.frame(0x80, "é".getBytes(UTF_8));
                client.message();
                client.text(half + half);
                assertThat(client.read().closeCode()).isEqualTo(1009);
              }
              ended(rig);
            });
    try (Rig rig = echo().start()) {
      Replay.of(file).expectSame(rig.emulator());
    }
  }

  @Test
  void timePassesAsItDidIfThatIsWanted() throws Exception {
    Path file = recorded(echo(), rig -> say(rig, "hello"));
    String late = Files.readString(file).replaceAll("\"micros\":\\d+", "\"micros\":100000");
    Files.writeString(file, late);
    try (Rig rig = echo().start()) {
      long before = System.nanoTime();
      assertThat(Replay.of(file).atItsPace().on(rig.emulator())).isEmpty();
      assertThat(System.nanoTime() - before).isGreaterThan(99_000_000L);
    }
  }

  @Test
  void anEmulatorElsewhereIsReplayedAgainstByItsUrl() throws Exception {
    Path file =
        recorded(
            echo(),
            rig -> {
              say(rig, "hello");
              try (RawClient client = rig.open()) {
                rig.emulator().faults().strike(rig.lastId(), Fault.reset());
                assertThat(ended(rig)).isEqualTo(1006);
                assertThat(client.isAtEnd()).isTrue();
              }
            });
    try (Rig rig = echo().start()) {
      assertThat(Replay.of(file).on(rig.emulator().baseUrl())).isEmpty();
      assertThat(ended(rig)).isEqualTo(1000);
      assertThat(ended(rig)).isEqualTo(1006);
    }
    try (Rig rig = new Rig().twoWay("$default", answering("bye")).start()) {
      assertThat(Replay.of(file).on(rig.emulator().baseUrl()).orElseThrow())
          .asString()
          .startsWith("Line 5, connection 1: expected \"hello\", but was \"bye\".")
          .contains("gateway   ··> client1     message: bye");
    }
  }

  @Test
  void virtualTimeElsewherePassesAtOnceWhenFunctionsHaveEnded() throws Exception {
    VirtualTime time = new VirtualTime();
    Path file =
        recorded(
            echo().time(time),
            rig -> {
              try (RawClient client = rig.open()) {
                client.text("hello");
                client.read();
                time.advance(Duration.ofMinutes(10));
                assertThat(client.read().closeCode()).isEqualTo(1001);
                ended(rig);
              }
            });
    try (Rig rig = echo().time(new VirtualTime()).start()) {
      assertThat(Replay.of(file).on(rig.emulator().baseUrl())).isEmpty();
      assertThat(ended(rig)).isEqualTo(1001);
    }
  }

  @Test
  void whoeverIsNoEmulatorIsNamed() throws Exception {
    Path file = recorded(echo(), rig -> say(rig, "hello"));
    URI nobody;
    try (Rig rig = echo().start()) {
      nobody = rig.emulator().baseUrl();
    }
    assertThatThrownBy(() -> Replay.of(file).on(nobody))
        .hasMessage(
            "No emulator can be reached at %s. Start it, or name another URL.".formatted(nobody));
  }
}
