package dev.wsemulator.internal.function.environment;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.error;
import static dev.wsemulator.internal.function.RunningFunctions.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom, by a clock of threads that stands still until a test advances it. */
class EnvironmentsTest {
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final VirtualTime real = new VirtualTime();
  private final RunningFunctions functions = RunningFunctions.waitingBy(real);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> released = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    functions.close();
  }

  /** Returns a function that answers its thread's name when it is let go. */
  private DeployedFunction held(String name) {
    LambdaFunction handler =
        event -> {
          begun.put(new String(event, UTF_8));
          released.take();
          return Thread.currentThread().getName().getBytes(UTF_8);
        };
    return functions.runtime.deploy(FunctionDefinition.of(name, handler));
  }

  private static CompletableFuture<InvocationResult> invoke(DeployedFunction function, int event) {
    return function.invoke(Integer.toString(event).getBytes(UTF_8));
  }

  private long coldStarts() {
    return functions.journal.entries(JournalEntry.Invoking.class).stream()
        .filter(JournalEntry.Invoking::cold)
        .count();
  }

  @Test
  void initializationAndAllInvocationsOfAnEnvironmentRunOnOneThread() {
    DeployedFunction function = functions.deploy("local", "Local::call");
    String first = call(function, "{}");
    assertThat(first).startsWith("\"set by the initializer on wsemulator-function-local-");
    assertThat(call(function, "{}")).isEqualTo(first.replace("the initializer", "an invocation"));
  }

  @Test
  void anEventThatWaitsRunsInTheEnvironmentThatIsFreeFirst() throws Exception {
    DeployedFunction function = held("patient");
    CompletableFuture<InvocationResult> first = invoke(function, 1);
    assertThat(begun.take()).isEqualTo("1");
    assertThat(functions.journal.waitingFunctions()).isEmpty();
    CompletableFuture<InvocationResult> second = invoke(function, 2);
    assertThat(functions.journal.entries(JournalEntry.Invoking.class)).hasSize(1);
    assertThat(functions.journal.waitingFunctions()).containsExactly("patient");
    released.put("1");
    assertThat(begun.take()).isEqualTo("2");
    assertThat(functions.journal.waitingFunctions()).isEmpty();
    released.put("2");
    assertThat(text(await(first))).isEqualTo(text(await(second)));
    assertThat(coldStarts()).isEqualTo(1);
  }

  @Test
  void eventsThatHaveWaitedForAMillisecondBehindBusyEnvironmentsGetOneMoreEach() throws Exception {
    DeployedFunction function = held("growing");
    List<CompletableFuture<InvocationResult>> all =
        IntStream.range(0, 5).mapToObj(event -> invoke(function, event)).toList();
    assertThat(begun.take()).isEqualTo("0");
    assertThat(functions.journal.entries(JournalEntry.Invoking.class)).hasSize(1);
    Awaitility.await().until(() -> areWaiting("growing"));
    real.advance(MILLISECOND);
    for (int i = 1; i < 5; i++) {
      begun.take();
    }
    released.addAll(List.of("a", "b", "c", "d", "e"));
    assertThat(all).extracting(result -> text(await(result))).doesNotHaveDuplicates();
    assertThat(coldStarts()).isEqualTo(5);
  }

  @Test
  void anEventForWhichTheAccountHasNoEnvironmentLeftIsThrottled() throws Exception {
    try (RunningFunctions few = RunningFunctions.waitingBy(real, 2)) {
      BlockingQueue<String> go = new LinkedBlockingQueue<>();
      LambdaFunction handler =
          event -> {
            begun.put(new String(event, UTF_8));
            go.take();
            return event;
          };
      DeployedFunction first = few.runtime.deploy(FunctionDefinition.of("first", handler));
      DeployedFunction second = few.runtime.deploy(FunctionDefinition.of("second", handler));
      CompletableFuture<InvocationResult> one = invoke(first, 1);
      CompletableFuture<InvocationResult> two = invoke(second, 2);
      begun.take();
      begun.take();
      CompletableFuture<InvocationResult> three = invoke(second, 3);
      Awaitility.await().until(() -> areWaiting("second"));
      real.advance(MILLISECOND);
      assertThat(await(three)).isInstanceOf(InvocationResult.Throttled.class);
      go.addAll(List.of("a", "b", "c"));
      await(one);
      await(two);
      assertThat(text(await(invoke(second, 4)))).isEqualTo("4");
    }
  }

  @Test
  void anEnvironmentWhoseThreadCannotBeStartedDoesNotCount() {
    Concurrency account = new Concurrency(1);
    HostServices.Pace pace = new HostServices.Pace(TimeSource.system(), real, account);
    Workers unlucky =
        Workers.by(
            task ->
                new Thread(task) {
                  @Override
                  public void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                });
    try (RunningFunctions few = new RunningFunctions(pace, unlucky)) {
      DeployedFunction function =
          few.runtime.deploy(FunctionDefinition.of("unlucky", (LambdaFunction) event -> event));
      assertThat(await(invoke(function, 1))).isInstanceOf(InvocationResult.Throttled.class);
    }
    assertThat(account.isUsedUp()).isFalse();
  }

  @Test
  void codeThatIsAtWorkIsNotTakenForOneThatWaits() {
    int processors = Runtime.getRuntime().availableProcessors();
    AtomicBoolean over = new AtomicBoolean();
    LambdaFunction busy =
        event -> {
          spin(over);
          return event;
        };
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("busy", busy));
    List<CompletableFuture<InvocationResult>> all =
        IntStream.range(0, processors + 2).mapToObj(event -> invoke(function, event)).toList();
    for (int i = 1; i <= processors; i++) {
      awaitSpinning(i);
      real.advance(MILLISECOND);
    }
    real.advance(MILLISECOND.multipliedBy(5));
    assertThat(threads("busy")).isEqualTo(processors);
    real.advance(MILLISECOND.multipliedBy(20)); // it may be an endless loop
    awaitSpinning(processors + 2);
    over.set(true);
    all.forEach(RunningFunctions::await);
  }

  private static void spin(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitSpinning(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                threadsOf("busy").stream()
                        .filter(thread -> isIn(thread, EnvironmentsTest.class.getName(), "spin"))
                        .count()
                    == count);
  }

  private static boolean isIn(Thread thread, String type, String method) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(
            frame -> frame.getClassName().equals(type) && frame.getMethodName().equals(method));
  }

  @Test
  void environmentsThatAreNotNeededForFiveMinutesEndExceptOne() throws Exception {
    DeployedFunction function = held("shrinking");
    List<CompletableFuture<InvocationResult>> all =
        IntStream.range(0, 3).mapToObj(event -> invoke(function, event)).toList();
    begun.take();
    Awaitility.await().until(() -> areWaiting("shrinking"));
    real.advance(MILLISECOND);
    released.addAll(List.of("a", "b", "c"));
    all.forEach(RunningFunctions::await);
    Awaitility.await().until(() -> threads("shrinking") == 3 && areWaiting("shrinking"));
    real.advance(Duration.ofMinutes(5));
    Awaitility.await().until(() -> threads("shrinking") == 1);
    released.add("d");
    await(invoke(function, 4));
    assertThat(coldStarts()).isEqualTo(3);
  }

  private static List<Thread> threadsOf(String function) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("wsemulator-function-" + function + "-"))
        .toList();
  }

  private static int threads(String function) {
    return threadsOf(function).size();
  }

  private static boolean areWaiting(String function) {
    return threadsOf(function).stream()
        .allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }

  @Test
  void anEventThatWaitsEndsWithTheEmulator() throws Exception {
    DeployedFunction function = held("closing");
    CompletableFuture<InvocationResult> first = invoke(function, 1);
    begun.take();
    CompletableFuture<InvocationResult> second = invoke(function, 2);
    functions.close();
    assertThat(error(await(first)).errorType()).isEqualTo("Runtime.Closed");
    assertThat(error(await(second)).errorType()).isEqualTo("Runtime.Closed");
    assertThat(functions.journal.entries(JournalEntry.Invoking.class))
        .extracting(JournalEntry.Invoking::invocationId)
        .containsExactlyInAnyOrderElementsOf(
            functions.invocations().stream().map(JournalEntry.Invoked::invocationId).toList());
    Awaitility.await().until(() -> threads("closing") == 0);
  }

  @Test
  void anEventThatWaitsBehindOneThatOverrunsGetsANewEnvironment() throws Exception {
    BlockingQueue<String> stuck = new LinkedBlockingQueue<>();
    LambdaFunction handler =
        event -> {
          begun.put(new String(event, UTF_8));
          if (event[0] == '1') {
            stuck.take();
          }
          return event;
        };
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("overrun", handler).toBuilder()
                .timeout(Duration.ofSeconds(1))
                .build());
    CompletableFuture<InvocationResult> first = invoke(function, 1);
    begun.take();
    CompletableFuture<InvocationResult> second = invoke(function, 2);
    assertThat(await(first)).isInstanceOf(InvocationResult.TimedOut.class);
    assertThat(text(await(second))).isEqualTo("2");
    assertThat(coldStarts()).isEqualTo(2);
    Awaitility.await().until(() -> threads("overrun") == 1);
  }

  @Test
  void threadsOfAFunctionThatIsRemovedEnd() throws Exception {
    DeployedFunction function = held("removed");
    released.put("a");
    await(invoke(function, 1));
    assertThat(threads("removed")).isEqualTo(1);
    functions.runtime.remove("removed");
    Awaitility.await().until(() -> threads("removed") == 0);
  }

  @Test
  void aThreadPoolOutlivesTheEnvironmentWhoseCodeHasMadeIt() {
    AtomicReference<ExecutorService> pool = new AtomicReference<>();
    LambdaFunction handler =
        event -> {
          if (pool.get() == null) {
            pool.set(Executors.newFixedThreadPool(1));
            return event;
          }
          return pool.get().submit(() -> "from the pool".getBytes(UTF_8)).get();
        };
    await(invoke(functions.runtime.deploy(FunctionDefinition.of("first", handler)), 1));
    functions.runtime.remove("first");
    Awaitility.await().until(() -> threads("first") == 0);
    DeployedFunction second = functions.runtime.deploy(FunctionDefinition.of("second", handler));
    assertThat(text(await(invoke(second, 2)))).isEqualTo("from the pool");
    pool.get().shutdownNow();
  }
}
