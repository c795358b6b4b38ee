package dev.wsemulator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RequestLineTest {
  private static final Instant AT = Instant.parse("2026-09-25T00:02:14.263Z");
  private static final Reason WHY =
      Reason.of("no-route", "No route is for the message.").advice("Add\none.");

  private final RequestLine line =
      new RequestLine(
          ZoneOffset.UTC,
          (style, text) -> "<" + style.name().replace("fg_", "") + " " + text + ">",
          text -> text.replace('\u001b', '?'));

  /** A new kind of entry belongs into one of these, when it is decided whether it has a line. */
  private static final List<String> WITH_A_LINE =
      List.of(
          "Handshake",
          "RequestEnded",
          "RequestRefused",
          "HttpAnswered",
          "ConnectionsCall",
          "Closed");

  private static final List<String> WITHOUT_A_LINE =
      List.of(
          "Invoking",
          "Invoked",
          "EventsSent",
          "EventsDropped",
          "MessageReceived",
          "MessageSent",
          "FramePassed",
          "Faulted",
          "LimitPassed",
          "ClockMoved",
          "Reloaded");

  @Test
  void itIsDecidedOfEveryKindOfEntryWhetherItHasALine() {
    assertThat(JournalEntry.kinds())
        .extracting(Class::getSimpleName)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(WITH_A_LINE, WITHOUT_A_LINE).flatMap(List::stream).toList());
  }

  private String only(JournalEntry... entries) {
    List<String> lines = List.of(entries).stream().flatMap(e -> line.of(e).stream()).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private static JournalEntry invoking(String function, boolean cold) {
    return new JournalEntry.Invoking(AT, "c1", "r1", function, "i", cold, Body.of("{}"));
  }

  @Test
  void aRequestToAnHttpApiSaysItsPathItsFunctionAndHowLongItTook() {
    JournalEntry invoking =
        new JournalEntry.Invoking(AT, null, "r2", "Shop", "i", false, Body.of("{}"));
    JournalEntry answered =
        new SourceEntry.HttpAnswered(
            AT, "r2", "api", "GET /items", "GET /items", 200, Duration.ofMillis(12), null);
    assertThat(only(invoking, answered))
        .isEqualTo(
            "00:02:14.263  -                     GET /items        Shop              warm     12 ms"
                + "  <green 200>");
  }

  @Test
  void aMessageSaysItsRouteItsFunctionAndHowLongItTook() {
    JournalEntry ended =
        new JournalEntry.RequestEnded(AT, "c1", "r1", "greet", 200, Duration.ofMillis(143), null);
    assertThat(only(invoking("Greeter", true), ended))
        .isEqualTo(
            "00:02:14.263  c1                    greet             Greeter           cold    143 ms"
                + "  <green 200>");
    assertThat(only(invoking("Greeter", false), ended)).contains("  warm  ");
    assertThat(only(ended)).contains("  greet             -                 -       143 ms  ");
  }

  @Test
  void aRequestThatFailsSaysWhyInTheSameLine() {
    JournalEntry ended =
        new JournalEntry.RequestEnded(AT, "c1", "r1", null, 403, Duration.ofMillis(1), WHY);
    assertThat(only(ended))
        .isEqualTo(
            "00:02:14.263  c1                    (no route)        -                 -         1 ms"
                + "  <red 403>  No route is for the message. Add one.");
    JournalEntry dropped =
        new JournalEntry.RequestEnded(AT, "c1", "r1", "one\u001b", 200, Duration.ZERO, WHY);
    assertThat(only(dropped))
        .contains("one?")
        .endsWith("<yellow 200>  No route is for the message.");
  }

  @Test
  void aHandshakeNamesTheAuthorizerToo() {
    JournalEntry handshake =
        new JournalEntry.Handshake(AT.plusMillis(7), "c1", "r1", "api", "dev", 101);
    assertThat(only(invoking("Guard", false), invoking("Connect", true), handshake))
        .isEqualTo(
            "00:02:14.270  c1                    $connect          Guard, Connect    cold      7 ms"
                + "  <green 101>");
  }

  @Test
  void whatBelongsToNoConnectionHasALineToo() {
    assertThat(only(new JournalEntry.RequestRefused(AT, "GET /none", 403, WHY)))
        .startsWith("00:02:14.263  -  ")
        .endsWith("<red 403>  No route is for the message. Add one.");
    assertThat(only(new JournalEntry.Closed(AT, "c1", "r1", 1009, "", WHY)))
        .contains("  closed 1009  ")
        .endsWith("<yellow ->  No route is for the message. Add one.");
    assertThat(only(new JournalEntry.ConnectionsCall(AT, "c1", "POST", 410, "Sender", WHY)))
        .contains("  POST @connections  Sender  ")
        .contains("<red 410>");
    assertThat(line.of(new JournalEntry.ConnectionsCall(AT, "c1", "POST", 200, null))).isEmpty();
  }

  @Test
  void linesAreTakenFromTheJournalAndWhatWasMissedIsCounted() {
    Journal journal = new Journal();
    List<String> printed = new CopyOnWriteArrayList<>();
    JournalEntry entry =
        new JournalEntry.RequestEnded(AT, "c1", "r1", "greet", 200, Duration.ZERO, null);
    journal.add(entry); // before it begins
    Subscription lines = RequestLines.start(journal, line, printed::add);
    journal.add(entry);
    Awaitility.await().until(() -> printed.size() == 1);
    IntStream.range(0, 300).forEach(i -> journal.add(entry));
    lines.close();
    assertThat(printed).hasSize(301).allSatisfy(text -> assertThat(text).contains(" greet "));
  }

  @Test
  void aJournalThatIsFasterThanTheTerminalIsNotWaitedFor() {
    Journal journal = new Journal();
    List<String> printed = new CopyOnWriteArrayList<>();
    JournalEntry entry =
        new JournalEntry.RequestEnded(AT, "c1", "r1", "greet", 200, Duration.ZERO, null);
    CountDownLatch slow = new CountDownLatch(1);
    Subscription lines =
        RequestLines.start(
            journal,
            line,
            text -> {
              printed.add(text);
              try {
                slow.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    journal.add(entry);
    Awaitility.await().until(() -> printed.size() == 1);
    int more = Journal.CAPACITY + 500;
    IntStream.range(0, more).forEach(i -> journal.add(entry));
    slow.countDown();
    lines.close();
    assertThat(printed)
        .contains("(500 journal entries are not shown: they were added too fast)")
        .hasSize(1 + 1 + Journal.CAPACITY);
  }
}
