package dev.wsemulator.internal.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.code.RuntimeClassLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function sees of an application that runs on a module path. */
class ModulePathTest {
  @TempDir private Path folder;

  /** Says which of the classes that are named a function finds without having them. */
  static final class Program {
    private Program() {}

    public static void main(String[] names) {
      for (String name : names) {
        try {
          new RuntimeClassLoader("f").loadClass(name);
          System.out.print("found ");
        } catch (ClassNotFoundException e) {
          System.out.print("absent ");
        }
      }
    }
  }

  @Test
  void theModulesOfTheApplicationAreHidden() throws IOException, InterruptedException {
    Path jar;
    try (CompiledFunctions functions = new CompiledFunctions(folder)) {
      jar = functions.jar("return event;", Map.of());
    }
    String module = jar.getFileName().toString().replace(".jar", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                jar.toString(),
                "--add-modules",
                module + ",jdk.compiler",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                "app.Handler",
                "java.sql.Date",
                "com.sun.source.tree.Tree",
                "com.amazonaws.services.lambda.runtime.Context")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("absent found found found ");
    assertThat(process.waitFor()).isZero();
  }
}
