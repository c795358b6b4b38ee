package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Code that changes, and an emulator that is killed. The system property {@code runtime.reloads}
 * makes it more changes.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Processes and descriptors are counted in /proc.")
interface ChangeCases extends Cases {
  int RELOADS = Integer.getInteger("runtime.reloads", 5);

  private ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private static List<Long> processes(Path code) {
    return ProcessState.withVariable("LAMBDA_TASK_ROOT", code.toString());
  }

  private SeparateEmulator startSeparately(Path code, Path folder) throws IOException {
    language().writeCode(code);
    return SeparateEmulator.start(
        language(), code, Files.createDirectories(folder.resolve("temporary")));
  }

  private void reload(SeparateEmulator emulator, Path code, int number) throws IOException {
    String version = "version " + number;
    language().writeVersion(code, version);
    patiently()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> emulator.function().invoke("version").value().equals(version));
  }

  @Test
  default void newCodeRunsAndNothingIsLeftOfTheOld(@TempDir Path folder) throws IOException {
    Path code = folder.toRealPath().resolve("code");
    try (SeparateEmulator emulator = startSeparately(code, folder)) {
      assertThat(emulator.function().invoke("version").value()).isEqualTo("version 0");
      reload(emulator, code, 1);
      reload(emulator, code, 2);
      int descriptors = emulator.descriptors();
      int threads = emulator.threads();
      List<Path> files = emulator.files();
      for (int i = 3; i < RELOADS + 3; i++) {
        reload(emulator, code, i);
      }
      patiently()
          .untilAsserted(
              () -> {
                assertThat(processes(code)).hasSizeLessThanOrEqualTo(2);
                assertThat(emulator.descriptors()).isLessThanOrEqualTo(descriptors + 6);
                assertThat(emulator.threads()).isLessThanOrEqualTo(threads + 6);
                assertThat(emulator.files()).hasSizeLessThanOrEqualTo(files.size());
              });
    }
    patiently().until(() -> processes(code).isEmpty());
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  default void nothingIsLeftOfAnEmulatorThatIsKilled(@TempDir Path folder) throws Exception {
    needProcesses();
    Path code = folder.toRealPath().resolve("code");
    try (SeparateEmulator emulator = startSeparately(code, folder)) {
      RunningFunction function = emulator.function();
      function.begin(Map.of("do", "loop"));
      patiently().until(() -> function.lines().contains(" loops"));
      assertThat(function.invoke("echo").status()).isEqualTo(200);
      assertThat(processes(code)).hasSizeGreaterThanOrEqualTo(2);
      emulator.kill();
    }
    patiently().until(() -> processes(code).isEmpty());
  }
}
