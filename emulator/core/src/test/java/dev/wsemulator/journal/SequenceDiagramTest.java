package dev.wsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceDiagramTest {
  private static final Instant AT = Instant.EPOCH;
  private static final List<JournalEntry> ENTRIES =
      List.of(
          new JournalEntry.Handshake(AT, "abc=", "r1", "api", "prod", 101),
          new JournalEntry.MessageReceived(AT, "abc=", "r2", "greet", Body.of("hi; #1\nyou")),
          new JournalEntry.Invoking(AT, "abc=", "r2", "Greeter", "i1", true, Body.of("{}")),
          new JournalEntry.Invoked(
              AT,
              "abc=",
              "r2",
              "Greeter",
              "i1",
              Duration.ofMillis(7),
              null,
              "success",
              Body.of("1")),
          new JournalEntry.ConnectionsCall(AT, "abc=", "POST", 410, null),
          new JournalEntry.ConnectionsCall(AT, "abc=", "POST", 200, "Greeter"),
          new JournalEntry.Faulted(AT, "abc=", "f1", "TO_CLIENT", "reset"),
          new JournalEntry.Closed(AT, "abc=", "r3", 1006, ""));

  @Test
  void drawsPlainText() {
    assertThat(SequenceDiagram.of(ENTRIES).text())
        .isEqualTo(
            """
            gateway ··> client1   handshake with prod: 101
            client1 ──> gateway   greet: hi; #1 you
            gateway ──> Greeter   invoke, cold: {}
            Greeter ··> gateway   success after 7 ms: 1
            caller  ──> gateway   POST @connections of client1: 410
            Greeter ──> gateway   POST @connections of client1: 200
            client1               FAULT f1: reset at TO_CLIENT
            client1               closed: 1006
            """);
  }

  @Test
  void drawsForMermaid() {
    assertThat(SequenceDiagram.of(ENTRIES).mermaid())
        .isEqualTo(
            """
            sequenceDiagram
              participant p0 as client1 abc=
              participant p1 as Greeter
              participant p2 as caller
              participant gateway as API Gateway
              gateway-->>p0: handshake with prod: 101
              p0->>gateway: greet: hi#59; #35;1 you
              gateway->>p1: invoke, cold: {}
              p1-->>gateway: success after 7 ms: 1
              p2->>gateway: POST @connections of client1: 410
              p1->>gateway: POST @connections of client1: 200
              Note over p0: FAULT f1: reset at TO_CLIENT
              Note over p0: closed: 1006
            """);
  }
}
