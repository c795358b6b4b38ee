package dev.wsemulator.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.journal.Body;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.journal.SourceEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JournalLineTest {
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final Reason WHY = Reason.of("code", "What.").found("Found.");
  private static final String WHY_JSON =
      "\"why\":{\"code\":\"code\",\"what\":\"What.\",\"found\":\"Found.\"}";
  private static final Body BODY = Body.of("b");

  private static Map<JournalEntry, String> lines() {
    Map<JournalEntry, String> lines = new LinkedHashMap<>();
    lines.put(
        new JournalEntry.Handshake(AT, "c", "r", "api", "prod", 403, WHY),
        "\"connectionId\":\"c\",\"requestId\":\"r\",\"apiId\":\"api\",\"stage\":\"prod\",\"status\":403,"
            + WHY_JSON);
    lines.put(
        new JournalEntry.RequestRefused(AT, "GET /x", 404, WHY),
        "\"request\":\"GET /x\",\"status\":404," + WHY_JSON);
    lines.put(
        new JournalEntry.MessageReceived(AT, "c", "r", null, BODY),
        "\"connectionId\":\"c\",\"requestId\":\"r\",\"body\":\"b\"");
    lines.put(
        new JournalEntry.MessageSent(AT, "c", null, Body.of("b".repeat(8200))),
        "\"connectionId\":\"c\",\"body\":\"" + "b".repeat(8192) + "\",\"bodyLength\":8200");
    lines.put(
        new JournalEntry.RequestEnded(AT, "c", "r", "$default", 500, Duration.ofMillis(5), WHY),
        "\"connectionId\":\"c\",\"requestId\":\"r\",\"routeKey\":\"$default\",\"status\":500,\"took\":\"PT0.005S\","
            + WHY_JSON);
    lines.put(
        new SourceEntry.HttpAnswered(
            AT, "r", "api", "GET /x", null, 404, Duration.ofMillis(5), WHY),
        "\"requestId\":\"r\",\"apiId\":\"api\",\"request\":\"GET /x\",\"status\":404,\"took\":\"PT0.005S\","
            + WHY_JSON);
    lines.put(
        new JournalEntry.FramePassed(AT, "c", Direction.FROM_CLIENT, "ping", true, 3),
        "\"connectionId\":\"c\",\"direction\":\"FROM_CLIENT\",\"kind\":\"ping\",\"last\":true,\"length\":3");
    addOfOthers(lines);
    return lines;
  }

  private static void addOfOthers(Map<JournalEntry, String> lines) {
    lines.put(
        new JournalEntry.Invoking(AT, null, null, "F", "i", true, BODY),
        "\"functionName\":\"F\",\"invocationId\":\"i\",\"cold\":true,\"event\":\"b\"");
    lines.put(
        new JournalEntry.Invoked(
            AT, null, null, "F", "i", Duration.ofSeconds(1), null, "success", BODY),
        "\"functionName\":\"F\",\"invocationId\":\"i\",\"took\":\"PT1S\",\"outcome\":\"success\",\"result\":\"b\"");
    lines.put(
        new SourceEntry.EventsSent(AT, "arn:q", "arn:f", 10, 2),
        "\"source\":\"arn:q\",\"target\":\"arn:f\",\"count\":10,\"attempt\":2");
    lines.put(
        new SourceEntry.EventsDropped(AT, "arn:q", "arn:f", 1, WHY),
        "\"source\":\"arn:q\",\"target\":\"arn:f\",\"count\":1," + WHY_JSON);
    lines.put(
        new JournalEntry.ConnectionsCall(AT, "c", "POST", 200, "F"),
        "\"connectionId\":\"c\",\"method\":\"POST\",\"status\":200,\"functionName\":\"F\"");
    lines.put(
        new JournalEntry.Faulted(AT, "c", "fault-1", "TO_CLIENT", "reset"),
        "\"connectionId\":\"c\",\"faultId\":\"fault-1\",\"point\":\"TO_CLIENT\",\"fault\":\"reset\"");
    lines.put(
        new JournalEntry.LimitPassed(AT, "c", null, "idle timeout"),
        "\"connectionId\":\"c\",\"limit\":\"idle timeout\"");
    lines.put(new JournalEntry.ClockMoved(AT, Duration.ofHours(-1)), "\"by\":\"PT-1H\"");
    lines.put(
        new JournalEntry.Reloaded(AT, List.of("a", "b"), List.of("p", "q")),
        "\"changes\":\"a, b\",\"problems\":\"p\\nq\"");
    lines.put(
        new JournalEntry.Closed(AT, "c", "r", 1001, ""),
        "\"connectionId\":\"c\",\"requestId\":\"r\",\"code\":1001,\"reason\":\"\"");
  }

  @Test
  void anEntryIsWrittenWithAllThatItHas() {
    lines()
        .forEach(
            (entry, members) ->
                assertThat(JournalLine.of(new Batch<>(7, 0, List.of(entry)), each -> true))
                    .isEqualTo(
                        "{\"sequence\":7,\"type\":\"%s\",\"at\":\"2026-01-31T12:00:00Z\",%s}\n",
                        entry.getClass().getSimpleName(), members));
  }

  @Test
  void everyKindOfEntryIsTested() {
    assertThat(lines().keySet().stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(JournalEntry.kinds());
  }

  @Test
  void whatWasMissedIsSaidFirst() {
    assertThat(JournalLine.of(new Batch<>(9, 2, List.of()), each -> true))
        .isEqualTo("{\"sequence\":7,\"type\":\"Missed\",\"count\":2}\n");
  }
}
