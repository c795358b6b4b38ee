package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.feed.Subscription;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.replay.Replay;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine is behind a class loader of its own, as it is in users' projects. */
class BehindTheLoaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.wsemulator.internal.wiring.Wiring",
        "io.javalin.Javalin",
        "org.eclipse.jetty.server.Server",
        "org.java_websocket.client.WebSocketClient",
        "com.jayway.jsonpath.JsonPath",
        "org.objectweb.asm.ClassReader",
      })
  void noClassOfTheEngineIsSeen(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void whatTheUserBringsRunsWithTheUsersClassLoader() throws Exception {
    Queue<ClassLoader> seen = new ConcurrentLinkedQueue<>();
    Queue<ClassLoader> reading = new ConcurrentLinkedQueue<>();
    LambdaFunction greet =
        event -> {
          seen.add(Thread.currentThread().getContextClassLoader());
          return "{\"statusCode\":200,\"body\":\"hello\"}".getBytes(UTF_8);
        };
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader mine = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(mine);
      try (WebSocketApiEmulator emulator =
          chat().function("Greet", greet).backEnd(new Noting(seen)).start()) {
        Subscription reader =
            emulator
                .journal()
                .follow(batch -> reading.add(Thread.currentThread().getContextClassLoader()));
        assertThat(ask(emulator)).isEqualTo("hello");
        reader.close();
      }
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
      assertThat(Set.copyOf(seen)).isSubsetOf(mine, getClass().getClassLoader());
      assertThat(seen).hasSize(3).contains(mine);
      assertThat(reading).containsOnly(mine);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void twoEmulatorsOfOneJvmShareTheEngine() {
    try (WebSocketApiEmulator one = chat().function("Greet", answering("one")).start();
        WebSocketApiEmulator two = chat().function("Greet", answering("two")).start()) {
      assertThat(ask(one)).isEqualTo("one");
      assertThat(ask(two)).isEqualTo("two");
      assertThat(enginesOfThreads()).hasSize(1);
    }
  }

  @Test
  void emulatorsOfTwoClassLoadersAreTrustedByTheirFunctions() throws Exception {
    String classes = Sources.compile(folder, SecureProgram.SOURCE).toString();
    try (URLClassLoader other =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Method elsewhere =
          other.loadClass(SecureProgram.class.getName()).getDeclaredMethod("run", String.class);
      elsewhere.setAccessible(true);
      assertThat(SecureProgram.run(classes)).isEqualTo("200");
      assertThat(elsewhere.invoke(null, classes)).isEqualTo("200");
      assertThat(SecureProgram.run(classes)).isEqualTo("200");
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void aRecordingIsPlayedAgain() {
    Path file = folder.resolve("recording.jsonl");
    try (WebSocketApiEmulator emulator = chat().function("Greet", answering("hello")).start()) {
      Recording recording = emulator.record(file);
      assertThat(ask(emulator)).isEqualTo("hello");
      emulator.journal().cursor().next(Closed.class, PATIENCE);
      recording.close();
    }
    try (WebSocketApiEmulator emulator = chat().function("Greet", answering("hello")).start()) {
      Replay.of(file).expectSame(emulator);
    }
    try (WebSocketApiEmulator emulator = chat().function("Greet", answering("bye")).start()) {
      assertThatThrownBy(() -> Replay.of(file).expectSame(emulator))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("hello")
          .hasMessageContaining("bye");
    }
  }

  /** {@code -Dreloads=200} for the long form. */
  @Test
  void reloadedCodeLeavesNoClassesBehind() throws Exception {
    int reloads = Integer.getInteger("reloads", 8);
    Path classes = Sources.compile(folder, Sources.answering("0"));
    FunctionDefinition function =
        FunctionDefinition.of(
            "Greet", new FunctionDefinition.Files("app.Handler", List.of(classes)));
    try (WebSocketApiEmulator emulator = chat().function(function).watch(true).start()) {
      assertThat(ask(emulator)).isEqualTo("0");
      for (int i = 1; i <= reloads; i++) {
        Sources.compile(folder, Sources.answering(Integer.toString(i)));
        emulator.journal().cursor().next(Reloaded.class, PATIENCE);
        assertThat(ask(emulator)).isEqualTo(Integer.toString(i));
      }
      assertThat(loadersOfFunctions())
          .as("class loaders of functions after %d reloads", reloads)
          .isBetween(1L, 4L);
    }
  }

  private static EmulatorBuilder chat() {
    return WebSocketApiEmulator.builder()
        .api(
            WebSocketApi.builder("chat")
                .route(Route.twoWay("greet", Integration.lambdaProxy("Greet")))
                .build());
  }

  private static LambdaFunction answering(String text) {
    return event -> "{\"statusCode\":200,\"body\":\"%s\"}".formatted(text).getBytes(UTF_8);
  }

  private static String ask(WebSocketApiEmulator emulator) {
    try (TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"greet\"}");
      return client.next();
    }
  }

  private static Set<ClassLoader> enginesOfThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getContextClassLoader)
        .filter(loader -> loader != null && "wsemulator-engine".equals(loader.getName()))
        .collect(Collectors.toSet());
  }

  /** Counts class loaders of functions after a garbage collection, by the JVM's own list. */
  private static long loadersOfFunctions() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return histogram
        .toString()
        .lines()
        .filter(line -> line.endsWith("FunctionClassLoader"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
        .sum();
  }

  /** A back end of the user's own, which notes by which loader it is called. */
  private record Noting(Queue<ClassLoader> seen) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      seen.add(Thread.currentThread().getContextClassLoader());
      return Map.of();
    }

    @Override
    public void close() {
      seen.add(Thread.currentThread().getContextClassLoader());
    }
  }
}
