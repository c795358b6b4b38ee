package dev.wsemulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.Rig.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
    assertThat(none.err()).isEqualTo("Nothing of that has happened.");
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
    assertThat(both.err()).startsWith("A diagram has an end: leave out --follow or --diagram.");
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
    assertThat(people.err()).isEqualTo("The emulator has ended.");
    assertThat(programs.code()).isZero();
    assertThat(programs.jsonLines())
        .extracting(entry -> entry.path("body").asText())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void aTypeThatDoesNotExistIsSaidEvenWhenItIsFollowed() {
    Run run = rig.run("journal", "--follow", "--type", "Open");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("There is no type Open. Possible: [Clock");
  }

  /** Returns a server that answers calls for the lines of a function. */
  private static HttpServer logs() throws IOException {
    HttpServer stub =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    stub.createContext(
        "/_emulator/logs/Echo Function",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getRawQuery());
          exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=utf-8");
          exchange.sendResponseHeaders(200, 0);
          String lines =
              query.contains("follow=true")
                  ? "\nSTART RequestId: 1\n\nhé\n"
                  : "START RequestId: 0\n" + query + "\n";
          exchange.getResponseBody().write(lines.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    stub.start();
    return stub;
  }

  @Test
  void linesOfAFunctionAreShownAndFollowed() throws Exception {
    HttpServer stub = logs();
    try {
      String url = "http://127.0.0.1:" + stub.getAddress().getPort();
      assertThat(Run.of("logs", "Echo Function", "--last", "2", "--url", url).out().lines())
          .containsExactly("START RequestId: 0", "last=2");
      JsonNode document = Run.of("logs", "Echo Function", "--output", "json", "--url", url).json();
      assertThat(document.path("function").asText()).isEqualTo("Echo Function");
      assertThat(document.path("lines").get(0).asText()).isEqualTo("START RequestId: 0");
      Run follow = Run.of("logs", "Echo Function", "--follow", "--url", url);
      assertThat(follow.out().lines()).containsExactly("START RequestId: 1", "hé");
      assertThat(follow.code()).isZero();
      assertThat(
              Run.of("logs", "Echo Function", "-f", "--output", "json", "--url", url).jsonLines())
          .extracting(line -> line.path("line").asText())
          .containsExactly("START RequestId: 1", "hé");
      Run unknown = Run.of("logs", "None", "--url", url);
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.err())
          .isEqualTo(
              url
                  + " does not know /_emulator/logs/None (404). It is no emulator, or one of"
                  + " another version.");
    } finally {
      stub.stop(0);
    }
  }
}
