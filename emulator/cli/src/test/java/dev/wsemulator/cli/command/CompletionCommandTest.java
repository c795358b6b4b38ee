package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Rig.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir private Path folder;

  static boolean hasBash() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  @Test
  @EnabledIf(value = "hasBash", disabledReason = "There is no /bin/bash.")
  void bashCompletesCommandsAndOptions() throws Exception {
    Run script = Run.of("completion", "bash", "--name", "wse");
    assertThat(script.code()).isZero();
    Path file = Files.writeString(folder.resolve("wse.bash"), script.out() + "\n");
    assertThat(completed(file, "wse", "conn")).contains("connect", "connections");
    assertThat(completed(file, "wse", "drop", "--fa")).containsExactly("--fault");
    assertThat(completed(file, "wse", "faults", "cl")).containsExactly("clear");
  }

  private static List<String> completed(Path script, String... words) throws Exception {
    String line =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_wse; printf '%%s\\n' ${COMPREPLY[@]}"
            .formatted(script, String.join(" ", words), words.length - 1);
    Process bash =
        new ProcessBuilder("/bin/bash", "-c", line)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(bash.getInputStream().readAllBytes());
    assertThat(bash.waitFor()).isZero();
    return out.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  @Test
  void fishCompletesCommandsAndOptions() {
    assertThat(Run.of("completion", "fish").out().lines())
        .contains(
            "complete -c websocket-api-emulator -n '__fish_use_subcommand' -f -a 'drop' -d 'Ends a"
                + " client\\'s connection to a running emulator, or makes it silent, for a time or forever.'")
        .contains(
            "complete -c websocket-api-emulator -n '__fish_seen_subcommand_from drop' -l fault -r"
                + " -f -a 'reset fin silence close stall' -d 'The fault:'")
        .anyMatch(
            line ->
                line.contains(
                    "'__fish_seen_subcommand_from faults; and not __fish_seen_subcommand_from "))
        .anyMatch(
            line ->
                line.contains(
                    "'__fish_seen_subcommand_from faults; and __fish_seen_subcommand_from add'"));
  }

  @Test
  void anotherShellIsWrongUsage() {
    Run run = Run.of("completion", "tcsh");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("Unknown shell tcsh. Allowed: bash, zsh, fish.");
    assertThat(Run.of("completion", "bash", "--name", "a b").code()).isEqualTo(2);
  }
}
