package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions whose class files change run the new code, and no half of it. */
class CodeReloaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String LEAVING_TRACES =
      """
      package app;
      import java.util.*;
      import java.util.concurrent.*;
      public class Handler {
        public static class Event { public List<Item> items; }
        public static class Item { public String name; }
        static final ThreadLocal<Handler> LOCAL = new ThreadLocal<>();
        static final ExecutorService POOL = Executors.newFixedThreadPool(2);
        public interface CountMBean {}
        public static class Count implements CountMBean {}
        static class Own extends java.security.Provider {
          Own() { super("Own%1$d", "1", "of the function"); }
        }
        static {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> LOCAL.remove()));
          java.security.Security.addProvider(new Own());
          try {
            java.lang.management.ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Count(), new javax.management.ObjectName("app:n=%1$d"));
          } catch (javax.management.JMException e) {
            throw new IllegalStateException(e);
          }
        }
        public Event run(Event event) throws Exception {
          LOCAL.set(this);
          POOL.submit(() -> LOCAL.set(this)).get();
          return event;
        }
      }
      """;

  @TempDir private Path folder;
  private final RunningFunctions functions = RunningFunctions.reloading();

  @AfterEach
  void close() {
    functions.close();
  }

  private DeployedFunction deploy(Path... classPath) {
    return functions.runtime.deploy(
        FunctionDefinition.of(
            "greet", new FunctionDefinition.Files("app.Handler", List.of(classPath))));
  }

  private static String call(DeployedFunction function) {
    return RunningFunctions.call(function, "{}").replaceAll(".*\"body\":\"(.*)\".*", "$1");
  }

  @Test
  @Aws("OB-131")
  void theNextInvocationRunsTheNewClass() throws IOException {
    DeployedFunction greet = deploy(CompiledHandler.answering("one").writeTo(folder));
    assertThat(call(greet)).isEqualTo("one");
    CompiledHandler.answering("two").writeTo(folder);
    assertThat(functions.runtime.renew().renewed()).containsExactly("greet");
    assertThat(call(greet)).isEqualTo("two");
    assertThat(functions.runtime.renew().renewed()).isEmpty();
  }

  @Test
  void whatRunsEndsOnTheOldCodeEvenWithClassesThatItHasNotLoadedYet() throws IOException {
    String source =
        """
        package app;
        import java.nio.file.*;
        public class Handler {
          public String run(String file) throws Exception {
            Files.createFile(Path.of(file));
            while (Files.exists(Path.of(file))) {
              Thread.onSpinWait();
            }
            return Late.word();
          }
        }
        class Late {
          static String word() {
            return "%s";
          }
        }
        """;
    Path classes = CompiledHandler.of(source.formatted("old")).writeTo(folder.resolve("classes"));
    DeployedFunction slow =
        functions.runtime.deploy(
            FunctionDefinition.of(
                "slow", new FunctionDefinition.Files("app.Handler::run", List.of(classes))));
    Path gate = folder.resolve("gate");
    byte[] event = ("\"" + gate + "\"").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    CompletableFuture<InvocationResult> running = slow.invoke(event);
    await().atMost(PATIENCE).until(() -> Files.exists(gate));
    CompiledHandler.of(source.formatted("new")).writeTo(classes);
    assertThat(functions.runtime.renew().renewed()).containsExactly("slow");
    Files.delete(gate);
    assertThat(RunningFunctions.text(RunningFunctions.await(running))).isEqualTo("\"old\"");
    CompletableFuture<InvocationResult> next = slow.invoke(event);
    await().atMost(PATIENCE).until(() -> Files.exists(gate));
    Files.delete(gate);
    assertThat(RunningFunctions.text(RunningFunctions.await(next))).isEqualTo("\"new\"");
  }

  @Test
  void aClassFileThatIsHalfWrittenChangesNothing() throws IOException {
    DeployedFunction greet = deploy(CompiledHandler.answering("one").writeTo(folder));
    byte[] whole = CompiledHandler.answering("two").bytes("app.Handler");
    Path file = folder.resolve("app/Handler.class");
    for (int length : List.of(0, 5, whole.length / 2, whole.length - 5)) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      CodeReloader renewal = functions.runtime.renew();
      assertThat(renewal.renewed()).isEmpty();
      assertThat(renewal.problems()).singleElement().asString().contains("greet", "is cut off");
      assertThat(call(greet)).isEqualTo("one");
    }
    Files.write(file, whole);
    assertThat(functions.runtime.renew().problems()).isEmpty();
    assertThat(call(greet)).isEqualTo("two");
  }

  @Test
  void aJarThatIsHalfWrittenChangesNothing() throws IOException {
    Path jar = jar("one");
    DeployedFunction greet = deploy(jar);
    assertThat(call(greet)).isEqualTo("one");
    byte[] whole = Files.readAllBytes(jar("two"));
    Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(functions.runtime.renew().problems()).singleElement().asString().contains("app.jar");
    assertThat(call(greet)).isEqualTo("one");
    Files.write(jar, whole);
    assertThat(functions.runtime.renew().renewed()).containsExactly("greet");
    assertThat(call(greet)).isEqualTo("two");
  }

  private Path jar(String answer) throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("app/Handler.class"));
      out.write(CompiledHandler.answering(answer).bytes("app.Handler"));
      out.closeEntry();
    }
    return jar;
  }

  @Test
  void aBuildThatDeletesFirstTakesNothingAway() throws IOException {
    Path classes = CompiledHandler.answering("one").writeTo(folder.resolve("classes"));
    DeployedFunction greet = deploy(classes);
    Files.delete(classes.resolve("app/Handler.class"));
    assertThat(functions.runtime.renew().problems())
        .singleElement()
        .asString()
        .contains("the class app.Handler is gone");
    assertThat(call(greet)).isEqualTo("one");
    Files.delete(classes.resolve("app"));
    Files.delete(classes);
    assertThat(functions.runtime.renew().problems()).singleElement().asString().contains("classes");
    assertThat(call(greet)).isEqualTo("one");
    CompiledHandler.answering("two").writeTo(classes);
    assertThat(functions.runtime.renew().renewed()).containsExactly("greet");
    assertThat(call(greet)).isEqualTo("two");
  }

  @Test
  void functionsInThisJvmAndInAnotherAreRenewedOnceEach() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessSettings other = ProcessSettings.builder().program("java11", java).build();
    List<Path> classPath = List.of(CompiledHandler.answering("one").writeTo(folder));
    try (RunningFunctions both = RunningFunctions.reloading(other)) {
      for (String runtime : List.of("java11", "java21")) {
        both.runtime.deploy(
            FunctionDefinition.of(
                runtime, new FunctionDefinition.Files("app.Handler", classPath, runtime)));
      }
      CompiledHandler.answering("two").writeTo(folder);
      assertThat(both.runtime.renew().renewed()).containsExactlyInAnyOrder("java11", "java21");
    }
  }

  @Test
  void aFunctionThatIsReplacedHandsOverLateInvocations() throws IOException {
    DeployedFunction old = deploy(CompiledHandler.answering("one").writeTo(folder.resolve("a")));
    assertThat(call(old)).isEqualTo("one");
    Path other = CompiledHandler.answering("two").writeTo(folder.resolve("b"));
    functions.runtime.replace(
        FunctionDefinition.of(
            "greet", new FunctionDefinition.Files("app.Handler", List.of(other))));
    assertThat(call(old)).isEqualTo("two");
    functions.runtime.remove("greet");
    assertThat(RunningFunctions.error(functions.runtime.find("greet").orElse(old)).errorMessage())
        .isEqualTo("Function not found: greet");
  }

  /** Each leaves what it can in threads and in the JVM, and uses Jackson's caches. */
  @Test
  @Aws("OB-131")
  void classesOfOldCodeGoAway() throws IOException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    CompiledHandler.of(LEAVING_TRACES.formatted(0)).writeTo(folder);
    DeployedFunction typed =
        functions.runtime.deploy(
            FunctionDefinition.of(
                "typed", new FunctionDefinition.Files("app.Handler::run", List.of(folder))));
    for (int number = 1; number <= 10; number++) {
      RunningFunctions.call(typed, "{\"items\":[{\"name\":\"a\"}]}");
      loaders.add(
          new WeakReference<>(RunningFunctions.host(typed).code().loaded().get(0).loader()));
      CompiledHandler.of(LEAVING_TRACES.formatted(number)).writeTo(folder);
      assertThat(functions.runtime.renew().renewed()).containsExactly("typed");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loaders).allMatch(loader -> loader.refersTo(null));
            });
    assertThat(RunningFunctions.call(typed, "{\"items\":[]}")).isEqualTo("{\"items\":[]}");
  }
}
