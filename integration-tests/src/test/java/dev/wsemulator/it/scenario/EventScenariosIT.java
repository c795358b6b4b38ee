package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.JournalEntry.Invoked;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.SequenceDiagram;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.junit.EmulatorExtension;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.junit.drop.Drop;
import dev.wsemulator.junit.drop.PoisonedBatch;
import dev.wsemulator.junit.drop.QueueDeliversTwice;
import dev.wsemulator.junit.drop.ScheduleFiresLate;
import dev.wsemulator.junit.drop.StreamLags;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong with events of tables, queues and schedules. */
@Timeout(180)
@ExtendWith(Repetitions.class)
class EventScenariosIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EventfulApp app = new EventfulApp();

  @RegisterExtension final EmulatorExtension extension = app.extension();

  private static Matcher source(String name) {
    return Matcher.ALL.withSource(name);
  }

  /** Waits until a fault has struck; a test in which none does fails. */
  private static void struck(WebSocketApiEmulator emulator, String source, int times) {
    awaitSome(emulator, times, () -> emulator.journal().entries(Faulted.class));
    assertThat(emulator.journal().entries(Faulted.class))
        .hasSize(times)
        .allSatisfy(fault -> assertThat(fault.source()).contains(source));
  }

  private static void ended(WebSocketApiEmulator emulator, String function, int times) {
    awaitSome(emulator, times, () -> invocations(emulator, function));
    assertThat(invocations(emulator, function)).hasSize(times);
  }

  private static List<Invoked> invocations(WebSocketApiEmulator emulator, String function) {
    return emulator.journal().entries(Invoked.class).stream()
        .filter(entry -> entry.functionName().equals(function))
        .toList();
  }

  /** Waits until there are so many entries of some kind. */
  private static void awaitSome(
      WebSocketApiEmulator emulator, int howMany, Supplier<List<?>> entries) {
    assertThat(emulator.journal().await(PATIENCE, () -> entries.get().size() >= howMany))
        .as("%d entries, there are %s", howMany, entries.get())
        .isTrue();
  }

  private static void save(WebSocketApiEmulator emulator, TestClient client, String id) {
    client.send("{\"action\":\"save\",\"id\":\"%s\"}".formatted(id));
    awaitSome(emulator, 1, () -> emulator.journal().entries(RequestEnded.class));
    assertThat(emulator.journal().entries(RequestEnded.class)).hasSize(1);
  }

  @StreamLags
  @Repeatedly
  void whoCountsWhatTheStreamHasBroughtDoesNotCountWhatWasJustSaved(
      WebSocketApiEmulator emulator, TestClient client) {
    save(emulator, client, "a");
    struck(emulator, "table/orders/", 1);
    client.send("{\"action\":\"count\"}");
    assertThat(client.next(PATIENCE)).isEqualTo("0 orders");
    ended(emulator, "Count", 1);
    emulator.time().advance(Duration.ofSeconds(30));
    assertThat(client.next(PATIENCE)).isEqualTo("saved a");
    ended(emulator, "Notify", 1);
  }

  @StreamLags
  @Repeatedly
  void whoAsksTheTableCountsWhatWasJustSaved(WebSocketApiEmulator emulator, TestClient client) {
    save(emulator, client, "a");
    struck(emulator, "table/orders/", 1);
    client.send("{\"action\":\"carefulCount\"}");
    assertThat(client.next(PATIENCE)).isEqualTo("1 orders");
    ended(emulator, "CarefulCount", 1);
    emulator.time().advance(Duration.ofSeconds(30));
    assertThat(client.next(PATIENCE)).isEqualTo("saved a");
    ended(emulator, "Notify", 1);
  }

  @QueueDeliversTwice
  @Repeatedly
  void aWorkerThatDoesNotExpectAMessageTwiceTellsEveryoneTwice(
      WebSocketApiEmulator emulator, TestClient client) {
    app.send(EventfulApp.JOBS, "a");
    assertThat(client.next(PATIENCE)).isEqualTo("done a");
    assertThat(client.next(PATIENCE)).isEqualTo("done a");
    struck(emulator, ":jobs", 1);
    ended(emulator, "Work", 2);
    assertThat(emulator.journal().entries(EventsSent.class))
        .extracting(EventsSent::attempt)
        .containsExactly(1, 2);
  }

  @QueueDeliversTwice
  @Repeatedly
  void aWorkerThatKnowsItsMessagesWorksOnce(WebSocketApiEmulator emulator, TestClient client) {
    app.send(EventfulApp.CAREFUL_JOBS, "a");
    struck(emulator, ":careful-jobs", 1);
    ended(emulator, "CarefulWork", 2);
    app.send(EventfulApp.CAREFUL_JOBS, "b");
    assertThat(client.next(PATIENCE)).isEqualTo("done a");
    assertThat(client.next(PATIENCE)).isEqualTo("done b");
    ended(emulator, "CarefulWork", 3);
  }

  @PoisonedBatch
  @Repeatedly
  void aPoisonedRecordHoldsUpAllBehindIt(
      WebSocketApiEmulator emulator, TestClient client, Drop drop) {
    drop.begin(source(EventfulApp.ORDERS));
    app.put(EventfulApp.ORDERS, "a");
    struck(emulator, "table/orders/", 1);
    app.put(EventfulApp.ORDERS, "b");
    emulator.time().advance(Duration.ofMinutes(30));
    assertThat(emulator.journal().entries(Invoked.class))
        .extracting(Invoked::functionName)
        .doesNotContain("Notify");
    assertThat(emulator.journal().entries(EventsDropped.class))
        .hasSizeGreaterThan(30)
        .allSatisfy(dropped -> assertThat(dropped.why().code()).isEqualTo("item-poisoned"));
  }

  @PoisonedBatch
  @Repeatedly
  void aMappingThatGivesUpAfterSomeRetriesGoesOn(
      WebSocketApiEmulator emulator, TestClient client, Drop drop) {
    drop.begin(source(EventfulApp.CAREFUL_ORDERS));
    app.put(EventfulApp.CAREFUL_ORDERS, "a");
    struck(emulator, "table/careful-orders/", 1);
    app.put(EventfulApp.CAREFUL_ORDERS, "b");
    emulator.time().advance(Duration.ofMinutes(1));
    assertThat(client.next(PATIENCE)).isEqualTo("saved b");
    ended(emulator, "Notify", 1);
    assertThat(emulator.journal().entries(EventsSent.class))
        .extracting(EventsSent::target)
        .contains(EventfulApp.queueArn(EventfulApp.LOST));
  }

  @PoisonedBatch
  @Repeatedly
  void aPoisonedMessageComesAgainAloneIfItsMappingReportsItemFailures(
      WebSocketApiEmulator emulator, TestClient client, Drop drop) {
    drop.begin(source(EventfulApp.CAREFUL_JOBS));
    app.send(EventfulApp.CAREFUL_JOBS, "a");
    struck(emulator, ":careful-jobs", 1);
    app.send(EventfulApp.CAREFUL_JOBS, "b");
    assertThat(client.next(PATIENCE)).isEqualTo("done b");
    ended(emulator, "CarefulWork", 1);
  }

  @ScheduleFiresLate
  @Repeatedly
  void aReportThatAsksTheClockIsOfTheWrongDay(
      WebSocketApiEmulator emulator, TestClient client, Drop drop) {
    drop.begin(source("ReportRule"));
    emulator.time().advance(Duration.ofMinutes(5));
    struck(emulator, "rule/ReportRule", 1);
    assertThat(client.next(PATIENCE)).isEqualTo("CarefulReport of 2026-01-31");
    emulator.time().advance(Duration.ofMinutes(10));
    assertThat(client.next(PATIENCE)).isEqualTo("Report of 2026-02-01");
    ended(emulator, "Report", 1);
  }

  @ScheduleFiresLate
  @Repeatedly
  void aReportThatAsksItsEventIsOfTheRightDay(
      WebSocketApiEmulator emulator, TestClient client, Drop drop) {
    drop.begin(source("CarefulReportRule"));
    emulator.time().advance(Duration.ofMinutes(5));
    struck(emulator, "rule/CarefulReportRule", 1);
    assertThat(client.next(PATIENCE)).isEqualTo("Report of 2026-01-31");
    emulator.time().advance(Duration.ofMinutes(10));
    assertThat(client.next(PATIENCE)).isEqualTo("CarefulReport of 2026-01-31");
    ended(emulator, "CarefulReport", 1);
  }

  @StreamLags
  @Repeatedly
  void theDiagramLeadsFromTheClientToTheRowAndBack(
      WebSocketApiEmulator emulator, TestClient client) {
    save(emulator, client, "a");
    struck(emulator, "table/orders/", 1);
    emulator.time().advance(Duration.ofSeconds(30));
    assertThat(client.next(PATIENCE)).isEqualTo("saved a");
    ended(emulator, "Notify", 1);
    List<JournalEntry> entries = emulator.journal().entries();
    String text = SequenceDiagram.of(entries).text();
    assertThat(text.lines().map(String::length))
        .allSatisfy(width -> assertThat(width).isLessThanOrEqualTo(100));
    assertThat(text.replaceAll("invoke.*", "invoke").replaceAll("after \\d+ ms", "after some ms"))
        .isEqualTo(
            """
            gateway      ··> client1        handshake with dev: 101
            client1      ──> gateway        save: {"action":"save","id":"a"}
            gateway      ──> Save           invoke
            table orders                    FAULT fault-1: delay by PT30S at BATCH
            Save         ··> gateway        success after some ms: {"statusCode":200}
            gateway                         the clock moves by PT30S
            table orders ──> Notify         events: 1
            Notify                          invoke
            gateway      ··> client1        message: saved a
            Notify       ──> gateway        POST @connections of client1: 200
            Notify                          success after some ms: null
            """);
  }
}
