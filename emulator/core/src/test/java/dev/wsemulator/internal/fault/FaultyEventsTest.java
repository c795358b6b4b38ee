package dev.wsemulator.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultRule;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.Faulted;
import dev.wsemulator.journal.SourceEntry;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FaultyEventsTest {
  private static final String BUCKET = "arn:aws:s3:::documents";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:index";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:jobs";

  private final VirtualTime time = new VirtualTime();
  private final Journal journal = new Journal();
  private final MovableTime clock = new MovableTime(time, journal);
  private final ActiveFaults faults = new ActiveFaults(journal, clock, id -> Optional.empty());
  private final FaultyEvents events = new FaultyEvents(faults, journal, clock);
  private final AtomicInteger sent = new AtomicInteger();

  private void send(String target) {
    events.send(FaultPoint.EVENT, BUCKET, target, sent::incrementAndGet);
  }

  private static FaultRule of(Fault fault) {
    return fault.at(FaultPoint.EVENT).forSource("documents");
  }

  @Test
  void anEventGoesAtOnceWithoutARuleForIt() {
    faults.add(Fault.lose().at(FaultPoint.EVENT).forSource("others"));
    faults.add(Fault.lose().at(FaultPoint.EVENT).forFunction("other"));
    faults.add(Fault.lose().at(FaultPoint.SCHEDULE));
    send(FUNCTION);
    assertThat(sent).hasValue(1);
    assertThat(journal.entries()).isEmpty();
  }

  @Aws("EP-07")
  @Test
  void aDelayedEventGoesLaterByTheEmulatorsClock() {
    faults.add(of(Fault.delay(Duration.ofMinutes(1))).once());
    send(FUNCTION);
    time.advance(Duration.ofSeconds(59));
    assertThat(sent).hasValue(0);
    time.advance(Duration.ofSeconds(1));
    assertThat(sent).hasValue(1);
  }

  @Aws("EP-07")
  @Test
  void aDoubledEventGoesTwice() {
    faults.add(of(Fault.duplicate()).once());
    send(FUNCTION);
    assertThat(sent).hasValue(2);
  }

  @Test
  void aLostEventIsInTheJournal() {
    faults.add(of(Fault.lose()).forFunction("index"));
    send(QUEUE);
    send(FUNCTION);
    assertThat(sent).hasValue(1);
    assertThat(journal.entries(Faulted.class))
        .containsExactly(new Faulted(time.now(), null, "fault-1", "EVENT", "lose", BUCKET));
    assertThat(journal.entries(EventsDropped.class))
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.source()).isEqualTo(BUCKET);
              assertThat(dropped.target()).isEqualTo(FUNCTION);
              assertThat(dropped.why().code()).isEqualTo("event-lost");
            });
  }

  @Test
  void whatIsLateWhenTheEmulatorClosesNeverHappens() {
    faults.add(of(Fault.delay(Duration.ofMinutes(1))));
    send(FUNCTION);
    events.close();
    send(FUNCTION);
    time.advance(Duration.ofMinutes(2));
    assertThat(sent).hasValue(0);
  }

  @Test
  void nothingIsAskedWhereThereAreNoRules() {
    assertThat(events.strike(QUEUE, "work", new FaultTarget() {})).isFalse();
  }

  @Test
  void aBatchCannotBeLost() {
    assertThatThrownBy(() -> Fault.lose().at(FaultPoint.BATCH))
        .hasMessage(
            "The fault lose cannot happen at BATCH. Queues and streams lose nothing: what is not"
                + " processed comes again. Allowed there: [DUPLICATE, ERROR, POISON, DELAY,"
                + " CLOCK_JUMP].");
  }

  @Test
  void aRuleIsReadWithItsSource() {
    FaultRule rule =
        FaultRule.of(
            Map.of("fault", "delay", "by", "30s", "at", "batch", "source", "rooms", "times", "3"));
    assertThat(rule)
        .isEqualTo(
            Fault.delay(Duration.ofSeconds(30)).at(FaultPoint.BATCH).forSource("rooms").times(3));
    assertThatThrownBy(() -> Fault.lose().at(FaultPoint.TO_CLIENT).forSource("rooms"))
        .hasMessageContaining("cannot be for the source rooms");
  }

  @Test
  void anArnHasTheNameOfItsResource() {
    String account = ":us-east-1:123456789012:";
    assertThat(
            Map.of(
                "arn:aws:sqs" + account + "jobs",
                "jobs",
                "arn:aws:sns" + account + "news",
                "news",
                "arn:aws:dynamodb" + account + "table/rooms/stream/2024-01-01T00:00:00.000",
                "rooms",
                BUCKET,
                "documents",
                "arn:aws:events" + account + "rule/orders/paid",
                "paid",
                "arn:aws:scheduler" + account + "schedule/default/nightly",
                "nightly",
                FUNCTION + ":live",
                "index",
                "jobs",
                "jobs"))
        .allSatisfy((arn, name) -> assertThat(SourceEntry.nameOf(arn)).isEqualTo(name));
  }
}
