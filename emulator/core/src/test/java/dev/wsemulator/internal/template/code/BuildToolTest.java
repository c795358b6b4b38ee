package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a build that fails. */
class BuildToolTest {
  @TempDir private Path folder;

  @Test
  void ofWhatMavenSaysOnlyTheFailureIsTold() {
    assertThat(
            BuildTool.errors(
                List.of(
                    "[INFO] Building",
                    "[ERROR] Failed to execute goal on project hello: no such artifact -> [Help 1]",
                    "[ERROR] ",
                    "[ERROR] To see the full stack trace, re-run Maven with the -e switch.",
                    "[ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN")))
        .containsExactly("[ERROR] Failed to execute goal on project hello: no such artifact");
  }

  @Test
  void ofWhatGradleSaysOnlyTheFailureIsTold() {
    assertThat(
            BuildTool.errors(
                List.of(
                    "FAILURE: Build failed with an exception.",
                    "",
                    "* What went wrong:",
                    "Could not resolve com.example:none:1.",
                    "",
                    "* Try:",
                    "> Run with --stacktrace")))
        .containsExactly("Could not resolve com.example:none:1.");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFailureOfAMavenBuildIsInTheSentence() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Path wrapper = folder.resolve("mvnw");
    Files.writeString(wrapper, "#!/bin/sh\necho '[ERROR] The moon is in the way.'\nexit 1\n");
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> MavenClassPath.of(folder))
        .hasMessageContaining("Maven could not tell the class path of " + folder)
        .hasMessageEndingWith("Maven says:%n  [ERROR] The moon is in the way.".formatted());
  }
}
