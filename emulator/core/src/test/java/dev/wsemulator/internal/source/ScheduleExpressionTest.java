package dev.wsemulator.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.Aws;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron
 *     expressions reference</a>
 */
class ScheduleExpressionTest {
  /** A Wednesday. */
  private static final Instant BEGIN = Instant.parse("2025-01-01T12:00:00Z");

  private static List<String> due(ScheduleExpression schedule, Instant begin, int count) {
    List<String> times = new ArrayList<>();
    Optional<Instant> next = schedule.next(begin, begin);
    while (next.isPresent() && times.size() < count) {
      times.add(next.get().toString());
      next = schedule.next(next.get(), begin);
    }
    return times;
  }

  @Aws("EP-13")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 10 * * ? *              | 2025-01-02T10:00:00Z 2025-01-03T10:00:00Z
          15 12 * * ? *             | 2025-01-01T12:15:00Z 2025-01-02T12:15:00Z
          0 18 ? * MON-FRI *        | 2025-01-01T18:00:00Z 2025-01-02T18:00:00Z 2025-01-03T18:00:00Z 2025-01-06T18:00:00Z
          0 8 1 * ? *               | 2025-02-01T08:00:00Z 2025-03-01T08:00:00Z
          0/15 * * * ? *            | 2025-01-01T12:15:00Z 2025-01-01T12:30:00Z 2025-01-01T12:45:00Z 2025-01-01T13:00:00Z
          0/10 * ? * MON-FRI *      | 2025-01-01T12:10:00Z 2025-01-01T12:20:00Z
          0/5 8-17 ? * MON-FRI *    | 2025-01-01T12:05:00Z 2025-01-01T12:10:00Z
          15 10 ? * 6L 2025-2026    | 2025-01-31T10:15:00Z 2025-02-28T10:15:00Z
          0 9 ? * 2#1 *             | 2025-01-06T09:00:00Z 2025-02-03T09:00:00Z
          0 9 ? * MON#5 *           | 2025-03-31T09:00:00Z 2025-06-30T09:00:00Z
          0 0 L * ? *               | 2025-01-31T00:00:00Z 2025-02-28T00:00:00Z
          0 0 LW * ? *              | 2025-01-31T00:00:00Z 2025-02-28T00:00:00Z 2025-03-31T00:00:00Z 2025-04-30T00:00:00Z 2025-05-30T00:00:00Z
          0 0 1W * ? *              | 2025-02-03T00:00:00Z 2025-03-03T00:00:00Z 2025-04-01T00:00:00Z
          0 0 15W FEB,JUN ? *       | 2025-02-14T00:00:00Z 2025-06-16T00:00:00Z
          0 0 31W * ? *             | 2025-01-31T00:00:00Z 2025-03-31T00:00:00Z
          0 0 ? * L *               | 2025-01-04T00:00:00Z 2025-01-11T00:00:00Z
          0 0 ? * FRI-MON *         | 2025-01-03T00:00:00Z 2025-01-04T00:00:00Z 2025-01-05T00:00:00Z 2025-01-06T00:00:00Z 2025-01-10T00:00:00Z
          1/10 12 * * ? *           | 2025-01-01T12:01:00Z 2025-01-01T12:11:00Z
          0 0 29 2 ? *              | 2028-02-29T00:00:00Z 2032-02-29T00:00:00Z
          0 0 1 1 ? 2030/3          | 2030-01-01T00:00:00Z 2033-01-01T00:00:00Z
          """)
  void aCronExpressionIsDueAtTheTimesThatAwsDocuments(String fields, String times) {
    List<String> expected = List.of(times.split(" "));
    ScheduleExpression schedule = ScheduleExpression.ofRule("cron(" + fields + ")");
    assertThat(due(schedule, BEGIN, expected.size())).isEqualTo(expected);
  }

  @Test
  void aCronExpressionOfYearsThatArePastIsNeverDue() {
    assertThat(due(ScheduleExpression.ofRule("cron(0 0 1 1 ? 2024)"), BEGIN, 1)).isEmpty();
    assertThat(due(ScheduleExpression.ofRule("cron(0 0 31 2 ? 2026)"), BEGIN, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 12 * * *)",
        "cron(0 12 * * * *)",
        "cron(0 12 ? * ? *)",
        "cron(60 12 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 12 0 * ? *)",
        "cron(0 12 ? * 8 *)",
        "cron(0 12 ? * 3#6 *)",
        "cron(0 12 ? * 3#1,6#3 *)",
        "cron(0 12 * 13 ? *)",
        "cron(0 12 * * ? 2200)",
        "cron(0/0 12 * * ? *)",
        "cron(a 12 * * ? *)",
        "cron()",
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(5 seconds)",
        "rate(-1 days)",
        "rate(5minutes)",
        "at(2030-01-01T00:00:00)",
        "every 5 minutes",
        "* * * * *"
      })
  void aRuleRefusesWhatEventBridgeRefuses(String text) {
    assertThatThrownBy(() -> ScheduleExpression.ofRule(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text.replaceFirst("\\(.*", ""));
  }

  @Test
  void aMessageSaysWhatToWriteInstead() {
    assertThatThrownBy(() -> ScheduleExpression.ofRule("rate(1 minutes)"))
        .hasMessage("rate(1 minutes) is refused by EventBridge. Write rate(1 minute).");
    assertThatThrownBy(() -> ScheduleExpression.ofRule("cron(0 12 * * * *)"))
        .hasMessageContaining("must have ? either as its day of month or as its day of week");
  }

  @Test
  void aRateOfARuleIsDueFirstWhenItsTimeHasPassedOnce() {
    assertThat(due(ScheduleExpression.ofRule("rate(5 minutes)"), BEGIN, 2))
        .containsExactly("2025-01-01T12:05:00Z", "2025-01-01T12:10:00Z");
    assertThat(due(ScheduleExpression.ofRule("rate(1 day)"), BEGIN, 1))
        .containsExactly("2025-01-02T12:00:00Z");
  }

  @Test
  void aRateOfSchedulerIsDueWhenItBegins() {
    ScheduleExpression rate = ScheduleExpression.ofScheduler("rate(2 hours)", ZoneOffset.UTC);
    assertThat(rate.next(BEGIN.minusNanos(1), BEGIN)).contains(BEGIN);
    assertThat(rate.next(BEGIN, BEGIN)).contains(Instant.parse("2025-01-01T14:00:00Z"));
  }

  @Aws("EP-14")
  @Test
  void aTimeOfSchedulerIsDueOnceInItsTimeZone() {
    ScheduleExpression at =
        ScheduleExpression.ofScheduler("at(2025-07-01T08:00:00)", ZoneId.of("Europe/Berlin"));
    assertThat(due(at, BEGIN, 2)).containsExactly("2025-07-01T06:00:00Z");
    assertThat(at.isOneTime()).isTrue();
    assertThatThrownBy(
            () -> ScheduleExpression.ofScheduler("at(2025-02-30T08:00:00)", ZoneOffset.UTC))
        .hasMessageContaining("is no time");
  }

  /** Berlin's clocks go from 02:00 to 03:00 on 30 March 2025, and back on 26 October. */
  @Test
  void aTimeThatIsLeftOutWhenClocksChangeIsLeftOutAndOneThatComesTwiceIsDueOnce() {
    ScheduleExpression daily =
        ScheduleExpression.ofScheduler("cron(30 2 * * ? *)", ZoneId.of("Europe/Berlin"));
    assertThat(due(daily, Instant.parse("2025-03-28T12:00:00Z"), 2))
        .containsExactly("2025-03-29T01:30:00Z", "2025-03-31T00:30:00Z");
    assertThat(due(daily, Instant.parse("2025-10-25T12:00:00Z"), 2))
        .containsExactly("2025-10-26T00:30:00Z", "2025-10-27T01:30:00Z");
  }
}
