package dev.wsemulator.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Quotas;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When connections are ended, without any sockets. */
class ConnectionLimitsTest {
  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final List<String> ended = new ArrayList<>();
  private final ConnectionLimits limits = new ConnectionLimits(Quotas.aws(), time, this::end);

  private void end(Connection connection) {
    ended.add(connection.id() + "@" + Duration.between(start, time.now()).toSeconds());
    if (connection.id().equals("faulty")) {
      throw new IllegalStateException("on purpose");
    }
  }

  private Connection open(String id) {
    return open(id, time.nanos());
  }

  private Connection open(String id, long connectedNanos) {
    Connection connection =
        new Connection(
            new Connection.Facts(id, null, new ClientIdentity("::1", null), "localhost", start),
            null,
            connectedNanos);
    limits.watch(connection);
    return connection;
  }

  private void advance(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  @Aws({"MS-09", "MS-11"})
  @Test
  void eachIsEndedWhenItHasBeenIdleForExactlyTenMinutes() {
    open("a");
    advance(7);
    open("b");
    advance(301);
    open("c");
    advance(3600);
    assertThat(ended).containsExactly("a@600", "b@607", "c@908");
  }

  @Aws("MS-09")
  @Test
  void activityPutsTheEndOffToTenMinutesAfterIt() {
    Connection a = open("a");
    open("b");
    advance(599);
    a.active(time.now(), time.nanos());
    advance(599);
    a.active(time.now(), time.nanos());
    advance(3600);
    assertThat(ended).containsExactly("b@600", "a@1798");
  }

  @Aws("MS-13")
  @Test
  void activityDoesNotExtendTheTwoHours() {
    Connection a = open("a");
    for (int minute = 0; minute < 130; minute++) {
      advance(60);
      a.active(time.now(), time.nanos());
    }
    assertThat(ended).containsExactly("a@7200");
  }

  /** A slow {@code $connect} lets in a client that came before those that are watched. */
  @Test
  void oneThatIsDueBeforeTheNextLookIsNotEndedLate() {
    long early = time.nanos();
    advance(5);
    open("quick");
    advance(15);
    open("slow", early);
    advance(600);
    assertThat(ended).containsExactly("slow@600", "quick@605");
  }

  @Test
  void oneTimerServesAllAndNoneServesNobody() {
    assertThat(time.pending()).isZero();
    for (int i = 0; i < 100; i++) {
      open("c" + i).active(start, Duration.ofSeconds(i).toNanos());
      assertThat(time.pending()).isOne();
    }
    advance(650);
    assertThat(time.pending()).isOne();
    advance(650);
    assertThat(time.pending()).isZero();
    assertThat(ended).hasSize(100).endsWith("c99@699");
  }

  @Test
  void oneThatHasEndedIsWatchedNoLonger() {
    Connection first = open("first");
    advance(1);
    open("second");
    limits.forget(first);
    limits.forget(first);
    advance(3600);
    assertThat(ended).containsExactly("second@601");
  }

  @Test
  void oneThatFailsToEndDoesNotKeepOthersFromEnding() {
    open("faulty");
    open("other");
    advance(1);
    open("later");
    assertThatThrownBy(() -> advance(3600)).hasMessage("on purpose");
    assertThat(ended).containsExactlyInAnyOrder("faulty@600", "other@600", "later@601");
  }

  @Test
  void nothingIsEndedAfterTheEndOfTheWatch() {
    open("a");
    limits.close();
    open("b");
    assertThat(time.pending()).isZero();
    advance(10_000);
    assertThat(ended).isEmpty();
  }

  @Test
  void activityThatIsNotedLateTakesNothingBack() {
    Connection a = open("a");
    a.active(start.plusSeconds(10), 10);
    a.active(start.plusSeconds(9), 9);
    assertThat(a.lastActiveAt()).isEqualTo(start.plusSeconds(10));
  }

  /** A machine's time of day may be set, to summer time or after a sleep. */
  @Aws({"MS-09", "MS-13"})
  @Test
  void theTimeOfDayDoesNotMatter() {
    Instant[] timeOfDay = {start};
    TimeSource machine =
        new TimeSource() {
          @Override
          public Instant now() {
            return timeOfDay[0];
          }

          @Override
          public long nanos() {
            return Long.MAX_VALUE - 1_000_000_000L + time.nanos(); // it may pass its end
          }

          @Override
          public Timer after(Duration delay, Runnable task) {
            return time.after(delay, task);
          }
        };
    ConnectionLimits watching = new ConnectionLimits(Quotas.aws(), machine, this::end);
    Connection.Facts facts =
        new Connection.Facts("a", null, new ClientIdentity("::1", null), "localhost", start);
    Connection connection = new Connection(facts, null, machine.nanos());
    watching.watch(connection);
    timeOfDay[0] = start.minus(Duration.ofHours(1));
    advance(500);
    connection.active(machine.now(), machine.nanos());
    assertThat(connection.lastActiveAt()).isEqualTo(timeOfDay[0]);
    timeOfDay[0] = start.plus(Duration.ofHours(50));
    advance(599);
    assertThat(ended).isEmpty();
    advance(1);
    assertThat(ended).containsExactly("a@1100");
  }
}
