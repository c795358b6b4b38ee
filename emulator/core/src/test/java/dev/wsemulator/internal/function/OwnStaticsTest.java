package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.internal.function.code.LoadedCode;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.CompiledHandler;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the execution environments of a function have for themselves, and what they share. */
class OwnStaticsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where handlers wait: strings of the same text are one object for all loaders of a JVM. */
  private static final Object PLACE = "a place where handlers wait".intern();

  /** Takes each event once, as code does that remembers in its memory what it has seen. */
  private static final String IDEMPOTENT =
      """
      package app;
      import java.util.*;
      import java.util.concurrent.*;
      public class Handler {
        static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
        public String run(String event) throws Exception {
          boolean isNew = SEEN.add(event);
          if (event.startsWith("slow")) {
            Object place = "a place where handlers wait".intern();
            synchronized (place) {
              place.wait();
            }
          }
          return isNew ? "handled" : "duplicate";
        }
      }
      """;

  /**
   * Answers with numbers of a library and of itself, and with a property as the library sees it.
   */
  private static final String USING_A_LIBRARY =
      """
      package app;
      public class Handler {
        static int calls;
        static final String BEFORE = System.setProperty("colour", "red");
        public String run(String event) throws Exception {
          calls++;
          String answer = software.amazon.awssdk.Library.call(calls);
          if (event.startsWith("slow")) {
            Object place = "a place where handlers wait".intern();
            synchronized (place) {
              place.wait();
            }
          }
          return answer;
        }
      }
      """;

  /** Has a thread that is there for all its callers. */
  private static final String LIBRARY =
      """
      package software.amazon.awssdk;
      import java.util.concurrent.*;
      public class Library {
        static int calls;
        static final ScheduledThreadPoolExecutor POOL = new ScheduledThreadPoolExecutor(1);
        public static synchronized String call(int own) throws Exception {
          POOL.submit(() -> Thread.currentThread().setName("of-the-library")).get();
          return ++calls + " of all, " + own + " of one, " + System.getProperty("colour");
        }
      }
      """;

  private static final String USING_A_DRIVER =
      """
      package app;
      import java.sql.*;
      import java.util.*;
      public class Handler {
        public static class Own implements Driver {
          static {
            try {
              DriverManager.registerDriver(new Own());
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          }
          public boolean acceptsURL(String url) { return url.startsWith("jdbc:own:"); }
          public Connection connect(String url, Properties info) { return null; }
          public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
          public int getMajorVersion() { return 1; }
          public int getMinorVersion() { return 0; }
          public boolean jdbcCompliant() { return false; }
          public java.util.logging.Logger getParentLogger() { return null; }
        }
        public String run(String event) throws Exception {
          boolean isOwn = DriverManager.getDriver("jdbc:own:x") instanceof Own;
          Object place = "a place where handlers wait".intern();
          synchronized (place) {
            place.wait();
          }
          return isOwn ? "own" : "other";
        }
      }
      """;

  @TempDir Path folder;

  private DeployedFunction deploy(RunningFunctions functions, String... sources)
      throws IOException {
    CompiledHandler.of(sources).writeTo(folder);
    return functions.runtime.deploy(
        FunctionDefinition.of(
            "one", new FunctionDefinition.Files("app.Handler::run", List.of(folder))));
  }

  private static CompletableFuture<InvocationResult> begin(DeployedFunction function, String id) {
    return function.invoke(("\"" + id + "\"").getBytes(StandardCharsets.UTF_8));
  }

  /** Runs invocations at the same time, and returns their answers. */
  private static List<String> together(DeployedFunction function, int number) {
    List<CompletableFuture<InvocationResult>> begun =
        IntStream.range(0, number).mapToObj(i -> begin(function, "slow")).toList();
    await().atMost(PATIENCE).until(() -> waiting() == number);
    release();
    return begun.stream().map(RunningFunctions::await).map(RunningFunctions::text).toList();
  }

  private static void release() {
    synchronized (PLACE) {
      PLACE.notifyAll();
    }
  }

  private static long waiting() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getState() == Thread.State.WAITING)
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(f -> f.getClassName().equals("app.Handler")))
        .count();
  }

  @Test
  void twoDuplicatesAtTheSameTimeAreBothHandled() throws IOException {
    try (RunningFunctions functions = new RunningFunctions()) {
      DeployedFunction function = deploy(functions, IDEMPOTENT);
      assertThat(together(function, 2)).containsExactly("\"handled\"", "\"handled\"");
      assertThat(functions.invocations()).allMatch(invoked -> invoked.init() != null);
    }
  }

  @Test
  void anEnvironmentRemembersWhatItHasHandled() throws IOException {
    try (RunningFunctions functions = new RunningFunctions()) {
      DeployedFunction function = deploy(functions, IDEMPOTENT);
      assertThat(RunningFunctions.call(function, "\"a\"")).isEqualTo("\"handled\"");
      assertThat(RunningFunctions.call(function, "\"a\"")).isEqualTo("\"duplicate\"");
    }
  }

  @Test
  void environmentsThatAreToShareStaticFieldsFindTheDuplicate() throws IOException {
    try (RunningFunctions functions = RunningFunctions.withStatics(0)) {
      DeployedFunction function = deploy(functions, IDEMPOTENT);
      assertThat(together(function, 2)).containsExactlyInAnyOrder("\"handled\"", "\"duplicate\"");
    }
  }

  @Test
  void eventsBeyondTheLastEnvironmentWaitUntilOneIsFree() throws IOException {
    try (RunningFunctions functions = RunningFunctions.withStatics(2)) {
      DeployedFunction function = deploy(functions, IDEMPOTENT);
      List<CompletableFuture<InvocationResult>> three =
          IntStream.range(0, 3).mapToObj(i -> begin(function, "slow")).toList();
      await().atMost(PATIENCE).until(() -> waiting() == 2);
      assertThat(three).noneMatch(CompletableFuture::isDone);
      release();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                release();
                return three.stream().allMatch(CompletableFuture::isDone);
              });
      assertThat(three)
          .extracting(result -> RunningFunctions.text(result.join()))
          .containsExactlyInAnyOrder("\"handled\"", "\"handled\"", "\"duplicate\"");
      assertThat(functions.journal.entries(JournalEntry.Invoking.class))
          .filteredOn(JournalEntry.Invoking::cold)
          .hasSize(2);
    }
  }

  @Test
  void aNewEnvironmentAfterATimeoutRemembersNothing() throws IOException {
    VirtualTime time = new VirtualTime();
    try (RunningFunctions functions = new RunningFunctions(time)) {
      DeployedFunction function = deploy(functions, IDEMPOTENT);
      CompletableFuture<InvocationResult> slow = begin(function, "slow");
      await().atMost(PATIENCE).until(() -> waiting() == 1);
      time.advance(Duration.ofMinutes(1));
      assertThat(RunningFunctions.await(slow)).isInstanceOf(InvocationResult.TimedOut.class);
      assertThat(together(function, 1)).containsExactly("\"handled\"");
    }
  }

  @Test
  void theSdkIsSharedAndSeesThePropertiesOfItsCaller() throws IOException {
    try (RunningFunctions functions = new RunningFunctions()) {
      DeployedFunction function = deploy(functions, USING_A_LIBRARY, LIBRARY);
      assertThat(together(function, 2))
          .containsExactlyInAnyOrder("\"1 of all, 1 of one, red\"", "\"2 of all, 1 of one, red\"");
      assertThat(System.getProperty("colour")).isNull();
    }
  }

  @Test
  void anSdkThatCallsCodeWhichIsNotItsOwnIsNotShared() throws IOException {
    Path plugIns = folder.resolve("software/amazon/awssdk/global/handlers/execution.interceptors");
    Files.createDirectories(plugIns.getParent());
    Files.writeString(plugIns, "# of the tracer\ncom.example.Tracer # it traces\n");
    try (RunningFunctions functions = new RunningFunctions()) {
      DeployedFunction function = deploy(functions, USING_A_LIBRARY, LIBRARY);
      assertThat(together(function, 2)).containsOnly("\"1 of all, 1 of one, red\"");
    }
  }

  @Test
  void anEnvironmentThatIsNotNeededAnyMoreLeavesNoClassesBehind() throws IOException {
    VirtualTime real = new VirtualTime();
    try (RunningFunctions functions = RunningFunctions.waitingBy(real)) {
      DeployedFunction function = deploy(functions, USING_A_LIBRARY, LIBRARY);
      assertOneOfTwoGoesAway(function, real);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .contains("of-the-library");
    }
  }

  @Test
  void eachEnvironmentHasItsOwnDriversOfDatabasesAndLeavesNoneBehind() throws IOException {
    Path services = folder.resolve("META-INF/services/java.sql.Driver");
    Files.createDirectories(services.getParent());
    Files.writeString(services, "app.Handler$Own\n");
    VirtualTime real = new VirtualTime();
    try (RunningFunctions functions = RunningFunctions.waitingBy(real)) {
      DeployedFunction function = deploy(functions, USING_A_DRIVER);
      assertThat(assertOneOfTwoGoesAway(function, real)).isEqualTo("\"own\"");
    }
  }

  /** Runs two environments, one of which is not needed any more; returns its last answer. */
  private static String assertOneOfTwoGoesAway(DeployedFunction function, VirtualTime real) {
    begin(function, "slow");
    CompletableFuture<InvocationResult> second = begin(function, "slow");
    await().atMost(PATIENCE).until(() -> waiting() == 1);
    real.advance(Duration.ofSeconds(1));
    await().atMost(PATIENCE).until(() -> waiting() == 2);
    List<WeakReference<ClassLoader>> loaders =
        RunningFunctions.host(function).code().loaded().stream()
            .map(LoadedCode::loader)
            .map(WeakReference::new)
            .toList();
    assertThat(loaders).hasSize(3);
    release();
    String answer = RunningFunctions.text(RunningFunctions.await(second));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              real.advance(Duration.ofMinutes(5)); // the threads become idle a little later
              System.gc();
              return loaders.stream().filter(loader -> loader.refersTo(null)).count() == 1;
            });
    return answer;
  }
}
