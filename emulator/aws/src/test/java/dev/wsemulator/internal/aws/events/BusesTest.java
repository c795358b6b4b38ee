package dev.wsemulator.internal.aws.events;

import static dev.wsemulator.internal.aws.events.SentMessages.FUNCTION;
import static dev.wsemulator.internal.aws.events.SentMessages.GONE;
import static dev.wsemulator.internal.aws.events.SentMessages.LETTERS;
import static dev.wsemulator.internal.aws.events.SentMessages.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.journal.SourceEntry.EventsSent;
import dev.wsemulator.testing.Aws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusesTest {
  private final SentMessages sent = new SentMessages();
  private final Buses buses = new Buses(sent.sender(), SentMessages.ACCOUNT);
  private final RuleCalls calls = new RuleCalls(buses, sent.time::now);

  private Map<String, Object> call(String operation, Object... members) {
    Map<String, Object> request = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      request.put((String) members[i], members[i + 1]);
    }
    return calls.answer(operation, request);
  }

  private void rule(String name, String pattern, Map<String, Object> target) {
    call("PutRule", "Name", name, "EventPattern", pattern);
    call("PutTargets", "Rule", name, "Targets", List.of(target));
  }

  private Map<String, Object> put(String source, String detail) {
    return call(
        "PutEvents",
        "Entries",
        List.of(Map.of("Source", source, "DetailType", "Said", "Detail", detail)));
  }

  @Aws("EP-08")
  @Test
  void aFunctionGetsAnEventWithTheMembersThatAwsDocuments() {
    rule("r", "{\"source\":[\"chat\"]}", Map.of("Id", "1", "Arn", FUNCTION));
    Map<String, Object> answer = put("chat", "{\"room\":\"a\",\"count\":1.50}");
    String id =
        String.valueOf(((Map<?, ?>) ((List<?>) answer.get("Entries")).get(0)).get("EventId"));
    assertThat(sent.bodies())
        .containsExactly(
            """
            {"version":"0","id":"%s","detail-type":"Said","source":"chat",\
            "account":"123456789012","time":"2025-01-01T12:00:00Z","region":"eu-west-1",\
            "resources":[],"detail":{"room":"a","count":1.50}}"""
                .formatted(id));
    assertThat(sent.journal.entries(EventsSent.class))
        .containsExactly(
            new EventsSent(
                sent.time.now(), "arn:aws:events:eu-west-1:123456789012:rule/r", FUNCTION, 1, 1));
  }

  @Test
  void anEventThatNoRuleWantsIsAcceptedAndSentNowhere() {
    rule("r", "{\"source\":[\"chat\"]}", Map.of("Id", "1", "Arn", FUNCTION));
    assertThat(put("shop", "{}")).containsEntry("FailedEntryCount", 0L);
    assertThat(sent.all).isEmpty();
  }

  @Aws("EP-13")
  @Test
  void aScheduledRuleSendsTheEventThatAwsDocumentsAtEveryTime() {
    call("PutRule", "Name", "tick", "ScheduleExpression", "rate(5 minutes)");
    call("PutTargets", "Rule", "tick", "Targets", List.of(Map.of("Id", "1", "Arn", FUNCTION)));
    sent.time.advance(Duration.ofHours(2));
    assertThat(sent.all).hasSize(24);
    assertThat(sent.all)
        .extracting(one -> one.json().get("time"))
        .startsWith("2025-01-01T12:05:00Z", "2025-01-01T12:10:00Z")
        .isSorted();
    assertThat(sent.all.get(0).body())
        .isEqualTo(
            """
            {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.events",\
            "account":"123456789012","time":"2025-01-01T12:05:00Z","region":"eu-west-1",\
            "resources":["arn:aws:events:eu-west-1:123456789012:rule/tick"],"detail":{}}"""
                .formatted(sent.all.get(0).json().get("id")));
  }

  @Test
  void aRuleThatIsDisabledSendsNothingUntilItIsEnabled() {
    call("PutRule", "Name", "tick", "ScheduleExpression", "rate(1 minute)", "State", "DISABLED");
    call("PutTargets", "Rule", "tick", "Targets", List.of(Map.of("Id", "1", "Arn", FUNCTION)));
    sent.time.advance(Duration.ofMinutes(5));
    assertThat(sent.all).isEmpty();
    call("EnableRule", "Name", "tick");
    sent.time.advance(Duration.ofMinutes(2));
    assertThat(sent.all).hasSize(2);
    call("DisableRule", "Name", "tick");
    sent.time.advance(Duration.ofMinutes(5));
    assertThat(sent.all).hasSize(2);
    assertThat(sent.time.pending()).isZero();
  }

  @Test
  void aRuleThatIsClosedLeavesNoTimer() {
    call("PutRule", "Name", "tick", "ScheduleExpression", "rate(1 minute)");
    buses.close();
    assertThat(sent.time.pending()).isZero();
  }

  @Aws("EP-11")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"Input":"{\\"a\\":1}"}                                                      | {"a":1}
          {"InputPath":"$.detail"}                                                     | {"user":"Ann","tags":["x","y"]}
          {"InputPath":"$.detail.tags[1]"}                                             | "y"
          {"InputTransformer":{"InputPathsMap":{"u":"$.detail.user"},"InputTemplate":"{\\"hi\\": <u>}"}} | {"hi": "Ann"}
          {"InputTransformer":{"InputPathsMap":{"u":"$.detail.user"},"InputTemplate":"\\"<u> says hi\\""}} | "Ann says hi"
          {"InputTransformer":{"InputPathsMap":{"t":"$.detail.tags"},"InputTemplate":"{\\"t\\": <t>}"}} | {"t": ["x","y"]}
          {"InputTransformer":{"InputPathsMap":{"n":"$.detail.none"},"InputTemplate":"{\\"n\\": \\"<n>\\"}"}} | {"n": ""}
          {"InputTransformer":{"InputTemplate":"{\\"rule\\": <aws.events.rule-name>}"}} | {"rule": "r"}
          {"InputTransformer":{"InputTemplate":"{\\"x\\": <unknown>}"}}               | {"x": <unknown>}
          """)
  void aTargetGetsWhatItsInputSays(String settings, String expected) {
    Map<String, Object> target =
        new LinkedHashMap<>(
            dev.wsemulator.internal.aws.service.AwsJson.read(
                settings.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    target.put("Id", "1");
    target.put("Arn", FUNCTION);
    rule("r", "{\"source\":[\"chat\"]}", target);
    put("chat", "{\"user\":\"Ann\",\"tags\":[\"x\",\"y\"]}");
    assertThat(sent.bodies()).containsExactly(expected);
  }

  @Test
  void aFifoQueueIsToldItsMessageGroup() {
    rule(
        "r",
        "{\"source\":[\"chat\"]}",
        Map.of("Id", "1", "Arn", QUEUE, "SqsParameters", Map.of("MessageGroupId", "g")));
    put("chat", "{}");
    assertThat(sent.all.get(0).delivery().system()).containsEntry("MessageGroupId", "g");
  }

  @Aws("EP-12")
  @Test
  void whatATargetDoesNotGetIsInItsDeadLetterQueueAndInTheJournal() {
    rule(
        "r",
        "{\"source\":[\"chat\"]}",
        Map.of("Id", "1", "Arn", GONE, "DeadLetterConfig", Map.of("Arn", LETTERS)));
    put("chat", "{}");
    assertThat(sent.all).extracting(SentMessages.Sent::target).containsExactly(LETTERS);
    assertThat(sent.all.get(0).delivery().attributes())
        .containsOnlyKeys(
            "RULE_ARN", "TARGET_ARN", "ERROR_CODE", "ERROR_MESSAGE", "RETRY_ATTEMPTS");
    assertThat(sent.journal.entries(EventsDropped.class))
        .extracting(entry -> entry.why().code())
        .containsExactly("target-unreachable");
  }

  @Aws("EP-10")
  @ParameterizedTest
  @CsvSource({
    "aws.ec2, {}, NotAuthorizedForSourceException",
    "chat, {, MalformedDetail",
    "chat, 1, MalformedDetail",
    "'', {}, InvalidArgument"
  })
  void anEntryThatIsRefusedHasAwssCode(String source, String detail, String code) {
    Map<?, ?> entry = (Map<?, ?>) ((List<?>) put(source, detail).get("Entries")).get(0);
    assertThat(entry.get("ErrorCode")).isEqualTo(code);
  }

  @Test
  void aRuleOfAnotherBusHearsOfItsOwnEventsOnly() {
    call("CreateEventBus", "Name", "orders");
    call("PutRule", "Name", "r", "EventBusName", "orders", "EventPattern", "{\"source\":[\"s\"]}");
    call(
        "PutTargets",
        "Rule",
        "r",
        "EventBusName",
        "orders",
        "Targets",
        List.of(Map.of("Id", "1", "Arn", FUNCTION)));
    put("s", "{}");
    assertThat(sent.all).isEmpty();
    call(
        "PutEvents",
        "Entries",
        List.of(
            Map.of(
                "Source",
                "s",
                "DetailType",
                "d",
                "Detail",
                "{}",
                "EventBusName",
                "arn:aws:events:eu-west-1:123456789012:event-bus/orders",
                "Time",
                1735732800)));
    assertThat(sent.all.get(0).json()).containsEntry("time", "2025-01-01T12:00:00Z");
    assertThat(call("DescribeRule", "Name", "r", "EventBusName", "orders"))
        .containsEntry("Arn", "arn:aws:events:eu-west-1:123456789012:rule/orders/r");
  }

  @Test
  void anEventThatABusGetsFromAnotherKeepsItsIdAndTime() {
    BusEvent event =
        BusEvent.read(
                "{\"id\":\"i\",\"time\":\"2024-02-03T04:05:06Z\",\"source\":\"aws.s3\","
                    + "\"detail-type\":\"Object Created\",\"resources\":[\"b\"],\"detail\":{}}",
                Instant.EPOCH)
            .orElseThrow();
    assertThat(event.id()).isEqualTo("i");
    assertThat(event.time()).isEqualTo("2024-02-03T04:05:06Z");
    assertThat(BusEvent.read("[]", Instant.EPOCH)).isEmpty();
  }

  @Test
  void whatEventBridgeRefusesIsRefusedInItsWords() {
    assertRefused("PutRule", "ValidationException", "Name", "r", "ScheduleExpression", "daily");
    assertRefused(
        "PutRule", "InvalidEventPatternException", "Name", "r", "EventPattern", "{\"a\":1}");
    assertRefused("PutRule", "ValidationException", "Name", "r");
    assertRefused("DescribeRule", "ResourceNotFoundException", "Name", "none");
    assertRefused("ListRules", "ResourceNotFoundException", "EventBusName", "none");
    assertRefused("CreateEventBus", "ResourceAlreadyExistsException", "Name", "default");
    assertRefused("StartReplay", "UnknownOperationException");
    rule("r", "{\"source\":[\"chat\"]}", Map.of("Id", "1", "Arn", FUNCTION));
    assertRefused("DeleteRule", "ValidationException", "Name", "r");
    call("RemoveTargets", "Rule", "r", "Ids", List.of("1"));
    call("DeleteRule", "Name", "r");
    assertThat(call("ListRules")).containsEntry("Rules", List.of());
  }

  private void assertRefused(String operation, String code, Object... members) {
    assertThatThrownBy(() -> call(operation, members))
        .isInstanceOfSatisfying(
            ServiceError.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
