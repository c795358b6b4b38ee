package dev.wsemulator.it.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples that do not run by themselves. */
class ExamplesIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @Test
  void plainJavaNeedsNoTestFramework() throws Exception {
    String output = run("-cp", without("/org/junit/"), PlainJava.class.getName());
    assertThat(output.lines()).contains("hello");
  }

  @Test
  void theExtensionRunsAgainstJunit6() throws Exception {
    String classPath = System.getProperty("junit6") + File.pathSeparator + without("/org/junit/");
    String output =
        run(
            "-cp",
            classPath,
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--select-class=dev.wsemulator.it.GreetingIT",
            "--select-class=dev.wsemulator.it.example.LeavesAConnection");
    assertThat(output)
        .contains("[         1 tests successful      ]")
        .contains("[         1 tests failed          ]")
        .contains("The test LeavesAConnection.open left the TestClient of ws://")
        .contains("What the emulator saw during the test LeavesAConnection.open.");
  }

  /** Returns the class path of this test without the jars of a group. */
  private static String without(String group) {
    return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
        .filter(entry -> !entry.replace('\\', '/').contains(group))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = JAVA;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
