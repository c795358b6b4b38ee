package dev.wsemulator.internal.function.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.RunningFunctions;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.CompiledHandler;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataReader;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's own agent counts in classes of the package dev.wsemulator. */
class CoverageProbesTest {
  private static final String NAME = "dev.wsemulator.covered.Handler";
  private static final String SOURCE =
      """
      package dev.wsemulator.covered;
      import java.util.Map;
      public class Handler {
        public String run(Map<String, String> event) {
          String text = System.getenv("AWS_LAMBDA_FUNCTION_NAME");
          for (int i = 0; i < 3; i++) {
            text = text + i;
          }
          if (text.isEmpty()) {
            return "never";
          }
          return text;
        }
      }
      """;

  @TempDir private Path folder;
  private final RunningFunctions functions = new RunningFunctions();

  @AfterEach
  void close() {
    functions.close();
  }

  @Test
  void coverageOfAFunctionsCodeIsCountedThoughItIsRewritten() throws Exception {
    assumeTrue(CoverageProbes.areIn(NAME), "JaCoCo's agent does not count in this JVM.");
    CompiledHandler compiled = CompiledHandler.of(SOURCE);
    DeployedFunction function =
        functions.runtime.deploy(
            FunctionDefinition.of(
                "covered",
                new FunctionDefinition.Files(
                    NAME + "::run", List.of(compiled.writeTo(folder.resolve("code"))))));

    assertThat(RunningFunctions.call(function, "{}")).isEqualTo("\"covered012\"");

    IClassCoverage coverage = coverage(compiled.bytes(NAME));
    assertThat(coverage.isNoMatch()).as("of another class file").isFalse();
    assertThat(coverage.getLine(5).getStatus()).isEqualTo(ICounter.FULLY_COVERED);
    assertThat(coverage.getLine(7).getStatus()).isEqualTo(ICounter.FULLY_COVERED);
    assertThat(coverage.getLine(10).getStatus()).isEqualTo(ICounter.NOT_COVERED);
    assertThat(coverage.getLine(12).getStatus()).isEqualTo(ICounter.FULLY_COVERED);
  }

  @Test
  void librariesThatTheAgentLeavesOutAreLeftAsTheyAre() {
    byte[] original = CompiledHandler.answering("one").bytes("app.Handler");
    assertThat(CoverageProbes.added("app.Handler", original)).isSameAs(original);
  }

  /** Reads what the agent has counted, as a report does: by the class file. */
  private static IClassCoverage coverage(byte[] classFile) throws Exception {
    Object agent =
        ClassLoader.getSystemClassLoader()
            .loadClass("org.jacoco.agent.rt.RT")
            .getMethod("getAgent")
            .invoke(null);
    byte[] counted =
        (byte[]) agent.getClass().getMethod("getExecutionData", boolean.class).invoke(agent, false);
    ExecutionDataStore store = new ExecutionDataStore();
    ExecutionDataReader reader = new ExecutionDataReader(new ByteArrayInputStream(counted));
    reader.setExecutionDataVisitor(store);
    reader.setSessionInfoVisitor(new SessionInfoStore());
    reader.read();
    CoverageBuilder builder = new CoverageBuilder();
    new Analyzer(store, builder).analyzeClass(classFile, NAME);
    return builder.getClasses().iterator().next();
  }
}
