package dev.wsemulator.internal.function;

import static dev.wsemulator.internal.function.RunningFunctions.await;
import static dev.wsemulator.internal.function.RunningFunctions.call;
import static dev.wsemulator.internal.function.RunningFunctions.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.HandlerError;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultyHandlersTest {
  private final RunningFunctions functions = new RunningFunctions();

  @AfterEach
  void close() {
    functions.close();
  }

  @Aws("OB-72")
  @Test
  void anExceptionIsReportedWithTheHandlersOwnFrames() {
    HandlerError error = error(functions.deploy("boom", "Faulty::fail"));
    assertThat(error.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.errorMessage()).isEqualTo("boom secret");
    assertThat(error.stackTrace())
        .hasSize(1)
        .first()
        .asString()
        .matches("dev\\.wsemulator\\..*Handlers.java:\\d+\\)");
    assertThat(functions.invocations().get(0).outcome()).isEqualTo("error");
  }

  @ParameterizedTest
  @CsvSource({
    "error, java.lang.AssertionError",
    "overflow, java.lang.StackOverflowError",
    "large, Function.ResponseSizeTooLarge",
    "exit, Runtime.ExitError",
    "exitByReference, Runtime.ExitError",
    "halt, Runtime.ExitError",
    "stubbornExit, Runtime.ExitError",
    "exitElsewhere, Runtime.ExitError"
  })
  void theEmulatorOutlivesIt(String method, String errorType) {
    assertThat(error(functions.deploy(method, "Faulty::" + method)).errorType())
        .isEqualTo(errorType);
    assertThat(call(functions.deploy("next", "Plain::nothing"), "{}")).isEqualTo("7");
  }

  @Test
  void exitTellsItsStatus() {
    assertThat(error(functions.deploy("exit", "Faulty::exit")).errorMessage())
        .startsWith("RequestId: ")
        .endsWith(" Error: Runtime exited with error: exit status 3");
  }

  @Test
  void aConstructorThatFailsIsTriedAgainWithTheNextInvocation() {
    DeployedFunction function = functions.deploy("unset", "FailingConstructor::call");
    assertThat(error(function).errorMessage()).isEqualTo("no setting TABLE");
    assertThat(error(function).errorMessage()).isEqualTo("no setting TABLE");
  }

  @Test
  void aStaticInitializerThatFailedRunsAgainAsInANewProcess() {
    DeployedFunction function = functions.deploy("later", "FailingOnce::call");
    System.setProperty("test.failing.once", "fail");
    assertThat(error(function).errorType()).isEqualTo("java.lang.ExceptionInInitializerError");
    System.clearProperty("test.failing.once");
    assertThat(call(function, "{}")).isEqualTo("\"fine\"");
  }

  @Test
  void anEventThatIsTooLargeIsRefused() {
    LambdaFunction echo = event -> event;
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("echo", echo));
    assertThat(error(await(function.invoke(new byte[6_291_457]))).errorMessage())
        .startsWith("Request must be smaller than 6291456 bytes");
  }

  @Test
  void anEndlessLoopEndsAtTheTimeout() {
    DeployedFunction function =
        functions.runtime.deploy(
            RunningFunctions.definition("spin", "Faulty::spin").toBuilder()
                .timeout(Duration.ofSeconds(1))
                .build());
    assertThat(RunningFunctions.invoke(function, "{}"))
        .isInstanceOf(InvocationResult.TimedOut.class);
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !isRunning(".spin("));
  }

  private static boolean isRunning(String frame) {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(element -> element.toString().contains(frame));
  }

  @Test
  void closingEndsEndlessLoopsAndLeavesNoThread() {
    DeployedFunction spinning = functions.deploy("spins", "Faulty::spin");
    DeployedFunction leaking = functions.deploy("leaks", "Faulty::leak");
    DeployedFunction waiting = functions.deploy("waits", "Counting::slow");
    CompletableFuture<InvocationResult> endless = spinning.invoke(new byte[] {'1'});
    CompletableFuture<InvocationResult> blocked = waiting.invoke(new byte[] {'1'});
    assertThat(call(leaking, "{}")).isEqualTo("\"left\"");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> isRunning(".spin(") && isRunning(".slow("));
    functions.close();
    assertThat(error(await(endless)).errorType()).isEqualTo("Runtime.Closed");
    assertThat(error(await(blocked)).errorType()).isEqualTo("Runtime.Closed");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> !isRunning(".spin(") && !isRunning(".slow(") && !isRunning("$leak$"));
  }

  @Test
  void closingEndsTheThreadPoolsOfHandlers() {
    assertThat(call(functions.deploy("pools", "Pools::start"), "{}")).isEqualTo("4");
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> poolThreads() == 4);
    functions.close();
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> poolThreads() == 0);
  }

  @Test
  void closingLetsGoOfTheFunctionsClasses() {
    DeployedFunction bean = functions.deploy("bean", "Plain::order");
    assertThat(call(bean, "{\"item\":\"tea\",\"count\":2}")).isEqualTo("\"tea x 2\"");
    WeakReference<ClassLoader> loader =
        new WeakReference<>(RunningFunctions.host(bean).code().loaded().get(0).loader());
    functions.close();
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  private static long poolThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                Set.of("pool-single", "pool-constructed", "pool-scheduled", "pool-timer")
                    .contains(thread.getName()))
        .count();
  }

  @Test
  void anInvocationAfterClosingFails() {
    LambdaFunction echo = event -> event;
    DeployedFunction function = functions.runtime.deploy(FunctionDefinition.of("echo", echo));
    functions.close();
    assertThat(error(function).errorType()).isEqualTo("Runtime.Closed");
  }
}
