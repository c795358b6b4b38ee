package dev.wsemulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.Rig.Run;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionCommandsTest {
  private final Rig rig = new Rig(Rig.ECHO);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whoIsConnectedIsListed() {
    assertThat(rig.run("connections").out()).isEqualTo("No open connections.");
    assertThat(rig.run("connections", "--output", "json").out()).isEqualTo("{\"connections\":[]}");
    Peer peer = rig.open();
    Run list = rig.run("connections");
    assertThat(list.code()).isZero();
    assertThat(list.out().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> assertThat(lines.get(0)).startsWith("CONNECTION            API         "))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith(rig.lastId() + "  a1b2c3d4e5  "));
    JsonNode all = rig.run("connections", "--output", "json").json();
    assertThat(all.path("connections").get(0).path("connectionId").asText())
        .isEqualTo(rig.lastId());
    assertThat(rig.run("connections", rig.lastId()).out())
        .contains("connectionId  " + rig.lastId())
        .contains("sourceIp      127.0.0.1");
    peer.close();
  }

  @Test
  void aMessageIsPostedFromTheCommandLineOrFromStandardInput() throws Exception {
    Peer peer = rig.open();
    Run post = rig.run("post", rig.lastId(), "hé");
    assertThat(post.code()).isZero();
    assertThat(post.out()).isEqualTo("Sent 3 bytes to " + rig.lastId() + ".");
    assertThat(peer.next()).isEqualTo("hé");
    assertThat(rig.runWith("two\nlines", "post", rig.lastId(), "-").code()).isZero();
    assertThat(peer.next()).isEqualTo("two\nlines");
    assertThat(rig.run("post", rig.lastId(), "x", "--output", "json").json().path("bytes").asInt())
        .isEqualTo(1);
    peer.close();
  }

  @Test
  void aConnectionIsDroppedAsWanted() throws Exception {
    Peer reset = rig.open();
    assertThat(rig.run("drop", rig.lastId()).out())
        .isEqualTo("Dropped " + rig.lastId() + ": reset.");
    assertThat(reset.ended()).isEqualTo("lost");
    Peer closed = rig.open();
    Run drop =
        rig.run("drop", rig.lastId(), "--fault", "close", "--code", "4001", "--reason", "go on");
    assertThat(drop.code()).isZero();
    assertThat(closed.ended()).isEqualTo("4001 go on");
    Peer stalled = rig.open();
    assertThat(rig.run("drop", rig.lastId(), "--fault", "stall", "--by", "200ms").out())
        .isEqualTo("Stalled " + rig.lastId() + ": stall.");
    rig.run("post", rig.lastId(), "late");
    assertThat(stalled.next()).isEqualTo("late");
    stalled.close();
  }

  @Test
  void manyConnectionsAreDroppedTogether() throws Exception {
    Peer first = rig.open();
    Peer second = rig.open();
    Run half = rig.run("drop", "--all", "--share", "0.5", "--age", "0s", "--fault", "close");
    assertThat(half.out()).isEqualTo("Connections dropped: 1, by close.");
    assertThat(first.ended()).startsWith("1001");
    assertThat(rig.run("drop", "--all", "--over", "1m", "--idle", "0s").out())
        .isEqualTo("Connections dropped over PT1M: 1, by reset.");
    assertThat(second.ended()).isEqualTo("lost");
    assertThat(rig.run("drop", "--all", "--output", "json").out()).isEqualTo("{\"struck\":0}");
    for (String wrong : new String[] {"drop", "drop nobody --all", "drop nobody --share 0.5"}) {
      Run refused = rig.run(wrong.split(" "));
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains("Either give the id of a connection, or --all, with options that choose");
    }
  }

  @Test
  void whatTheEmulatorRefusesIsAFailureInItsWords() {
    Run unknown = rig.run("drop", "nobody");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo("There is no open connection nobody. See GET /_emulator/connections.");
    assertThat(rig.run("connections", "nobody").code()).isEqualTo(1);
    assertThat(rig.run("drop", "nobody", "--fault", "crash").err())
        .startsWith("A connection cannot be struck by crash. Allowed: [RESET, FIN,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-tCWAU_qFcTCDFY=", "-hCWAU_qFcTCDFY=", "-VCWAU_qFcTCDFY=", "--CWAU_qFcTCDFY="})
  void anIdThatBeginsWithAHyphenIsNoOption(String id) {
    assertThat(rig.run("connections", id).err()).contains("no open connection " + id);
    assertThat(rig.run("drop", id).err()).contains("no open connection " + id);
    assertThat(rig.run("post", id, id).err()).contains("no open connection " + id);
    assertThat(rig.run("post", id, "-x").code()).as("of an option that is none").isEqualTo(2);
  }

  @Test
  void thatNothingListensIsSaidAndWhatToDo() {
    URI nowhere = Rig.nowhere();
    for (String command : new String[] {"connections", "faults", "time", "journal"}) {
      Run run = Run.of(command, "--url", nowhere.toString());
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              ("No emulator responds at %s. Start one (start --template FILE), or set --url or WSEMULATOR_URL.")
                  .formatted(nowhere));
    }
  }

  @Test
  void aFailureIsJsonForProgramsToo() {
    String nowhere = Rig.nowhere().toString();
    Run failed = Run.of("connections", "--url", nowhere, "--output", "json");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.json().path("error").asText()).isEqualTo(failed.err());
    assertThat(failed.err()).startsWith("No emulator responds at " + nowhere);
    for (String format : new String[] {"--output json", "--output=JSON"}) {
      Run wrong = Run.of(("connections --nonsense " + format).split(" "));
      assertThat(wrong.code()).isEqualTo(2);
      assertThat(wrong.json().path("error").asText()).contains("--nonsense");
    }
    assertThat(Run.of("connections", "--nonsense").out()).isEmpty();
  }

  @Test
  void aUrlThatIsNoneIsWrongUsageAndHttpNeedNotBeSaid() {
    Run wrong = Run.of("time", "--url", "ws://localhost:3010/dev");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).startsWith("--url ws://localhost:3010/dev is not the URL of an");
    assertThat(Run.of("time", "--url", "127.0.0.1:" + rig.emulator().port() + "/").code()).isZero();
    assertThat(Run.of("time", "--help").out().replaceAll("\\s+", " "))
        .contains("also WSEMULATOR_URL. Default: http");
  }
}
