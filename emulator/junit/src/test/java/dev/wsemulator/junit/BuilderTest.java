package dev.wsemulator.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What extensions are made of: by the builder, and by the annotation. */
class BuilderTest {
  private static final Path TEMPLATE = Path.of("src/test/resources/template.yaml");
  private static final LambdaFunction OK = event -> "{\"statusCode\":200}".getBytes(UTF_8);

  @Nested
  class OfTemplate {
    @RegisterExtension
    static final EmulatorExtension EXTENSION =
        EmulatorExtension.builder()
            .template(TEMPLATE)
            .parameter("StageName", "beta")
            .function("More", OK)
            .quotas(quotas -> quotas.idleTimeout(Duration.ofSeconds(30)))
            .virtualTime()
            .build();

    @Test
    void hasItsParametersServicesFunctionsQuotasAndTime(
        WebSocketApiEmulator emulator, DynamoDbClient dynamoDb, Faults faults, TimeSource time) {
      assertThat(emulator.webSocketUrl()).hasPath("/beta");
      assertThat(dynamoDb.listTables().tableNames()).containsExactly("notes");
      assertThat(emulator.stack().functions()).extracting(each -> each.name()).contains("More");
      assertThat(faults).isSameAs(emulator.faults());
      assertThat(time).isSameAs(emulator.time());
    }

    @Test
    void idleConnectionsEndWhenTimeIsAdvanced(TestClient client, TimeSource time) {
      time.advance(Duration.ofSeconds(29));
      client.expectNothing();
      time.advance(Duration.ofSeconds(30));
      client.expectClose(1001, "Going away");
    }
  }

  @Nested
  @WebSocketApiTest(
      template = "src/test/resources/template.yaml",
      virtualTime = true,
      quotas = "idleTimeout=30s",
      lifecycle = WebSocketApiTest.Lifecycle.PER_METHOD)
  class OfAnnotation {
    @Test
    void hasItsQuotasAndTime(TestClient client, TimeSource time) {
      time.advance(Duration.ofSeconds(31));
      client.expectClose(1001, "Going away");
    }
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml", quotas = "idleTimeout")
  static class Misspelt {
    @Test
    void isNotReached() {}
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml", leakChecks = false)
  static class Lenient {
    @Test
    void leavesAConnection(WebSocketApiEmulator emulator) {
      assertThat(TestClient.connect(emulator.webSocketUrl()).isOpen()).isTrue();
    }
  }

  @WebSocketApiTest(template = "src/test/resources/template.yaml")
  static class Strict {
    @Test
    void leavesAConnection(WebSocketApiEmulator emulator) {
      assertThat(TestClient.connect(emulator.webSocketUrl()).isOpen()).isTrue();
    }
  }

  @Test
  void theAnnotationSaysWhatIsWrong() {
    assertThat(Results.of(Misspelt.class).failure("BuilderTest$Misspelt"))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("The quota \"idleTimeout\" of @WebSocketApiTest is not of the form");
  }

  @Test
  void theAnnotationSwitchesTheChecks() {
    assertThat(Results.of(Lenient.class).passed()).isEqualTo(1);
    assertThat(Results.of(Strict.class).failure("leavesAConnection"))
        .hasMessageStartingWith("The test Strict.leavesAConnection left the TestClient");
  }

  @Test
  void aParameterNeedsATemplate() {
    EmulatorExtensionBuilder builder = EmulatorExtension.builder();
    assertThatThrownBy(() -> builder.parameter("StageName", "beta"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Call template(...) before");
  }
}
