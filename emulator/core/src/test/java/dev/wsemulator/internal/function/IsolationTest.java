package dev.wsemulator.internal.function;

import static dev.wsemulator.internal.function.RunningFunctions.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.time.TimeSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IsolationTest {
  private final RunningFunctions functions = new RunningFunctions();

  @AfterEach
  void close() {
    functions.close();
  }

  private DeployedFunction coloured(String name, String colour) {
    return functions.runtime.deploy(
        RunningFunctions.definition(name, "Environment::read").toBuilder()
            .environment(Map.of("COLOUR", colour))
            .build());
  }

  /** Observed item 132. */
  @Aws("OB-132")
  @Test
  void eachFunctionReadsItsOwnEnvironmentInEveryWay() {
    DeployedFunction red = coloured("red", "red");
    DeployedFunction blue = coloured("blue", "blue");
    assertThat(call(red, "{}")).isEqualTo("[\"red\",\"red\",\"red\",\"red\",\"red\"]");
    assertThat(call(blue, "{}")).isEqualTo("[\"blue\",\"blue\",\"blue\",\"blue\",\"blue\"]");
    assertThat(System.getenv("COLOUR")).isNull();
  }

  @Test
  void theEnvironmentHoldsWhatLambdaReservesAndNothingOfTheHost() {
    DeployedFunction function =
        functions.runtime.deploy(
            RunningFunctions.definition("vars", "Environment::all").toBuilder()
                .environment(Map.of("URL", "https://abc.execute-api/dev", "AWS_REGION", "x"))
                .build());
    String variables = call(function, "{}");
    assertThat(variables)
        .contains(
            "\"AWS_REGION\":\"eu-west-1\"",
            "\"AWS_LAMBDA_FUNCTION_NAME\":\"vars\"",
            "\"AWS_LAMBDA_FUNCTION_VERSION\":\"$LATEST\"",
            "\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\":\"512\"",
            "\"AWS_ACCESS_KEY_ID\":\"" + AccessKey.of("vars").accessKeyId() + "\"",
            "\"AWS_ENDPOINT_URL_S3\":\"http://localhost:1/\"",
            "\"URL\":\"http://local/dev\"",
            "$Environment::all\"")
        .doesNotContain("\"HOME\"");
  }

  @Test
  void staticFieldsOfTwoFunctionsDoNotMeet() {
    DeployedFunction one = functions.deploy("one", "Environment::count");
    DeployedFunction two = functions.deploy("two", "Environment::count");
    assertThat(call(one, "{}")).isEqualTo("1");
    assertThat(call(one, "{}")).isEqualTo("2");
    assertThat(call(two, "{}")).isEqualTo("1");
  }

  @Test
  void theContextClassLoaderIsTheFunctions() {
    assertThat(call(functions.deploy("loader", "Environment::loader"), "{}"))
        .isEqualTo("\"function loader\"");
  }

  @Test
  void aFunctionDoesNotSeeWhatTheEmulatorRunsOn() {
    assertThat(call(functions.deploy("blind", "Environment::seesTheEmulator"), "{}"))
        .isEqualTo("false");
  }

  @Test
  void withoutIsolationFunctionsShareTheCallersClasses() {
    try (RunningFunctions shared = new RunningFunctions(TimeSource.system(), false)) {
      assertThat(call(shared.deploy("sees", "Environment::seesTheEmulator"), "{}"))
          .isEqualTo("true");
    }
  }

  @Test
  void aFunctionLoadedAheadStillStartsCold() {
    DeployedFunction function = functions.deploy("ahead", "Counting::call");
    function.preload();
    assertThat(call(function, "{}")).isEqualTo("\"1/1\"");
    assertThat(functions.invocations().get(0).init()).isNotNull();
  }
}
