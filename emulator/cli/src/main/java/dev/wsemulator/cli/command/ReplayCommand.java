package dev.wsemulator.cli.command;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.BackEndOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.ProjectOptions;
import dev.wsemulator.cli.option.QuotaOptions;
import dev.wsemulator.cli.option.TemplateOptions;
import dev.wsemulator.cli.project.ProjectCommand;
import dev.wsemulator.journal.Difference;
import dev.wsemulator.replay.Replay;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: replays a recording, and prints the first difference. */
@Command(
    name = "replay",
    description = {
      "Replays the clients of a recording, calls from outside and faults, and prints the first difference; the exit code is then 1.",
      "Uses the running emulator, which no other client should use during the replay, or starts one on a free port, with virtual time, from the templates of --template or --project."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer>, ProjectCommand {
  @Spec private CommandSpec spec;
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;
  @Mixin private TemplateOptions templates;
  @Mixin private BackEndOptions backEnd;
  @Mixin private QuotaOptions quotas;
  @Mixin private ProjectOptions project;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path recording;

  @Option(
      names = "--at-its-pace",
      description = "Replays at the recorded pace instead of as fast as possible.")
  private boolean atItsPace;

  @Option(
      names = "--all",
      description = "Replays to the end and prints all differences instead of the first.")
  private boolean all;

  @Option(
      names = "--within",
      paramLabel = "TIME",
      defaultValue = "20s",
      description = "The time limit for every recorded step. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  @Option(
      names = "--ignore",
      paramLabel = "REGEX",
      description =
          "Ignores matching parts of messages, in addition to ids, times, ports and signatures; repeatable.")
  private List<Pattern> ignored = List.of();

  /** Returns whether the replay starts an emulator of its own. */
  @Override
  public boolean usesProject() {
    return isGiven("--template") || isGiven("--project");
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  @Override
  public Integer call() {
    boolean onNew = usesProject();
    if (onNew && isGiven("--url")) {
      throw new ParameterException(
          spec.commandLine(), "Name either a running emulator with --url or a --template.");
    }
    if (onNew && templates.files().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "The project file has no template. Add --template FILE.");
    }
    Replay replay = Replay.of(recording).within(patience);
    for (Pattern each : ignored) {
      replay = replay.ignoring(each);
    }
    replay = atItsPace ? replay.atItsPace() : replay;
    List<Difference> differences = onNew ? onNew(replay) : onRunning(replay);
    say(replay, differences);
    return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<Difference> onRunning(Replay replay) {
    return all ? replay.differences(emulator.url()) : replay.on(emulator.url()).stream().toList();
  }

  private List<Difference> onNew(Replay replay) {
    EmulatorBuilder builder =
        WebSocketApiEmulator.builder()
            .stack(templates.reading(templates.files(), Template::load))
            .backEnd(backEnd.backEnd())
            .quotas(quotas.quotas())
            .time(atItsPace ? TimeSource.system() : new VirtualTime());
    output.note("Starting an emulator from %s …".formatted(named()));
    try (WebSocketApiEmulator started = builder.start()) {
      return all ? replay.differences(started) : replay.on(started).stream().toList();
    }
  }

  private String named() {
    return templates.files().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private void say(Replay replay, List<Difference> differences) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("same", differences.isEmpty());
    json.put("steps", replay.size());
    if (all) {
      json.put("differences", differences.stream().map(ReplayCommand::parts).toList());
    } else if (!differences.isEmpty()) {
      json.put("difference", parts(differences.get(0)));
    }
    output.result(
        differences.isEmpty()
            ? "All %d steps match.".formatted(replay.size())
            : differences.stream()
                .map(each -> output.printable(each.toString()))
                .collect(Collectors.joining("\n")),
        json);
  }

  private static Map<String, Object> parts(Difference difference) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("line", difference.position().line());
    parts.put("connection", difference.position().connection());
    parts.put("expected", difference.expected());
    parts.put("actual", difference.actual());
    parts.put("after", difference.context().before());
    parts.put("route", difference.context().route());
    parts.put("diagram", difference.context().diagram());
    return parts;
  }
}
