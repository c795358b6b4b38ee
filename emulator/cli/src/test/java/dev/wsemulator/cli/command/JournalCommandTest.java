package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.Rig;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.Rig.Run;
import dev.wsemulator.cli.console.OutputOptionsTest;
import dev.wsemulator.lambda.LogLine;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalCommandTest {
  private final Rig rig = new Rig(Rig.ECHO);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void entriesAreLinesForPeople() throws Exception {
    Peer peer = rig.open();
    peer.say("hello");
    peer.next();
    String all = rig.run("journal").out();
    assertThat(all.lines())
        .anyMatch(line -> line.matches(".*Z  " + rig.lastId() + " +Handshake +101 a1b2c3d4e5/.*"))
        .anyMatch(line -> line.endsWith("MessageReceived  > $default: hello"))
        .anyMatch(line -> line.endsWith("Invoking         Answer (cold)"))
        .anyMatch(line -> line.matches(".*Invoked +Answer success \\d+ ms .*"))
        .anyMatch(line -> line.endsWith("MessageSent      < hello"));
    assertThat(rig.run("journal", "--type", "MessageSent").out().lines()).hasSize(1);
    assertThat(rig.run("journal", "--function", "Answer").out().lines()).hasSize(2);
    assertThat(rig.run("journal", "--last", "1").out().lines()).hasSize(1);
    Run none = rig.run("journal", "--connection", "nobody");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("No matching entries.");
  }

  @Test
  void entriesAreOneDocumentForPrograms() {
    Peer peer = rig.open();
    JsonNode handshakes =
        rig.run("journal", "--type", "Handshake", "--output", "json").json().path("entries");
    assertThat(handshakes).hasSize(1);
    assertThat(handshakes.get(0).path("connectionId").asText()).isEqualTo(rig.lastId());
    peer.close();
  }

  @Test
  void aDiagramIsDrawn() {
    Peer peer = rig.open();
    assertThat(rig.run("journal", "--diagram", "mermaid").out()).startsWith("sequenceDiagram");
    assertThat(rig.run("journal", "--diagram", "text").out()).contains("client1");
    Run both = rig.run("journal", "--diagram", "text", "--follow");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).startsWith("--follow and --diagram cannot be combined. Leave one out.");
    peer.close();
  }

  @Test
  void theJournalIsFollowedUntilTheEmulatorEnds() throws Exception {
    Peer before = rig.open();
    Run people = rig.begin("", "journal", "--follow", "--type", "Handshake");
    Run programs = rig.begin("", "journal", "-f", "--type", "MessageSent", "--output", "json");
    people.says(rig.lastId());
    before.say("one");
    before.say("two");
    programs.says("two");
    Peer after = rig.open();
    people.says(rig.lastId());
    after.close();
    rig.close();
    assertThat(people.code()).isZero();
    assertThat(people.err()).isEqualTo("The emulator has stopped.");
    assertThat(programs.code()).isZero();
    assertThat(programs.jsonLines())
        .extracting(entry -> entry.path("body").asText())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aTypeThatDoesNotExistIsSaidEvenWhenItIsFollowed() {
    Run run = rig.run("journal", "--follow", "--type", "Open");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("Unknown type Open. Allowed: [Clock");
  }

  @Test
  void linesOfAFunctionAreShown() throws Exception {
    answered();
    Run logs = rig.run("logs", "Answer", "--last", "2");
    assertThat(logs.code()).isZero();
    assertThat(logs.out()).isEqualTo(lastLines(2)).contains("Z END RequestId: ");
    JsonNode document = rig.run("logs", "Answer", "--output", "json").json();
    assertThat(document.path("function").asText()).isEqualTo("Answer");
    assertThat(document.path("lines").get(0).path("text").asText()).startsWith("INIT_START ");
    assertThat(document.path("lines").get(0).has("requestId")).isFalse();
    assertThat(document.path("lines").get(1).path("text").asText()).startsWith("START RequestId: ");
    assertThat(document.path("lines").get(1).path("requestId").asText()).hasSize(36);
    assertThat(document.path("lines").get(1).path("time").asText()).endsWith("Z");
  }

  @Test
  void linesOfAFunctionAreFollowed() throws Exception {
    answered();
    Run people = rig.begin("", "logs", "Answer", "--follow");
    Run programs = rig.begin("", "logs", "Answer", "-f", "--output", "json");
    people.says(" REPORT RequestId: ");
    programs.says("\"text\":\"REPORT RequestId: ");
    rig.emulator().close();
    assertThat(people.code()).isZero();
    assertThat(people.out().lines()).allMatch(line -> line.matches("\\S+Z [A-Z_]+ R.*"));
    assertThat(programs.jsonLines().get(1).path("requestId").asText()).hasSize(36);
  }

  @Test
  void linesOfLambdaStandBack() throws Exception {
    answered();
    String url = rig.url();
    assertThat(OutputOptionsTest.colorful("logs", "Answer", "--url", url).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("\u001b[2m"));
  }

  @Test
  void logsOfAFunctionThatThereIsNotAreAFailure() {
    Run unknown = rig.run("logs", "None");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("There is no function None. Functions: Answer, Connect.");
  }

  private void answered() throws Exception {
    Peer peer = rig.open();
    peer.say("hello");
    peer.next();
    peer.close();
    Awaitility.await().until(() -> rig.emulator().logs("Answer").lines().size() == 4);
  }

  private String lastLines(int count) {
    return rig.emulator().logs("Answer").last(count).stream()
        .map(LogLine::toString)
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
