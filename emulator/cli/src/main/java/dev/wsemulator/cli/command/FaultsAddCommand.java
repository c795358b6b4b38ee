package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.AnswerOptions;
import dev.wsemulator.cli.option.DelayOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.FaultNames;
import dev.wsemulator.cli.option.MatcherOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code faults add}: adds a rule. */
@Command(
    name = "add",
    description = "Adds a fault rule, which applies until it is removed.",
    mixinStandardHelpOptions = true)
final class FaultsAddCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;
  @Mixin private MatcherOptions matcher;
  @Mixin private DelayOptions delays;

  @Parameters(
      paramLabel = "FAULT",
      completionCandidates = FaultNames.Faults.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String fault;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "POINT",
      completionCandidates = FaultNames.Points.class,
      description = "The point: ${COMPLETION-CANDIDATES}.")
  private String at;

  @Option(names = "--code", paramLabel = "CODE", description = "The close code of close.")
  private @Nullable Integer code;

  @Option(names = "--reason", paramLabel = "TEXT", description = "The close reason of close.")
  private @Nullable String reason;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "The HTTP status of answer and proxy-answer.")
  private @Nullable Integer status;

  @Mixin private AnswerOptions answer;

  @Option(
      names = "--error",
      paramLabel = "CODE",
      description = "The error of aws-error, such as ThrottlingException.")
  private @Nullable String error;

  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "What the service says with aws-error, in place of AWS's words.")
  private @Nullable String message;

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "The maximum size of a fragment (split), or bytes per second (slow).")
  private @Nullable Integer bytes;

  @Option(
      names = "--by",
      paramLabel = "TIME",
      description = "The duration of delay, stall, stale or clock-jump: 500ms, 90s, 10m, 2h.")
  private @Nullable Duration amount;

  @Option(
      names = "--lasting",
      paramLabel = "TIME",
      description = "How much longer a cold-start lasts: 500ms, 8s.")
  private @Nullable Duration lasting;

  @Option(
      names = "--nth",
      paramLabel = "N",
      description = "The first occasion to which the rule applies.")
  private @Nullable Integer nth;

  @Option(names = "--times", paramLabel = "N", description = "The maximum number of occasions.")
  private @Nullable Integer times;

  @Option(names = "--probability", paramLabel = "P", description = "The probability, from 0 to 1.")
  private @Nullable Double probability;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the random choice; the same seed repeats a run.")
  private @Nullable Long seed;

  @Override
  public Integer call() {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("fault", fault);
    call.put("at", at);
    MatcherOptions.put(call, "code", code);
    MatcherOptions.put(call, "reason", reason);
    MatcherOptions.put(call, "status", status);
    answer.into(call);
    MatcherOptions.put(call, "error", error);
    MatcherOptions.put(call, "message", message);
    MatcherOptions.put(call, "bytes", bytes);
    MatcherOptions.put(call, "by", amount == null ? null : amount.toString());
    MatcherOptions.put(call, "lasting", lasting == null ? null : lasting.toString());
    MatcherOptions.put(call, "nth", nth);
    MatcherOptions.put(call, "times", times);
    MatcherOptions.put(call, "probability", probability);
    MatcherOptions.put(call, "seed", seed);
    matcher.into(call);
    delays.into(call);
    JsonNode added = emulator.admin().post("faults", CommandJson.write(call));
    output.result("Added %s.".formatted(added.path("id").asText()), added);
    return ExitCode.DONE;
  }
}
