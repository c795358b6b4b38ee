package dev.wsemulator.internal.aws.events;

import static dev.wsemulator.internal.aws.events.SentMessages.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.CallHandler.Call;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.testing.Aws;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final long NOON = 1735732800;

  private final SentMessages sent = new SentMessages();
  private final Schedules schedules = new Schedules(sent.sender(), SentMessages.ACCOUNT);
  private final ScheduleCalls calls = new ScheduleCalls(schedules, SentMessages.ACCOUNT);

  private Map<String, Object> call(String method, String path, Map<String, Object> body) {
    String[] parts = path.split("\\?");
    return calls.answer(
        new Call(
            method,
            parts[0],
            parts.length > 1 ? parts[1] : null,
            "",
            "",
            body.isEmpty() ? new byte[0] : AwsJson.write(body)));
  }

  private static Map<String, Object> schedule(String expression, Object... members) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ScheduleExpression", expression);
    all.put("FlexibleTimeWindow", Map.of("Mode", "OFF"));
    all.put("Target", Map.of("Arn", FUNCTION, "RoleArn", "arn:aws:iam::123456789012:role/r"));
    for (int i = 0; i < members.length; i += 2) {
      all.put((String) members[i], members[i + 1]);
    }
    return all;
  }

  private List<Object> times() {
    return sent.all.stream().map(one -> one.json().get("time")).toList();
  }

  @Test
  void aFunctionGetsTheEventThatSchedulerSendsWithoutAnInput() {
    assertThat(call("POST", "/schedules/s", schedule("at(2025-01-01T13:00:00)")))
        .containsEntry(
            "ScheduleArn", "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/s");
    sent.time.advance(Duration.ofHours(3));
    assertThat(sent.bodies())
        .containsExactly(
            """
            {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.scheduler",\
            "account":"123456789012","time":"2025-01-01T13:00:00Z","region":"eu-west-1",\
            "resources":["arn:aws:scheduler:eu-west-1:123456789012:schedule/default/s"],\
            "detail":"{}"}"""
                .formatted(sent.all.get(0).json().get("id")));
    assertThat(call("GET", "/schedules/s", Map.of())).containsEntry("State", "ENABLED");
  }

  @Test
  void aOneTimeScheduleIsDeletedAfterwardsIfItSaysSo() {
    call(
        "POST",
        "/schedules/s",
        schedule("at(2025-01-01T13:00:00)", "ActionAfterCompletion", "DELETE"));
    sent.time.advance(Duration.ofHours(1));
    assertThat(sent.all).hasSize(1);
    assertThat(call("GET", "/schedules", Map.of())).containsEntry("Schedules", List.of());
  }

  @Aws("EP-14")
  @Test
  void aScheduleIsDueInItsTimeZoneBetweenItsStartAndItsEnd() {
    call(
        "POST",
        "/schedules/s",
        schedule(
            "cron(0 9 * * ? *)",
            "ScheduleExpressionTimezone",
            "America/New_York",
            "StartDate",
            NOON + 86_400,
            "EndDate",
            NOON + 3 * 86_400));
    sent.time.advance(Duration.ofDays(10));
    assertThat(times()).containsExactly("2025-01-02T14:00:00Z", "2025-01-03T14:00:00Z");
    assertThat(sent.time.pending()).isZero();
  }

  @Test
  void aRateBeginsAtOnceOrAtItsStart() {
    call("POST", "/schedules/a", schedule("rate(1 hours)"));
    sent.time.advance(Duration.ofMinutes(90));
    assertThat(times()).containsExactly("2025-01-01T12:00:00Z", "2025-01-01T13:00:00Z");
  }

  @Test
  void anInputNamesTheScheduleAndItsTime() {
    call(
        "POST",
        "/schedules/s",
        schedule(
            "at(2025-01-01T13:00:00)",
            "Target",
            Map.of(
                "Arn", FUNCTION,
                "RoleArn", "arn:aws:iam::123456789012:role/r",
                "Input", "{\"at\":\"<aws.scheduler.scheduled-time>\"}")));
    sent.time.advance(Duration.ofHours(1));
    assertThat(sent.bodies()).containsExactly("{\"at\":\"2025-01-01T13:00:00Z\"}");
  }

  @Test
  void aUniversalTargetSendsWhatItsInputAsksFor() {
    call(
        "POST",
        "/schedules/s",
        schedule(
            "at(2025-01-01T13:00:00)",
            "Target",
            Map.of(
                "Arn", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
                "RoleArn", "arn:aws:iam::123456789012:role/r",
                "Input",
                    "{\"QueueUrl\":\"http://localhost/1/letters\",\"MessageBody\":\"hello\"}")));
    sent.time.advance(Duration.ofHours(1));
    assertThat(sent.all.get(0).target()).isEqualTo(SentMessages.LETTERS);
    assertThat(sent.bodies()).containsExactly("hello");
  }

  @Test
  void whatATargetDoesNotGetIsInItsDeadLetterQueueWithTheTimeThatWasMeant() {
    call(
        "POST",
        "/schedules/s",
        schedule(
            "at(2025-01-01T13:00:00)",
            "Target",
            Map.of(
                "Arn",
                SentMessages.GONE,
                "RoleArn",
                "arn:aws:iam::123456789012:role/r",
                "Input",
                "{}",
                "DeadLetterConfig",
                Map.of("Arn", SentMessages.LETTERS))));
    sent.time.advance(Duration.ofHours(1));
    assertThat(sent.all)
        .extracting(SentMessages.Sent::target)
        .containsExactly(SentMessages.LETTERS);
    assertThat(sent.all.get(0).delivery().attributes())
        .containsOnlyKeys(
            "SCHEDULE_ARN",
            "TARGET_ARN",
            "SCHEDULED_TIME",
            "EXECUTION_ID",
            "ERROR_CODE",
            "ERROR_MESSAGE",
            "RETRY_ATTEMPTS",
            "IS_PAYLOAD_TRUNCATED");
  }

  @Test
  void aScheduleThatIsChangedGoesByItsNewTimes() {
    call("POST", "/schedules/s", schedule("at(2025-01-01T13:00:00)"));
    call("PUT", "/schedules/s", schedule("at(2025-01-01T14:00:00)"));
    sent.time.advance(Duration.ofHours(5));
    assertThat(times()).containsExactly("2025-01-01T14:00:00Z");
    call("PUT", "/schedules/s", schedule("rate(1 minute)", "State", "DISABLED"));
    sent.time.advance(Duration.ofHours(1));
    call("DELETE", "/schedules/s", Map.of());
    assertThat(sent.all).hasSize(1);
    assertThat(sent.time.pending()).isZero();
  }

  @Test
  void theJournalHasAScheduleWhoseTimeIsPast() {
    call("POST", "/schedules/s", schedule("at(2024-12-31T13:00:00)"));
    sent.time.advance(Duration.ofHours(5));
    assertThat(sent.all).isEmpty();
    assertThat(sent.journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("schedule-never-due");
  }

  @Test
  void schedulesAreInGroups() {
    call("POST", "/schedule-groups/g", Map.of());
    call("POST", "/schedules/s", schedule("rate(1 hour)", "GroupName", "g"));
    assertThat(call("GET", "/schedules/s?groupName=g", Map.of())).containsEntry("GroupName", "g");
    assertRefused("ResourceNotFoundException", "GET", "/schedules/s", Map.of());
    call("DELETE", "/schedule-groups/g", Map.of());
    assertThat(schedules.all()).isEmpty();
  }

  @Test
  void whatSchedulerRefusesIsRefusedInItsWords() {
    assertRefused("ValidationException", "POST", "/schedules/s", schedule("every day"));
    assertRefused(
        "ValidationException",
        "POST",
        "/schedules/s",
        schedule("rate(1 hour)", "ScheduleExpressionTimezone", "Mars"));
    assertRefused(
        "ValidationException", "POST", "/schedules/s", schedule("rate(1 hour)", "EndDate", NOON));
    assertRefused(
        "ValidationException",
        "POST",
        "/schedules/s",
        schedule("rate(1 hour)", "FlexibleTimeWindow", Map.of("Mode", "FLEXIBLE")));
    assertRefused(
        "ResourceNotFoundException",
        "POST",
        "/schedules/s",
        schedule("rate(1 hour)", "GroupName", "none"));
    call("POST", "/schedules/s", schedule("rate(1 hour)"));
    assertRefused("ConflictException", "POST", "/schedules/s", schedule("rate(1 hour)"));
  }

  private void assertRefused(String code, String method, String path, Map<String, Object> body) {
    assertThatThrownBy(() -> call(method, path, body))
        .isInstanceOfSatisfying(
            ServiceError.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
