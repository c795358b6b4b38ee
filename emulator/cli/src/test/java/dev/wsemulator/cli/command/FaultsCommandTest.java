package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.Rig;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.Rig.Run;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.IntermediaryAnswer;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsCommandTest {
  private final Rig rig = new Rig(Rig.ECHO, new VirtualTime(Instant.parse("2025-01-01T12:00:00Z")));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aFaultIsAddedWithEverythingThatCanBeSaidOfIt() {
    assertThat(rig.run("faults").out()).isEqualTo("No fault rules.");
    Run added =
        rig.run(
            ("faults add delay --at invocation-result --by 90s --api a1b2c3d4e5 --stage dev --connection c"
                    + " --route $default --function Answer --nth 2 --times 3 --probability 0.5"
                    + " --seed 7")
                .split(" "));
    assertThat(added.out()).isEqualTo("Added fault-1.");
    JsonNode rule = rig.run("faults", "list", "--output", "json").json().path("faults").get(0);
    assertThat(rule)
        .hasToString(
            "{\"id\":\"fault-1\",\"fault\":\"DELAY\",\"by\":\"PT1M30S\",\"at\":\"INVOCATION_RESULT\","
                + "\"api\":\"a1b2c3d4e5\",\"stage\":\"dev\",\"connection\":\"c\",\"route\":\"$default\","
                + "\"function\":\"Answer\",\"nth\":2,\"times\":3,\"probability\":0.5,\"seed\":7,"
                + "\"met\":0,\"struck\":0,\"state\":\"UNMATCHED\"}");
    assertThat(rig.run("faults").out().lines().toList())
        .containsExactly(
            "ID       FAULT          AT                 FOR"
                + "                                                                       WHEN"
                + "                                     MET  STRUCK",
            "fault-1  DELAY PT1M30S  INVOCATION_RESULT  api a1b2c3d4e5, stage dev, connection c, route $default,"
                + " function Answer  nth 2, times 3, probability 0.5, seed 7  0    0");
  }

  @Test
  void everyFaultIsOfferedAndEachOfItsArgumentsIsAnOption() {
    String help = Run.of("faults", "add", "--help").out();
    for (Fault fault : Fault.all()) {
      assertThat(help).contains(fault.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      assertThat(fault.argumentNames())
          .allSatisfy(argument -> assertThat(help).contains("--" + argument + "="));
    }
    for (FaultPoint point : FaultPoint.values()) {
      assertThat(help).contains(point.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  @Test
  void aFaultIsForOneDirection() {
    rig.run("faults", "add", "reset", "--at", "between-fragments", "--direction", "to-client");
    assertThat(rig.run("faults").out())
        .contains("RESET  BETWEEN_FRAGMENTS  direction TO_CLIENT  always");
  }

  @Test
  void aFaultIsForConnectionsThatAreIdleOrOld() {
    rig.run("faults", "add", "silence", "--at", "to-client", "--idle", "350s", "--age", "1h");
    assertThat(rig.run("faults").out())
        .contains("SILENCE  TO_CLIENT  idle PT5M50S, age PT1H  always");
    assertThat(rig.run("faults", "add", "lose", "--at", "to-client", "--idle", "-1s").err())
        .startsWith("\"idle\" is negative: PT-1S. Use a duration such as 350s.");
  }

  @Test
  void aFaultIsForAShareOfTheConnections() {
    rig.run("faults", "add", "lose", "--at", "to-client", "--share", "0.5", "--seed", "7");
    assertThat(rig.run("faults").out()).contains("LOSE   TO_CLIENT  share 0.5  seed 7");
    assertThat(rig.run("faults", "add", "lose", "--at", "to-client", "--share", "50").err())
        .startsWith("\"share\" is 50.0. Use a number from 0 to 1, such as 0.5.");
  }

  @Test
  void aDelayHasPercentiles() {
    String[] add =
        "faults add delay --at back-end --min 1ms --p50 40ms --p90 100ms --p99 2s --max 5s --seed 7"
            .split(" ");
    assertThat(rig.run(add).out()).isEqualTo("Added fault-1.");
    assertThat(rig.run("faults").out())
        .contains("DELAY PT0.001S PT0.04S PT0.1S PT2S PT5S  BACK_END  all  seed 7");
    assertThat(
            rig.run("faults", "add", "delay", "--at", "back-end", "--p50", "2s", "--p99", "1s")
                .err())
        .startsWith("The delays {p50=PT2S, p99=PT1S} do not ascend from zero.");
    assertThat(
            rig.run("faults", "add", "delay", "--at", "back-end", "--by", "2s", "--p99", "1s")
                .err())
        .startsWith("The field \"by\" has no meaning for a delay with [min, p50, p90, p99, max].");
  }

  @Test
  void aFaultIsForSomeCallsOfTheBackEnd() {
    rig.run(
        "faults add answer --status 503 --at back-end --function Answer --operation PutItem --key one"
            .split(" "));
    assertThat(rig.run("faults").out())
        .contains("ANSWER 503  BACK_END  function Answer, operation PutItem, key one  always");
    assertThat(rig.run("faults", "add", "silence", "--at", "back-end", "--table", "t").err())
        .startsWith("There is no table t that a fault could strike. Known: [].");
    assertThat(rig.run("faults", "add", "silence", "--at", "back-end", "--index", "i").err())
        .startsWith("There is no index i that a fault could strike.");
    assertThat(rig.run("faults", "add", "silence", "--at", "back-end", "--bucket", "b").err())
        .startsWith("There is no bucket b that a fault could strike.");
  }

  @Test
  void errorsOfAwsStaleReadsAndColdStartsAreAdded() {
    rig.run("faults add aws-error --error SlowDown --at back-end --service s3".split(" "));
    rig.run("faults add aws-error --error NotFound --at back-end --message Gone".split(" "));
    assertThat(rig.run("faults").out())
        .contains("AWS_ERROR SlowDown", "BACK_END  service s3", "AWS_ERROR NotFound Gone");
    rig.run("faults add stale --by 5s --at back-end --operation Query".split(" "));
    assertThat(rig.run("faults").out()).contains("STALE PT5S", "BACK_END  operation Query");
    rig.run("faults add cold-start --lasting 8s --at invocation".split(" "));
    rig.run("faults add cold-start --at invocation".split(" "));
    assertThat(rig.run("faults").out()).contains("COLD_START PT8S", "COLD_START  ");
    rig.run("faults add crash --at invocation --alias $LATEST".split(" "));
    assertThat(rig.run("faults").out()).contains("CRASH", "INVOCATION  alias $LATEST");
    assertThat(rig.run("faults", "add", "aws-error", "--at", "back-end").err())
        .startsWith("\"error\" is missing.");
  }

  @Test
  void anAddedFaultHappensUntilItIsRemoved() throws Exception {
    rig.run("faults", "add", "close", "--at", "from-client", "--code", "4000", "--reason", "so");
    Peer peer = rig.open();
    peer.say("hello");
    assertThat(peer.ended()).isEqualTo("4000 so");
    rig.run("faults", "add", "answer", "--at", "CONNECTIONS_CALL", "--status", "410");
    rig.run("faults", "add", "split", "--at", "TO_CLIENT", "--bytes", "1");
    assertThat(rig.run("faults", "remove", "fault-1", "fault-3").out())
        .isEqualTo("Ended: fault-1, fault-3.");
    assertThat(rig.run("faults", "--output", "json").json().path("faults")).hasSize(1);
    assertThat(rig.run("faults").out()).contains("ANSWER 410  CONNECTIONS_CALL  all  always");
    assertThat(rig.run("faults", "clear").out()).isEqualTo("No fault rules.");
    assertThat(rig.emulator().faults().active()).isEmpty();
  }

  @Test
  void theAnswersOfProxiesAndOtherServersAreAdded() {
    String page = "<html>\n<body>" + "502 ".repeat(20) + "</body>\n</html>";
    rig.run(
        "faults",
        "add",
        "proxy-answer",
        "--at",
        "handshake",
        "--status",
        "502",
        "--type",
        "text/html",
        "--body",
        page,
        "--headers",
        "Server: nginx",
        "--headers",
        "Retry-After: 5");
    rig.run("faults", "add", "raw-answer", "--at", "handshake", "--text", "SSH-2.0-x");
    rig.run("faults", "add", "raw-answer", "--at", "handshake", "--base64", "AP8=");
    assertThat(rig.emulator().faults().active())
        .extracting(FaultRule::fault)
        .containsExactly(
            Fault.proxyAnswer(
                IntermediaryAnswer.of(502)
                    .withHeader("Server", "nginx")
                    .withHeader("Retry-After", "5")
                    .withBody("text/html", page)),
            Fault.rawAnswer("SSH-2.0-x"),
            Fault.rawAnswer(new byte[] {0, (byte) 0xff}));
    assertThat(rig.run("faults").out())
        .contains("PROXY_ANSWER 502 text/html <html>, <body>502 502 502 502 502 502 50… Server: ")
        .contains("RAW_ANSWER SSH-2.0-x  ", "RAW_ANSWER AP8=  ");
    assertThat(
            rig.run("faults", "add", "proxy-answer", "--at", "handshake", "--headers", "x").err())
        .contains("\"x\" is not a header.");
  }

  @Test
  void aScenarioBegins() throws Exception {
    Peer idle = rig.open();
    Run begun = rig.run("faults", "begin", "idle-limit");
    assertThat(begun.out()).isEqualTo("Begun: idle-limit. Connections struck: 1.");
    assertThat(idle.ended()).startsWith("1001");
    assertThat(rig.run("faults", "begin", "stale-connection", "--output", "json").out())
        .isEqualTo(
            "{\"scenario\":\"STALE_CONNECTION\",\"rules\":[\"fault-1\",\"fault-2\"],"
                + "\"connections\":0,\"struck\":0}");
    assertThat(rig.run("faults", "begin", "stale-connection").out())
        .isEqualTo("Begun: stale-connection.");
  }

  @Test
  void scenariosStrikeSomeOfTheClientsOrAllLater() throws Exception {
    Peer first = rig.open();
    Peer second = rig.open();
    assertThat(rig.run("faults", "begin", "half-of-clients-lost").out())
        .isEqualTo("Begun: half-of-clients-lost. Connections struck: 1.");
    assertThat(first.ended()).startsWith("1001");
    rig.run("faults", "clear");
    Peer third = rig.open();
    assertThat(rig.run("faults", "begin", "rolling-drain").out())
        .isEqualTo("Begun: rolling-drain. Connections struck: 2.");
    assertThat(second.ended()).startsWith("1001");
    third.say("still here");
    assertThat(third.next()).isEqualTo("still here");
    rig.run("time", "advance", "1m");
    assertThat(third.ended()).startsWith("1001");
    rig.open();
    assertThat(rig.run("faults", "begin", "nat-timeout").out())
        .isEqualTo("Begun: nat-timeout. Connections struck: 1.");
    assertThat(rig.run("faults", "begin", "network-stalls").out())
        .isEqualTo("Begun: network-stalls. Connections struck: 1.");
    assertThat(rig.run("faults", "begin", "token-expires").out())
        .isEqualTo("Begun: token-expires. Connections struck: 1.");
  }

  @Test
  void aScenarioThatChangesTheAddressSaysTheNewOne() throws Exception {
    rig.open();
    String said = rig.run("faults", "begin", "address-changes").out();
    assertThat(said)
        .startsWith("Begun: address-changes. Connections struck: 1. The emulator is at http://")
        .contains(":%d now.".formatted(newest(rig.emulator().addresses().all().keySet())));
  }

  private static int newest(Set<URI> addresses) {
    return addresses.stream().reduce((before, last) -> last).orElseThrow().getPort();
  }

  @Test
  void aScenarioThatStrikesNobodySaysSo() {
    assertThat(rig.run("faults", "begin", "half-open").out())
        .isEqualTo(
            "Begun: half-open, and it struck no client. No client is connected that the scenario HALF_OPEN"
                + " could strike. Begin it when clients are connected.");
    assertThat(rig.run("faults", "begin", "two-hour-limit", "--output", "json").out())
        .startsWith(
            "{\"scenario\":\"TWO_HOUR_LIMIT\",\"rules\":[],\"connections\":0,\"struck\":0,"
                + "\"warning\":\"No client is connected");
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(rig.run("faults", "add", "reset").code()).isEqualTo(2);
    assertThat(rig.run("faults", "add", "delay", "--at", "INVOCATION", "--by", "long").err())
        .contains(
            "Invalid duration \"long\". Use a number with a unit, such as 500ms, 90s, 10m or 2h, or"
                + " PT1M30S.");
    Run impossible = rig.run("faults", "add", "crash", "--at", "to-client");
    assertThat(impossible.code()).isEqualTo(1);
    assertThat(impossible.err()).startsWith("The fault crash cannot happen at TO_CLIENT.");
    Run unknown =
        rig.run(
            "faults", "add", "answer", "--at", "back-end", "--route", "greet", "--service", "s3");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .startsWith(
            "A fault at BACK_END cannot be for the route greet. Supported there: [service, function,"
                + " table, index, bucket, operation, key].");
    assertThat(rig.run("faults", "begin", "nothing").err()).startsWith("Unknown scenario");
    assertThat(rig.run("faults", "remove", "fault-9").code()).isEqualTo(1);
    assertThat(Run.of("faults", "add", "--help").out()).contains("cold-start", "invocation-result");
  }

  @Test
  void timeIsShownAndAdvanced() throws Exception {
    assertThat(rig.run("time").out()).isEqualTo("2025-01-01T12:00:00Z (virtual)");
    Peer idle = rig.open();
    assertThat(rig.run("time", "advance", "10m").out()).isEqualTo("2025-01-01T12:10:00Z (virtual)");
    assertThat(idle.ended()).isEqualTo("1001 Going away");
    assertThat(rig.run("time", "show", "--output", "json").out())
        .isEqualTo("{\"now\":\"2025-01-01T12:10:00Z\",\"virtual\":true}");
    assertThat(rig.run("time", "advance", "PT1.5S").out())
        .isEqualTo("2025-01-01T12:10:01.500Z (virtual)");
    try (Rig real = new Rig(Rig.ECHO)) {
      assertThat(real.run("time").out()).endsWith("Z (system clock)");
      Run refused = real.run("time", "advance", "1s");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).startsWith("The emulator uses the system clock.");
    }
  }
}
