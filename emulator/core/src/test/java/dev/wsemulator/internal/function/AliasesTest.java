package dev.wsemulator.internal.function;

import static dev.wsemulator.testing.Rig.at;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.function.invocation.InvocationRequest;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.journal.Origin;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that are called by an alias or a version. */
class AliasesTest {

  /** Answers with how it was called. */
  private static final class Called implements RequestHandler<Map<String, Object>, Object> {
    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
      return Map.of(
          "statusCode",
          200,
          "body",
          context.getInvokedFunctionArn() + " " + context.getFunctionVersion());
    }
  }

  private static Rig rig(String... names) {
    FunctionDefinition function =
        FunctionDefinition.of("Called", (Object) new Called()).toBuilder()
            .qualifiers(Map.of("live", "1", "1", "1"))
            .build();
    Rig rig = new Rig().also(builder -> builder.function(function));
    for (String name : names) {
      rig.route(Route.twoWay(name, Integration.lambdaProxy(name)));
    }
    return rig.echo().stage(Stage.builder("dev").variables(Map.of("alias", "live")).build());
  }

  @ParameterizedTest
  @CsvSource({
    "Called, 'Called $LATEST'",
    "Called:$LATEST, 'Called:$LATEST $LATEST'",
    "Called:live, 'Called:live 1'",
    "Called:1, 'Called:1 1'",
    "Called:${stageVariables.alias}, 'Called:live 1'"
  })
  void aFunctionIsToldByWhatItIsCalled(String name, String told) throws Exception {
    try (Rig rig = rig(name).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"" + name + "\"}");
      assertThat(client.read().text())
          .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:" + told);
    }
  }

  @ParameterizedTest
  @CsvSource({", $LATEST $LATEST", "live, 1 1", "1, 1 1", "$LATEST, $LATEST $LATEST"})
  void theVersionInItsEnvironmentIsTheOneThatIsCalled(
      String qualifier, String told, @TempDir Path folder) {
    String name = "\"AWS_LAMBDA_FUNCTION_VERSION\"";
    try (CompiledFunctions functions = new CompiledFunctions(folder)) {
      DeployedFunction function =
          functions.deploy(
              functions.classes(
                  "return System.getenv(%1$s) + ' ' + System.getenv().get(%1$s);".formatted(name),
                  ""));
      function.qualify(Map.of("live", "1", "1", "1"));
      RunningFunctions.call(function, "\"warm\"");
      assertThat(
              RunningFunctions.text(
                  RunningFunctions.await(
                      function.invoke(
                          new InvocationRequest(
                              bytes("\"event\""), Origin.NONE, null, qualifier)))))
          .isEqualTo('"' + told + '"');
    }
  }

  private static void throttle(Rig rig, String alias) {
    rig.emulator()
        .faults()
        .add(Fault.throttle().at(FaultPoint.INVOCATION).forFunction("Called").forAlias(alias));
  }

  @ParameterizedTest
  @CsvSource({"live, Called:live", "1, Called:1", "1, Called:live", "$LATEST, Called"})
  void aRuleForAnAliasOrAVersionStrikesItsCallsOnly(String alias, String struck) throws Exception {
    String other = struck.equals("Called") ? "Called:live" : "Called";
    try (Rig rig = rig(struck, other).start();
        RawClient client = rig.open()) {
      throttle(rig, alias);
      client.text("{\"action\":\"" + other + "\"}");
      assertThat(client.read().text()).contains(":" + other + " ");
      client.text("{\"action\":\"" + struck + "\"}");
      assertThat(client.read().text()).contains("Internal server error");
      assertThat(rig.emulator().faults().rules().get(0).struck()).isEqualTo(1);
    }
  }

  @Test
  void aRuleForAnAliasThatThereIsNotIsRefused() {
    try (Rig rig = rig().start()) {
      assertThatThrownBy(() -> throttle(rig, "lve"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "There is no alias lve that a fault could strike. Did you mean live? Known: [$LATEST, 1, live].");
    }
  }

  @Aws({"REC-080", "LP-10"})
  @ParameterizedTest
  @CsvSource({"Called:missing, has no alias or version", "Called:2, has no alias or version"})
  void anAliasThatDoesNotExistIsAnInternalServerError(String name, String why) throws Exception {
    try (Rig rig = rig(name).start();
        RawClient client = rig.open()) {
      client.text("{\"action\":\"" + name + "\"}");
      Json error = Json.parse(bytes(client.read().text())).orElseThrow();
      assertThat(at(error, "message")).isEqualTo("Internal server error");
      assertThat(at(error, "connectionId")).isEqualTo(rig.lastId());
      client.text("still open");
      assertThat(client.read().text()).isEqualTo("still open");
      assertThat(rig.emulator().journal().entries(JournalEntry.Invoking.class))
          .noneMatch(call -> call.functionName().equals("Called"));
      await().until(() -> rig.emulator().journal().entries().toString().contains(why));
    }
  }

  @Aws("REC-080")
  @Test
  void anAuthorizersAliasMustExistToo() throws Exception {
    Authorizer guard = Authorizer.of("Called:missing");
    Route connect =
        Route.of("$connect", Integration.lambdaProxy("Called")).toBuilder()
            .authorization(new Authorization.Custom(guard))
            .build();
    try (Rig rig = rig().route(connect).start();
        RawClient client = RawClient.connect(rig.url())) {
      RawClient.Answer answer = client.upgrade(rig.url(), "");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).startsWith("{\"message\": \"\", ");
    }
  }
}
