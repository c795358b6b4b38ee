package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmOptionsTest {
  private static final String OPTIONS =
      "      Environment: {Variables: {JAVA_TOOL_OPTIONS: '-Da=b -XX:TieredStopAtLevel=1 %s'}}\n";

  @TempDir private Path temporary;

  @Test
  void optionsOfTheJvmThatHaveNoEffectAreWarnedOf() {
    TemplateFolder folder = TemplateFolder.in(temporary);
    assertThat(folder.sam(TemplateFolder.ECHO + OPTIONS.formatted("")).warnings())
        .noneMatch(warning -> warning.contains("JAVA_TOOL_OPTIONS"));
    assertThat(
            folder
                .sam(
                    TemplateFolder.ECHO
                        + OPTIONS.formatted("--add-opens java.base/java.lang=ALL-UNNAMED"))
                .warnings())
        .anyMatch(
            warning ->
                warning.contains(
                    "JAVA_TOOL_OPTIONS: --add-opens java.base/java.lang=ALL-UNNAMED has no effect"));
  }
}
