package dev.wsemulator.internal.gateway;

import static dev.wsemulator.internal.gateway.MessageReasonsTest.closedPort;
import static dev.wsemulator.internal.gateway.MessageReasonsTest.twoWay;
import static dev.wsemulator.internal.gateway.MessageReasonsTest.why;
import static dev.wsemulator.testing.Rig.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.journal.Reason;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.VirtualTime;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons of messages whose function fails, is slow or is throttled. */
class FunctionFailureReasonsTest {
  /** A handler in a folder. */
  public static class Greeter {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f-shoot:live|no-alias|The function f-shoot has no alias or version \"live\".",
        "arn:aws:lambda:us-east-1:123456789012:function:f-shoot:live|no-alias|The function f-shoot has"
            + " no alias or version \"live\".",
        "arn:aws:lambda:us-east-1:123456789012:function:none|no-function|There is no function named"
            + " \"none\"."
      })
  void aFunctionThatIsNamedInAnotherWaySaysWhatIsWrong(String name, String code, String what)
      throws Exception {
    Rig rig = new Rig().route(twoWay(Integration.lambdaProxy(name)));
    rig.function("shoot", Rig.OK);
    try (rig) {
      Reason why = why(rig.start(), "x");
      assertThat(why.code()).isEqualTo(code);
      assertThat(why.what()).isEqualTo(what);
    }
  }

  @Aws("LP-09")
  @Test
  void theArnOfAFunctionInvokesIt() throws Exception {
    String arn = "arn:aws:lambda:us-east-1:123456789012:function:f-shoot";
    Rig rig = new Rig().route(twoWay(Integration.lambdaProxy(arn)));
    rig.function("shoot", event -> bytes("{\"statusCode\":200,\"body\":\"invoked\"}"));
    try (rig;
        RawClient client = rig.start().open()) {
      client.text("x");
      assertThat(client.read().text()).isEqualTo("invoked");
    }
  }

  @Test
  void aFunctionThatThrowsSaysWhatItThrew() throws Exception {
    LambdaFunction broken =
        event -> {
          throw new IllegalStateException("no such room");
        };
    try (Rig rig = new Rig().route("$default", broken).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-failed");
      assertThat(why.text())
          .isEqualTo(
              "The function f-default ended with an error: java.lang.IllegalStateException. \"no such"
                  + " room\". See its log: websocket-api-emulator logs f-default");
    }
  }

  @Test
  void aHandlerThatCannotBeLoadedNamesTheOneThatIsNear(@TempDir Path folder) throws Exception {
    String name = Greeter.class.getName();
    Path file = folder.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream bytes =
        Greeter.class.getResourceAsStream("FunctionFailureReasonsTest$Greeter.class")) {
      Files.copy(bytes, file);
    }
    FunctionDefinition function =
        FunctionDefinition.of(
            "greet",
            new FunctionDefinition.Files(
                "other.FunctionFailureReasonsTest$Greeter", List.of(folder), "java17"));
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(function))
            .route(twoWay(Integration.lambdaProxy("greet")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("handler-not-loaded");
      assertThat(why.found())
          .contains("handler other.FunctionFailureReasonsTest$Greeter cannot be used");
      assertThat(why.advice()).endsWith("Did you mean %s?".formatted(name));
    }
  }

  @Test
  void whatTakesTooLongSaysHowLongItMayTake() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    LambdaFunction slow =
        event -> {
          go.await();
          return bytes("{\"statusCode\":200}");
        };
    try (Rig rig = new Rig().route("$default", Duration.ofMillis(50), slow).start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("integration-timeout");
      assertThat(why.what()).isEqualTo("The function f-default did not respond in time.");
      assertThat(why.expected()).isEqualTo("The integration waits for 50 ms.");
      go.countDown();
    }
  }

  @Test
  void aFunctionsOwnTimeoutIsNamed() throws Exception {
    LambdaFunction endless =
        event -> {
          new CountDownLatch(1).await();
          return event;
        };
    FunctionDefinition function =
        FunctionDefinition.of("endless", (Object) endless).toBuilder()
            .timeout(Duration.ofSeconds(1))
            .build();
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(function))
            .route(twoWay(Integration.lambdaProxy("endless")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-timed-out");
      assertThat(why.text()).contains("It has 1000 ms. Task timed out after 1.00 seconds.");
    }
  }

  @Test
  void aFunctionWithoutRoomNamesItsConcurrency() throws Exception {
    FunctionDefinition none =
        FunctionDefinition.of("none", (Object) Rig.OK).toBuilder().reservedConcurrency(0).build();
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(none))
            .route(twoWay(Integration.lambdaProxy("none")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-throttled");
      assertThat(why.found()).isEqualTo("Its reserved concurrency is 0.");
    }
  }

  @Test
  void aFunctionElsewhereThatDoesNotAnswerNamesItsUrl() throws Exception {
    String url = "http://127.0.0.1:" + closedPort() + "/2015-03-31/functions/far/invocations";
    FunctionDefinition far = FunctionDefinition.remote("far", URI.create(url));
    try (Rig rig =
        new Rig()
            .also(builder -> builder.function(far))
            .route(twoWay(Integration.lambdaProxy("far")))
            .start()) {
      Reason why = why(rig, "x");
      assertThat(why.code()).isEqualTo("function-rejected");
      assertThat(why.found()).contains("No response from " + url);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slow|the route slow|It allows 1 per second and a burst of 1.",
        "other|the stage dev|It allows 0.5 per second and a burst of 3."
      })
  void whatIsThrottledNamesTheBucket(String action, String bucket, String rate) throws Exception {
    Stage stage =
        Stage.builder("dev")
            .defaultRouteSettings(RouteSettings.builder().throttling(0.5, 3).build())
            .routeSettings(Map.of("slow", RouteSettings.builder().throttling(1, 1).build()))
            .build();
    try (Rig rig =
        new Rig()
            .time(new VirtualTime())
            .stage(stage)
            .route("slow", Rig.OK)
            .route("other", Rig.OK)
            .start()) {
      try (RawClient client = rig.open()) {
        for (int i = 0; i < 4; i++) {
          client.text("{\"action\":\"%s\"}".formatted(action));
        }
        Reason why = rig.why();
        assertThat(why.code()).isEqualTo("throttled");
        assertThat(why.what()).isEqualTo("The rate limit of %s is exceeded.".formatted(bucket));
        assertThat(why.expected()).isEqualTo(rate);
      }
    }
  }

  @Test
  void theAccountsBucketIsNamedToo() throws Exception {
    try (Rig rig =
        new Rig()
            .time(new VirtualTime())
            .quota("requestsPerSecond", "1")
            .quota("requestBurst", "1")
            .echo()
            .start()) {
      assertThat(why(rig, "x").what())
          .isEqualTo("The rate limit of the account (all requests) is exceeded.");
    }
  }
}
