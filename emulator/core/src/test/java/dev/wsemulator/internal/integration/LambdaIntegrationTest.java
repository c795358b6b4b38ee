package dev.wsemulator.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Routes to functions that are not told everything. */
class LambdaIntegrationTest {

  private static String answer(Rig rig, String message) throws Exception {
    try (RawClient client = rig.open()) {
      client.text(message);
      return client.read().text();
    }
  }

  private static Rig rig(BlockingQueue<String> seen, Transformation transformation) {
    return new Rig()
        .also(
            builder ->
                builder.function(
                    "plain",
                    (dev.wsemulator.lambda.LambdaFunction)
                        event -> {
                          String text = new String(event, java.nio.charset.StandardCharsets.UTF_8);
                          seen.add(text);
                          if (text.contains("fail")) {
                            throw new IllegalStateException("no such room: 7");
                          }
                          return Rig.bytes("{\"got\":" + text + "}");
                        }))
        .route(
            Route.twoWay(
                "$default",
                new Integration.Lambda("plain", transformation, Integration.MAX_TIMEOUT)));
  }

  @Aws({"RR-06", "TM-01", "IN-05"})
  @Test
  void aFunctionGetsWhatTheTemplateMakes() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Transformation transformation =
        Transformation.of(
                IntegrationResponse.of("/no such room/", "never: it is not the whole message"),
                IntegrationResponse.of("/no such room.*/", "sorry: $input.path('$.errorMessage')"),
                IntegrationResponse.of("$default", "ok $input.json('$.got.text')"))
            .toBuilder()
            .requestTemplate("{\"text\":$input.json('$.t'),\"from\":\"$context.connectionId\"}")
            .build();
    try (Rig rig = rig(seen, transformation).start()) {
      assertThat(answer(rig, "{\"t\":\"hi\"}")).isEqualTo("ok \"hi\"");
      assertThat(seen.take()).isEqualTo("{\"text\":\"hi\",\"from\":\"" + rig.lastId() + "\"}");
      assertThat(answer(rig, "{\"t\":\"fail\"}")).isEqualTo("sorry: no such room: 7");
    }
  }

  @Aws({"IN-14", "EV-10"})
  @Test
  void withoutATemplateAFunctionGetsTheMessage() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (Rig rig = rig(seen, Transformation.of(IntegrationResponse.of("$default"))).start()) {
      assertThat(answer(rig, "{\"t\":1}")).isEqualTo("{\"got\":{\"t\":1}}");
      assertThat(seen.take()).isEqualTo("{\"t\":1}");
    }
  }

  @Aws("IN-25")
  @Test
  void aStageVariableMayNameTheFunction() throws Exception {
    Rig rig =
        new Rig()
            .api(
                api -> api.stage(Stage.builder("dev").variables(Map.of("fn", "f-chosen")).build()));
    rig.function("chosen", Rig::echoed);
    rig.route(Route.twoWay("$default", Integration.lambdaProxy("${stageVariables.fn}")));
    try (rig) {
      rig.start();
      assertThat(answer(rig, "hi")).isEqualTo("hi");
    }
  }

  @Aws({"LP-11", "TH-08"})
  @Test
  void aFunctionThatIsThrottledIsAnInternalError() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    dev.wsemulator.lambda.LambdaFunction slow =
        event -> {
          entered.countDown();
          leave.await(20, TimeUnit.SECONDS);
          return Rig.bytes("{\"statusCode\":200,\"body\":\"done\"}");
        };
    FunctionDefinition one =
        FunctionDefinition.of("one", (Object) slow).toBuilder().reservedConcurrency(1).build();
    try (Rig rig =
            new Rig()
                .also(builder -> builder.function(one))
                .route(Route.twoWay("$default", Integration.lambdaProxy("one")))
                .start();
        RawClient client = rig.open()) {
      client.text("first");
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
      client.text("second");
      assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\"");
      leave.countDown();
      assertThat(client.read().text()).isEqualTo("done");
    }
  }
}
