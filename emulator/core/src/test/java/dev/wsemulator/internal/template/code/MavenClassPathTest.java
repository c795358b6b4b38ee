package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What Maven is asked for. */
class MavenClassPathTest {
  private static final Path FILE = Path.of("target/classpath");

  @Test
  void theRepositoryOfTheBuildThatRunsTheTestIsMavensToo() {
    Path repository = Path.of("target/repository").toAbsolutePath();
    assertThat(MavenClassPath.arguments(FILE, "target/repository"))
        .contains("-Dmdep.outputFile=" + FILE)
        .endsWith("-Dmaven.repo.local=" + repository);
  }

  @Test
  void withoutOneItIsMavensOwn() {
    assertThat(MavenClassPath.arguments(FILE, null))
        .contains("dependency:build-classpath")
        .noneMatch(argument -> argument.contains("maven.repo.local"));
  }
}
