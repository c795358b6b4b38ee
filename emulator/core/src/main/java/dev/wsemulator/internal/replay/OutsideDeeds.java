package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.engine.RecordedSteps.ReplayOptions;
import dev.wsemulator.internal.replay.Findings.Values;
import dev.wsemulator.internal.replay.ReplayTarget.PlayedCall;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does again what was done to the emulator by others than its clients. For one thread. */
final class OutsideDeeds {
  private static final String CONNECTION = "connection";

  private final ReplayTarget target;
  private final ReplayOptions options;
  private final ReplayedIds ids;
  private final Map<String, CompletableFuture<Integer>> calls = new HashMap<>();

  OutsideDeeds(ReplayTarget target, ReplayOptions options, ReplayedIds ids) {
    this.target = target;
    this.options = options;
    this.ids = ids;
  }

  /** Makes a call, without waiting for its answer; returns how many there were. */
  int call(Step step, URI stage) {
    String id = URLEncoder.encode(ids.connection(step.text("id")), StandardCharsets.UTF_8);
    String base = stage.toString().replaceFirst("^ws", "http");
    byte[] body =
        step.has("text")
            ? ids.in(step.text("text")).getBytes(StandardCharsets.UTF_8)
            : step.payload();
    calls.put(
        step.text("call"),
        target.call(
            new PlayedCall(
                step.text("method"),
                URI.create(base + "/@connections/" + id),
                step.has("region") ? step.text("region") : null,
                body)));
    return calls.size();
  }

  /** Waits for the answer to a call; returns what differs, if anything does. */
  @Nullable Values answer(Step step) {
    CompletableFuture<Integer> call = calls.get(step.text("call"));
    Integer status = call == null ? null : within(call, options.patience());
    int expected = step.number("status");
    return status != null && status == expected
        ? null
        : new Values("the status " + expected, status == null ? "none" : "" + status);
  }

  private static @Nullable Integer within(CompletableFuture<Integer> call, Duration patience) {
    return call.copy()
        .exceptionally(failure -> null)
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  void addRule(Step step) {
    Map<String, String> rule = step.words("rule");
    rule.computeIfPresent(CONNECTION, (name, recorded) -> ids.connection(recorded));
    ids.rule(step.text("id"), target.add(rule));
  }

  void removeRule(Step step) {
    target.remove(ids.rule(step.text("id")));
  }

  void strike(Step step) {
    target.strike(ids.connection(step.text("id")), step.words("fault"));
  }
}
