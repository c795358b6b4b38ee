package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What processes are told of the version of their function. */
class FunctionVersionsTest {
  private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:versioned";

  @TempDir Path folder;
  private final RunningFunctions functions = new RunningFunctions();

  @AfterEach
  void close() {
    functions.close();
  }

  private static void need(String program) {
    assumeTrue(
        HostSystem.current().find(program).isPresent(), "There is no program " + program + ".");
  }

  private DeployedFunction deploy(ChildProcess code, Map<String, String> qualifiers) {
    return functions.runtime.deploy(
        FunctionDefinition.builder("versioned", code)
            .timeout(Duration.ofSeconds(10))
            .qualifiers(qualifiers)
            .build());
  }

  private static String call(DeployedFunction function, @Nullable String qualifier) {
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    return RunningFunctions.text(
        RunningFunctions.await(
            function.invoke(new InvocationRequest(event, Origin.NONE, null, qualifier))));
  }

  private static void assertToldOfEachVersion(DeployedFunction function) {
    assertThat(call(function, null)).isEqualTo("\"$LATEST $LATEST %s\"".formatted(ARN));
    assertThat(call(function, "live")).isEqualTo("\"1 1 %s:live\"".formatted(ARN));
    assertThat(call(function, "1")).isEqualTo("\"1 1 %s:1\"".formatted(ARN));
    assertThat(call(function, null)).isEqualTo("\"$LATEST $LATEST %s\"".formatted(ARN));
  }

  @Test
  void aFunctionInNodeIsToldTheVersionThatIsCalled() {
    need("node");
    String source =
        """
        exports.handler = async (event, context) =>
          [context.functionVersion, process.env.AWS_LAMBDA_FUNCTION_VERSION,
            context.invokedFunctionArn].join(' ');
        """;
    assertToldOfEachVersion(
        deploy(
            ChildProcess.inline("nodejs20.x", "index.handler", source),
            Map.of("live", "1", "1", "1")));
  }

  @Test
  void aFunctionInPythonIsToldTheVersionThatIsCalled() {
    need("python3");
    String source =
        """
        import os
        def handler(event, context):
            return ' '.join([context.function_version, os.environ['AWS_LAMBDA_FUNCTION_VERSION'],
                             context.invoked_function_arn])
        """;
    assertToldOfEachVersion(
        deploy(
            ChildProcess.inline("python3.12", "index.handler", source),
            Map.of("live", "1", "1", "1")));
  }

  private DeployedFunction bootstrap(Map<String, String> qualifiers) throws IOException {
    need("python3");
    Path program =
        Files.writeString(
            folder.resolve("bootstrap"),
            """
            #!/usr/bin/env python3
            import http.client, os
            api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
            while True:
                api.request('GET', '/2018-06-01/runtime/invocation/next')
                event = api.getresponse()
                event.read()
                id = event.headers['Lambda-Runtime-Aws-Request-Id']
                api.request('POST', '/2018-06-01/runtime/invocation/%s/response' % id,
                            '"%s"' % os.environ['AWS_LAMBDA_FUNCTION_VERSION'])
                api.getresponse().read()
            """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return deploy(ChildProcess.of("provided.al2023", "", folder), qualifiers);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "A script is no program there.")
  void anyProgramIsToldTheVersionForWhichItIsStarted() throws IOException {
    DeployedFunction function = bootstrap(Map.of("live", "1", "next", "$LATEST"));
    assertThat(call(function, "live")).isEqualTo("\"1\"");
  }
}
