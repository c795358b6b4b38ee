package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of Lambda that programs read from their variables. */
class LambdaPathsTest {
  @TempDir private Path folder;
  private Path task;
  private Path opt;
  private CodeFolders.Layout layout;

  @BeforeEach
  void layOut() throws IOException {
    task = Files.createDirectories(folder.resolve("task"));
    opt = Files.createDirectories(folder.resolve("layer"));
    Files.createDirectories(opt.resolve("lib"));
    Files.writeString(opt.resolve("init.js"), "");
    Files.writeString(task.resolve("own.js"), "");
    layout = new CodeFolders.Layout(task, opt);
  }

  @Test
  void theFilesOfCodeAndLayersAreFound() {
    assertThat(LambdaPaths.file("/opt/init.js", layout)).contains(opt.resolve("init.js"));
    assertThat(LambdaPaths.file("/var/task/own.js", layout)).contains(task.resolve("own.js"));
    assertThat(LambdaPaths.file("/opt", layout)).contains(opt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/opt/none", "/optical/init.js", "opt/init.js", "/usr/opt/init.js", ""})
  void allOtherPathsStay(String path) {
    assertThat(LambdaPaths.file(path, layout)).isEmpty();
    assertThat(LambdaPaths.here(path, layout)).isEqualTo(path);
  }

  @Test
  void withoutLayersThereIsNoOpt() {
    CodeFolders.Layout alone = new CodeFolders.Layout(task, null);
    assertThat(LambdaPaths.file("/opt/init.js", alone)).isEmpty();
    assertThat(LambdaPaths.here("/opt/lib:/var/task", alone)).isEqualTo("/opt/lib:" + task);
    assertThat(LambdaPaths.script("/opt/init.js", alone)).isEqualTo("/opt/init.js");
  }

  @Test
  void theyAreReplacedInListsAndOptions() {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "PATH", "/usr/bin:/opt/homebrew/bin:/opt/lib:/opt",
                "NODE_OPTIONS", "--require /opt/init.js --import=/var/task/own.js",
                "JAVA_TOOL_OPTIONS", "-javaagent:/opt/init.js=/opt/lib",
                "CONFIG", "/opt/init.js"));
    LambdaPaths.replaceIn(variables, layout);
    assertThat(variables)
        .containsEntry("PATH", "/usr/bin:/opt/homebrew/bin:%1$s/lib:%1$s".formatted(opt))
        .containsEntry(
            "NODE_OPTIONS", "--require %s/init.js --import=%s/own.js".formatted(opt, task))
        .containsEntry("CONFIG", "/opt/init.js");
  }

  @Test
  void aScriptNamesTheFoldersHere() {
    String script =
        """
        #!/bin/sh
        export NODE_OPTIONS="$NODE_OPTIONS --require /opt/init.js"
        . "/opt/$NAME/env"; ls /opt ${ROOT}/opt/x a/opt/b $HOME/opt ~/opt
        """;
    assertThat(LambdaPaths.script(script, layout))
        .isEqualTo(
            """
            #!/bin/sh
            export NODE_OPTIONS="$NODE_OPTIONS --require %1$s/init.js"
            . "%1$s/$NAME/env"; ls %1$s ${ROOT}/opt/x a/opt/b $HOME/opt ~/opt
            """
                .formatted(opt));
  }
}
