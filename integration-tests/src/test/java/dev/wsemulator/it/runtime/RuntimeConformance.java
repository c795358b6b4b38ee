package dev.wsemulator.it.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** All cases, for functions in one language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RuntimeConformance
    implements EventCases,
        ErrorCases,
        EndCases,
        EnvironmentCases,
        LogCases,
        FaultCases,
        LoadCases,
        WorldCases,
        ChangeCases {
  private final Language language;
  private Path code;

  RuntimeConformance(Language language) {
    this.language = language;
  }

  @BeforeAll
  void writeCode(@TempDir Path folder) throws IOException {
    language
        .missing()
        .ifPresent(
            why -> assumeTrue(false, why + " Functions in " + language.name() + " need it."));
    code = folder.resolve("code");
    language.writeCode(code);
  }

  @Override
  public Language language() {
    return language;
  }

  @Override
  public Path code() {
    return code;
  }

  @Override
  public RunningFunction start(
      FunctionDefinition.Builder properties, Consumer<EmulatorBuilder> further) {
    FunctionDefinition function = properties.build();
    WebSocketApi api =
        WebSocketApi.builder("cases")
            .apiId("a1b2c3d4e5")
            .route(Route.twoWay("$default", Integration.lambdaProxy(function.name())))
            .build();
    EmulatorBuilder builder =
        WebSocketApiEmulator.builder()
            .api(api)
            .function(function)
            .verifyIdentity(false)
            .quotas(Quotas.builder().withoutThrottling().build());
    further.accept(builder);
    return new RunningFunction(builder.start(), function.name());
  }
}
