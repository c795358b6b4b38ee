package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions expect of their JVM. */
class JavaRuntimesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @Test
  void aRuntimeThatIsNewerThanTheJvmIsWarnedOfOnce() {
    String two =
        TemplateFolder.ECHO.replace("java17", "java25")
            + TemplateFolder.ECHO.replace("java17", "java25").replace("Echo:", "Second:");
    int version = Runtime.version().feature();
    String warning =
        "template.yaml:7: Resources.Echo.Properties.Runtime is java25, but functions run in this"
            + " JVM, which is Java %d: newer class files cannot be loaded. Start the emulator with a newer JDK.";
    assertThat(folder.sam(two).warnings())
        .isEqualTo(version < 25 ? List.of(warning.formatted(version)) : List.of());
    assertThat(folder.sam(TemplateFolder.ECHO).warnings()).isEmpty();
  }

  @Test
  void optionsOfTheJvmThatHaveNoEffectAreWarnedOf() {
    String options =
        "      Environment: {Variables: {JAVA_TOOL_OPTIONS: '-Da=b -XX:TieredStopAtLevel=1 %s'}}\n";
    assertThat(folder.sam(TemplateFolder.ECHO + options.formatted("")).warnings()).isEmpty();
    assertThat(
            folder
                .sam(
                    TemplateFolder.ECHO
                        + options.formatted("--add-opens java.base/java.lang=ALL-UNNAMED"))
                .warnings())
        .singleElement()
        .asString()
        .contains(
            "Resources.Echo.Properties.Environment.Variables.JAVA_TOOL_OPTIONS: --add-opens"
                + " java.base/java.lang=ALL-UNNAMED has no effect");
  }
}
