package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function finds around it. */
interface EnvironmentCases extends Cases {
  /**
   * What is the same on a host that is set up so; and what pyenv and its shell set, if Python is
   * started by it.
   */
  String OF_LAMBDA = "PATH|LANG|TZ|NO_PROXY|no_proxy|AWS_.*|PYENV_.*|SHLVL";

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda
   *     environment variables</a>
   */
  @Test
  default void theVariablesAreThoseOfLambdaAndOfTheFunction() {
    FunctionDefinition.Builder function =
        function().environment(Map.of("OWN", "own value", "EMPTY", "")).memoryMb(256);
    try (RunningFunction running = start(function)) {
      assertThat(running.invoke("variables").members())
          .containsEntry("OWN", "own value")
          .containsEntry("EMPTY", "")
          .containsEntry("AWS_REGION", "us-east-1")
          .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
          .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "cases")
          .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
          .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
          .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/cases")
          .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
          .containsEntry("TZ", ":UTC")
          .containsEntry("LANG", "en_US.UTF-8")
          .containsKeys("_HANDLER", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_RUNTIME_API", "PATH")
          .containsKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
          .containsKeys("AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_STREAM_NAME");
    }
  }

  @Test
  default void noVariableOfTheHostIsSeen() {
    Map<String, Object> ofHost = new TreeMap<>(System.getenv());
    ofHost.keySet().removeIf(name -> name.matches(OF_LAMBDA));
    assertThat(ofHost).isNotEmpty();
    try (RunningFunction running = start()) {
      assertThat(running.invoke("variables").members().entrySet())
          .doesNotContainAnyElementsOf(ofHost.entrySet());
    }
  }

  @Test
  default void theContextSaysWhatIsInvoked() {
    FunctionDefinition.Builder function =
        function().memoryMb(256).qualifiers(Map.of("live", "7", "7", "7"));
    try (RunningFunction running = start(function)) {
      Answer answer = running.beginQualified("?Qualifier=live", Map.of("do", "context")).join();
      assertThat(answer.version()).isEqualTo("7");
      String arn = "arn:aws:lambda:us-east-1:123456789012:function:cases:live";
      assertThat(answer.members())
          .containsEntry("functionName", "cases")
          .containsEntry("arn", arn)
          .containsEntry("memory", "256")
          .containsEntry("requestId", answer.requestId())
          .containsEntry("logGroup", "/aws/lambda/cases")
          .hasEntrySatisfying("remaining", left -> assertThat((int) left).isBetween(1, 30_000))
          .hasEntrySatisfying(
              "logStream", stream -> assertThat((String) stream).contains("[$LATEST]"));
    }
  }

  @Test
  default void anAliasThatIsNotThereIsNotFound() {
    try (RunningFunction running = start()) {
      Answer answer = running.beginQualified("?Qualifier=none", Map.of("do", "echo")).join();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.payload()).contains("Function not found: ", ":function:cases:none");
    }
  }

  @Test
  default void anEnvironmentStartsOnceAndRunsOneInvocationAfterTheOther() {
    try (RunningFunction running = start()) {
      Object environment = null;
      for (int i = 1; i <= 5; i++) {
        Answer answer = running.invoke("environment");
        environment = environment == null ? answer.members().get("environment") : environment;
        assertThat(answer.members())
            .containsEntry("invocations", i)
            .containsEntry("environment", environment);
        boolean isCold = running.log(answer).stream().anyMatch(line -> line.contains("Init Dur"));
        assertThat(isCold).isEqualTo(i == 1);
      }
      assertThat(running.log()).filteredOn(line -> line.startsWith("INIT_START")).hasSize(1);
    }
  }

  @Test
  default void modulesOfALayerAreFound(@TempDir Path folder) throws IOException {
    language().words("layer");
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    language().writeLayer(first, "from the first");
    language().writeLayer(second, "from the second");
    ChildProcess code = (ChildProcess) language().code(code(), "cases.handler");
    FunctionDefinition.Builder function =
        FunctionDefinition.builder("cases", code.withLayers(List.of(first, second)));
    try (RunningFunction running = start(function)) {
      assertThat(running.invoke("layer").value()).isEqualTo("from the second");
    }
  }

  /** What a process does in the background goes on only while an invocation runs. */
  @Test
  default void whatIsLeftBehindStandsStillUntilTheNextInvocation() {
    language().words("freeze");
    ProcessSettings settings = ProcessSettings.builder().freeze(true).maxProcesses(1).build();
    try (RunningFunction running = start(function(), builder -> builder.processes(settings))) {
      long process = ((Number) running.invoke("environment").members().get("process")).longValue();
      running.invoke(Map.of("do", "leave", "millis", 100));
      ProcessState.awaitStopped(process);
      running.invoke(Map.of("do", "sleep", "millis", 1000));
      assertThat(running.invoke("elapsed").value()).isEqualTo(true);
    }
  }
}
