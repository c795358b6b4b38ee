package dev.wsemulator.internal.function.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaRuntimesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java8",
        "java8.al2",
        "java8.al2023",
        "java11",
        "java11.al2023",
        "java17",
        "java17.al2023",
        "java21",
        "java25"
      })
  void aRuntimeOfLambdaRunsOnAJvmThatIsNewEnough(String name) {
    assertThat(JavaRuntimes.isJava(name)).isTrue();
    assertThat(JavaRuntimes.warning(name, 25)).isEmpty();
  }

  @Test
  void aRuntimeThatIsNewerThanTheJvmIsWarnedOf() {
    assertThat(JavaRuntimes.warning("java25", 17))
        .contains(
            "\"java25\" is newer than this JVM, which is Java 17: classes that are compiled for"
                + " Java 25 cannot be loaded. Start the emulator with a JDK 25 or newer.");
  }

  @Test
  void aRuntimeThatIsNotYetKnownIsTakenAndWarnedOf() {
    assertThat(JavaRuntimes.isJava("java17.al2026")).isTrue();
    assertThat(JavaRuntimes.warning("java17.al2026", 21).orElseThrow())
        .startsWith("\"java17.al2026\" is not among the known runtimes (java11, ")
        .endsWith("its functions run on this JVM, which is Java 21.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodejs22.x", "javascript", "java", "provided.al2023", "", "java17 "})
  void otherLanguagesAreNotJava(String name) {
    assertThat(JavaRuntimes.isJava(name)).isFalse();
    assertThat(JavaRuntimes.warning(name, 17)).isEmpty();
  }
}
