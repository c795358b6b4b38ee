package dev.wsemulator.internal.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.SourceEntry.EventsDropped;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.EventSourceMapping.Retry;
import dev.wsemulator.stack.EventSourceMapping.Shape;
import dev.wsemulator.stack.EventSourceMapping.StartingPosition;
import dev.wsemulator.stack.EventSourceMapping.StreamSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Windows over which a function gathers state. */
class TumblingWindowsTest {
  private static final String STREAM =
      "arn:aws:dynamodb:eu-west-1:123456789012:table/rooms/stream/2024-01-01T00:00:00.000";

  private final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  private final TestShard shard = new TestShard();
  private final TestFunction function = new TestFunction();
  private final Journal journal = new Journal();

  private final StreamMappings mappings =
      new StreamMappings(
          mapping -> Optional.of(shard),
          new StreamContext(
              function,
              time,
              journal,
              EventFilter.NONE,
              (target, body) -> CompletableFuture.completedFuture(null)));

  private void useWindows() {
    StreamSettings settings =
        new StreamSettings(
            StartingPosition.LATEST,
            Retry.ENDLESSLY,
            new Shape(1, Optional.of(Duration.ofMinutes(2))));
    EventSourceMapping mapping =
        EventSourceMapping.builder("m", STREAM, "audit").stream(settings).build();
    mappings.use(Stack.builder().eventSourceMappings(List.of(mapping)).build());
  }

  private static String text(Json json, String name) {
    Json value = json.child(name).orElseThrow();
    return value.string().orElseGet(value::selectionText);
  }

  @Aws("EM-10")
  @Test
  void aWindowGathersStateAndEndsWithAnInvocationOfItsOwn() {
    List<String> states = new ArrayList<>(List.of("{\"n\":1}", "{\"n\":2}", "{}", "{\"n\":9}"));
    function.does(batch -> TestFunction.success("{\"state\":" + states.remove(0) + "}"));
    useWindows();
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(30));
    shard.add("b", time.now());
    time.advance(Duration.ofSeconds(89));
    assertThat(function.events()).hasSize(2);
    time.advance(Duration.ofSeconds(1));
    shard.add("c", time.now());
    assertThat(function.events())
        .extracting(event -> text(event, "state"))
        .containsExactly("{}", "{n=1}", "{n=2}", "{}");
    assertThat(function.events())
        .extracting(event -> text(event, "isFinalInvokeForWindow"))
        .containsExactly("false", "false", "true", "false");
    Json last = function.events().get(2);
    assertThat(last.value())
        .hasToString(
            "{Records=[], window={start=2025-01-01T12:00:00Z, end=2025-01-01T12:02:00Z},"
                + " state={n=2}, shardId=shardId-1, eventSourceARN="
                + STREAM
                + ", isFinalInvokeForWindow=true, isWindowTerminatedEarly=false}");
  }

  @Aws("EM-10")
  @Test
  void aWindowWithTooMuchStateEndsEarly() {
    List<String> states = new ArrayList<>(List.of("x".repeat(1_100_000), "", "y"));
    function.does(
        batch -> TestFunction.success("{\"state\":{\"s\":\"" + states.remove(0) + "\"}}"));
    useWindows();
    shard.add("a", time.now());
    shard.add("b", time.now());
    assertThat(function.events())
        .extracting(event -> text(event, "isWindowTerminatedEarly"))
        .containsExactly("false", "true", "false");
    assertThat(text(function.events().get(2), "state")).isEqualTo("{}");
  }

  @Test
  void anAnswerWithoutStateFailsTheBatchOfAWindow() {
    useWindows();
    shard.add("a", time.now());
    time.advance(Duration.ofSeconds(1));
    assertThat(function.batches()).containsExactly(List.of("1"), List.of("1"));
    assertThat(journal.entries(EventsDropped.class))
        .extracting(dropped -> dropped.why().code())
        .contains("no-window-state");
  }
}
