package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.invocation.InvocationResult;
import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.function.invocation.InvocationResult.Success;
import dev.wsemulator.internal.function.invocation.InvocationResult.TimedOut;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LogLine;
import dev.wsemulator.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs named {@code bootstrap} that do what no runtime should. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "A script is no program there.")
class BadBootstrapsTest {
  private static final String BEGIN =
      """
      #!/usr/bin/env python3
      import http.client, os, sys, time
      api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
      def call(method, path, body=None, headers={}):
          api.request(method, '/2018-06-01/runtime/' + path, body, headers)
          answer = api.getresponse()
          return answer.status, answer.headers.get('Lambda-Runtime-Aws-Request-Id'), answer.read()
      """;

  @TempDir Path folder;
  private RunningFunctions functions = new RunningFunctions();

  @BeforeEach
  void needPython() {
    assumeTrue(
        HostSystem.current().find("python3").isPresent(), "There is no program \"python3\".");
  }

  @AfterEach
  void noProcessIsLeft() {
    functions.close();
    assertThat(
            HostSystem.current().withVariable("LAMBDA_TASK_ROOT", folder.toString()).stream()
                .filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  private DeployedFunction deploy(String source) throws IOException {
    return deploy(source, Duration.ofSeconds(10));
  }

  private DeployedFunction deploy(String source, Duration timeout) throws IOException {
    Path program = Files.writeString(folder.resolve("bootstrap"), BEGIN + source);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return functions.runtime.deploy(
        FunctionDefinition.builder("bad", ChildProcess.of("provided.al2023", "", folder))
            .timeout(timeout)
            .build());
  }

  private InvocationResult invoke(DeployedFunction function, String event) {
    return function.invoke(event.getBytes(StandardCharsets.UTF_8)).join();
  }

  private static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Success.class);
    return new String(((Success) result).payload(), StandardCharsets.UTF_8);
  }

