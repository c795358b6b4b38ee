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

  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:";
  private static final String STREAM =
      "arn:aws:dynamodb:us-east-1:123456789012:table/rows/stream/2024-01-01T00:00:00.000";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:jobs";
  private static final String BUCKET = "arn:aws:s3:::translator-app-documents-123456789012";

  private static JournalEntry.Invoking invoking(String function, String requestId) {
    return new JournalEntry.Invoking(AT, null, requestId, function, "i", false, Body.of("{}"));
  }

  private static JournalEntry.Invoked invoked(String function, String requestId) {
    return new JournalEntry.Invoked(
        AT, null, requestId, function, "i", Duration.ofMillis(3), null, "success", Body.of("null"));
  }

  private static SourceEntry.EventsSent sent(String source, String target, int count) {
    return new SourceEntry.EventsSent(AT, source, target, count, 1);
  }

  @Test
  void drawsTheWayFromARequestAndARowToAClient() {
    List<JournalEntry> chain =
        List.of(
            new JournalEntry.Handshake(AT, "abc=", "r1", "api", "prod", 101),
            invoking("Save", "h1"),
            invoked("Save", "h1"),
            new SourceEntry.HttpAnswered(
                AT, "h1", "http", "POST /rows", "POST /rows", 200, Duration.ZERO, null),
            new JournalEntry.Faulted(AT, null, "f1", "BATCH", "delay by PT30S", STREAM),
            sent(STREAM, LAMBDA + "Notify:live", 2),
            invoking("Notify", null),
            new JournalEntry.ConnectionsCall(AT, "abc=", "POST", 200, "Notify"),
            new JournalEntry.MessageSent(AT, "abc=", null, Body.of("saved")),
            invoked("Notify", null));
    assertThat(SequenceDiagram.of(chain).text())
        .isEqualTo(
            """
            gateway    ··> client1      handshake with prod: 101
            httpClient ──> gateway      POST /rows
            gateway    ──> Save         invoke: {}
            Save       ··> gateway      success after 3 ms: null
            gateway    ··> httpClient   POST /rows: 200
            table rows                  FAULT f1: delay by PT30S at BATCH
            table rows ──> Notify       events: 2
            Notify                      invoke: {}
            Notify     ──> gateway      POST @connections of client1: 200
            gateway    ··> client1      message: saved
            Notify                      success after 3 ms: null
            """);
  }

  private static List<JournalEntry> objectsAndQueues() {
    Reason why = Reason.of("event-lost", "A fault has lost the event.");
    return List.of(
        sent(BUCKET, QUEUE, 1),
        new SourceEntry.EventsSent(AT, QUEUE, LAMBDA + "Work", 1, 3),
        invoking("Work", null),
        invoking("Index", null),
        sent(BUCKET, LAMBDA + "Index", 1),
        invoked("Index", null),
        new SourceEntry.EventsDropped(
            AT, "arn:aws:events:us-east-1:123456789012:rule/paid", LAMBDA + "Work", 1, why),
        sent("arn:aws:scheduler:us-east-1:123456789012:schedule/default/nightly", QUEUE, 1),
        sent("arn:aws:sns:us-east-1:123456789012:news", QUEUE, 1));
  }

  @Test
  void drawsTheWayFromAnObjectThroughAQueueAndWhatIsLost() {
    SequenceDiagram diagram = SequenceDiagram.of(objectsAndQueues());
    assertThat(diagram.text())
        .isEqualTo(
            """
            bucket translator-app-d… ──> queue jobs                 events: 1
            queue jobs               ──> Work                       events: 1, attempt 3
            Work                                                    invoke: {}
            bucket translator-app-d… ──> Index                      events: 1
            Index                                                   invoke: {}
            Index                                                   success after 3 ms: null
            rule paid                                               events dropped: 1, for Work
            rule paid                                               why: A fault has lost the event.
            schedule nightly         ──> queue jobs                 events: 1
            topic news               ──> queue jobs                 events: 1
            """);
    assertThat(diagram.mermaid())
        .startsWith(
            """
            sequenceDiagram
              participant p0 as bucket translator-app-documents-123456789012
              participant p1 as queue jobs
              participant p2 as Work
              participant p3 as Index
              participant p4 as rule paid
              participant p5 as schedule nightly
              participant p6 as topic news
              participant gateway as API Gateway
              p0->>p1: events: 1
            """);
  }
}
