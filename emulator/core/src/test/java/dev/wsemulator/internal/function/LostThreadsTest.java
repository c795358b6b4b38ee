package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of threads whose timer or pool a function has made and let go of. */
class LostThreadsTest {
  @TempDir private Path folder;

  private static boolean runs(String thread) {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Timer(name, true).schedule(new TimerTask() { public void run() {} }, 0, 2)",
        "new Timer(name, true).scheduleAtFixedRate("
            + "new TimerTask() { public void run() {} }, new Date(), 2)",
        "Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name))"
            + ".scheduleAtFixedRate(() -> {}, 0, 2, TimeUnit.MILLISECONDS)"
      })
  void theyEndWithTheFunction(String start) {
    String name = "lost " + start.hashCode();
    try (CompiledFunctions functions = new CompiledFunctions(folder)) {
      functions.answer("String name = \"%s\"; %s; return name;".formatted(name, start));
      assertThat(runs(name)).isTrue();
      System.gc();
      System.gc();
    }
    Awaitility.await().until(() -> !runs(name));
  }
}