  private static String errorType(InvocationResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed) result).error().errorType();
  }

  private List<String> log() {
    return functions.runtime.logs().find("bad").orElseThrow().lines().stream()
        .map(LogLine::text)
        .toList();
  }

  @Test
  void oneThatNeverAsksIsStartedTwiceAndItsInvocationEndsAtItsTimeout() throws IOException {
    functions.close();
    VirtualTime real = new VirtualTime();
    functions = RunningFunctions.waitingBy(real);
    DeployedFunction function = deploy("time.sleep(60)", Duration.ofSeconds(1));
    CompletableFuture<InvocationResult> result =
        function.invoke("{}".getBytes(StandardCharsets.UTF_8));
    Awaitility.await()
        .until(
            () -> {
              real.advance(Duration.ofSeconds(10)); // what a start may take
              return log().stream().anyMatch(line -> line.startsWith("INIT_REPORT"));
            });
    assertThat(result.join()).isInstanceOf(TimedOut.class);
    assertThat(log()).filteredOn(line -> line.startsWith("INIT_START")).hasSizeGreaterThan(1);
  }

  @Test
  void oneThatAsksTwiceGetsTheSameEventAgain() throws IOException {
    DeployedFunction function =
        deploy(
            """
            while True:
                first, again = call('GET', 'invocation/next'), call('GET', 'invocation/next')
                same = first == again
                call('POST', 'invocation/%s/response' % again[1], b'"%s"' % str(same).encode())
            """);
    assertThat(text(invoke(function, "{\"n\":1}"))).isEqualTo("\"True\"");
    assertThat(text(invoke(function, "{\"n\":2}"))).isEqualTo("\"True\"");
  }

  @Test
  void aSecondAnswerIsRefusedAndTheNextEventIsNotConcerned() throws IOException {
    DeployedFunction function =
        deploy(
            """
            last = b'null'
            while True:
                _, id, event = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, last)
                last = call('POST', 'invocation/%s/response' % id, b'"again"')[2]
            """);
    assertThat(text(invoke(function, "{}"))).isEqualTo("null");
    assertThat(text(invoke(function, "{}")))
        .contains(
            "\"InvalidStateTransition\"",
            "State transition from RuntimeResponseSentState to InvocationResponse failed for"
                + " runtime. Error: State transition is not allowed");
  }

  @Test
  void anAnswerToAnotherInvocationIsRefused() throws IOException {
    DeployedFunction function =
        deploy(
            """
            while True:
                _, id, event = call('GET', 'invocation/next')
                status, _, words = call('POST', 'invocation/nobody/response', b'"wrong"')
                call('POST', 'invocation/%s/response' % id, b'{"status":%d,"words":%s}' % (status, words))
            """);
    assertThat(text(invoke(function, "{}")))
        .contains("\"status\":400", "\"Invalid request ID\"", "\"InvalidRequestID\"");
  }

  @Test
  void anAnswerOfSevenMegabytesIsAnErrorAndTheRuntimeGoesOn() throws IOException {
    DeployedFunction function =
        deploy(
            """
            while True:
                _, id, event = call('GET', 'invocation/next')
                long = b'"%s"' % (b'x' * (7 * 1024 * 1024)) if b'long' in event else b'"short"'
                call('POST', 'invocation/%s/response' % id, long)
            """);
    InvocationResult result = invoke(function, "{\"is\":\"long\"}");
    assertThat(errorType(result)).isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(result.message()).endsWith("maximum allowed payload size (6291556 bytes).");
    assertThat(text(invoke(function, "{}"))).isEqualTo("\"short\"");
  }

  @Test
  void bytesThatAreNotUtf8ArePassedOnAsTheyAre() throws IOException {
    DeployedFunction function =
        deploy(
            """
            while True:
                _, id, event = call('GET', 'invocation/next')
                sys.stdout.buffer.write(b'\\xff\\xfe broken\\n'); sys.stdout.flush()
                call('POST', 'invocation/%s/response' % id, b'\\xff\\xfe')
            """);
    assertThat(((Success) invoke(function, "{}")).payload())
        .containsExactly(new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(log()).contains("\uFFFD\uFFFD broken");
  }

  @Test
  void oneThatExitsBeforeItAsksFailsItsInvocationAfterASecondStart() throws IOException {
    DeployedFunction function = deploy("print('no', flush=True); sys.exit(3)");
    InvocationResult result = invoke(function, "{}");
    assertThat(errorType(result)).isEqualTo("Runtime.ExitError");
    assertThat(result.message()).endsWith("Error: Runtime exited with error: exit status 3");
    assertThat(log()).filteredOn("no"::equals).hasSize(2);
  }

  @Test
  void whatItHasForkedEndsWithIt() throws IOException {
    DeployedFunction function =
        deploy(
            """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(600)
                os._exit(0)
            while True:
                _, id, event = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, b'"forked"')
            """);
    assertThat(text(invoke(function, "{}"))).isEqualTo("\"forked\"");
  }

  @Test
  void oneThatIgnoresSigtermIsKilled() throws IOException {
    DeployedFunction function =
        deploy(
            """
            import signal
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            while True:
                _, id, event = call('GET', 'invocation/next')
                call('POST', 'invocation/%s/response' % id, b'"stubborn"')
            """);
    assertThat(text(invoke(function, "{}"))).isEqualTo("\"stubborn\"");
  }

  @Test
  void aMissingBootstrapIsSaidToBeMissing() {
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("bad", ChildProcess.of("provided.al2023", "", folder)));
    InvocationResult result = invoke(function, "{}");
    assertThat(errorType(result)).isEqualTo("Runtime.InvalidEntrypoint");
    assertThat(result.message())
        .contains("There is no program \"bootstrap\" in " + folder, "Build it for this machine.");
  }

  @Test
  void aMissingRuntimeIsSaidToBeMissing() {
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of("bad", ChildProcess.of("cobol85", "main.handler", folder)));
    assertThat(invoke(function, "{}").message())
        .isEqualTo(
            "No program runs functions of the runtime \"cobol85\" here. Name one with --runtime cobol85=PATH.");
  }

  @Test
  void anEventThatOneHasNotAskedForWhenItEndsGoesToTheNext() throws IOException {
    DeployedFunction function =
        deploy(
            """
            _, id, event = call('GET', 'invocation/next')
            call('POST', 'invocation/%s/response' % id, b'"%d"' % os.getpid())
            time.sleep(0.3)
            sys.exit(1)
            """);
    String first = text(invoke(function, "{}"));
    assertThat(text(invoke(function, "{}"))).isNotEqualTo(first);
  }

  @Test
  void oneThatEndsWhileItIsIdleIsStartedAgain() throws IOException {
    DeployedFunction function =
        deploy(
            """
            _, id, event = call('GET', 'invocation/next')
            call('POST', 'invocation/%s/response' % id, b'"%d"' % os.getpid())
            """);
    String first = text(invoke(function, "{}"));
    Awaitility.await()
        .until(() -> ProcessHandle.of(Long.parseLong(first.replace("\"", ""))).isEmpty());
    assertThat(text(invoke(function, "{}"))).isNotEqualTo(first);
  }
}
