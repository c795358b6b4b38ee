package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template of the translator app, with its code taken from elsewhere. */
class TranslatorAppTest {
  @TempDir private Path code;
  private Stack stack;

  @BeforeEach
  void load() throws IOException {
    Path classes = TemplateFolder.in(code).folder().resolve("code");
    Path handlers = Files.createDirectories(classes.resolve("dev/wsemulator/translator"));
    Template template = Template.of(Path.of("../../translator-app/template.yaml"));
    for (String function :
        List.of(
            "ConnectFunction",
            "DisconnectFunction",
            "DefaultFunction",
            "EchoMessageFunction",
            "UploadFunction",
            "TranslateFunction",
            "TranslateDocumentFunction",
            "BucketPutNotificationFunction")) {
      template = template.code(function, classes);
    }
    for (String handler :
        List.of(
            "Connect",
            "Disconnect",
            "DefaultRoute",
            "EchoMessage",
            "Upload",
            "Translate",
            "TranslateDocument",
            "BucketPutNotification")) {
      Files.createFile(handlers.resolve(handler + ".class"));
    }
    stack = template.load();
  }

  @Test
  void nothingIsWarnedOf() {
    assertThat(stack.warnings()).isEmpty();
    assertThat(stack.name()).isEqualTo("translator-app");
  }

  @Aws({"CF-04", "CF-05", "CF-06", "CF-01"})
  @Test
  void apiHasItsRoutes() {
    WebSocketApi api = stack.apis().get(0);
    assertThat(stack.apis()).hasSize(1);
    assertThat(api.stages()).containsExactly(Stage.of("dev"));
    assertThat(api.routes().keySet())
        .containsExactlyInAnyOrder(
            "$connect", "$disconnect", "$default", "echomessage", "upload", "translate");
    assertThat(api.routes().values().stream().filter(Route::respondsToClient).map(Route::routeKey))
        .containsExactlyInAnyOrder("$default", "upload", "translate");
    assertThat(api.routes().get("upload").integration())
        .contains(Integration.lambdaProxy("translator-app-UploadFunction"));
    assertThat(stack.outputs())
        .containsEntry(
            "WebSocketUrl", "wss://" + api.apiId() + ".execute-api.us-east-1.amazonaws.com/dev");
  }

  @Test
  void functionsHaveTheirSettings() {
    FunctionDefinition function =
        stack.functions().stream()
            .filter(one -> one.name().equals("translator-app-TranslateDocumentFunction"))
            .findFirst()
            .orElseThrow();
    assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(function.memoryMb()).isEqualTo(1024);
    assertThat(function.environment())
        .containsEntry("CONNECTIONS_ENDPOINT", stack.outputs().get("ConnectionsEndpoint"));
    assertThat(function.policy())
        .anySatisfy(
            statement -> {
              assertThat(statement.actions()).containsExactly("execute-api:ManageConnections");
              assertThat(statement.resources())
                  .containsExactly(
                      "arn:aws:execute-api:us-east-1:123456789012:%s/dev/POST/@connections/*"
                          .formatted(stack.apis().get(0).apiId()));
            });
  }

  @Test
  void tableAndBucketAreThere() {
    assertThat(stack.tables())
        .containsExactly(
            Table.builder("translator-app-ConnectionsTable", new Table.Key("connectionId", null))
                .attributeTypes(Map.of("connectionId", Table.AttributeType.S))
                .timeToLiveAttribute("expiresAt")
                .build());
    Bucket bucket = stack.buckets().get(0);
    assertThat(bucket.bucketName()).isEqualTo("translator-app-documents-123456789012");
    assertThat(bucket.cors())
        .containsExactly(
            new Bucket.CorsRule(
                List.of("*"),
                List.of("GET", "HEAD", "PUT"),
                new Bucket.CorsRule.Headers(List.of("*"), List.of("ETag"))));
    assertThat(bucket.notifications())
        .containsExactlyInAnyOrder(
            new Bucket.Notification(
                "JobCreated",
                "translator-app-TranslateDocumentFunction",
                new Bucket.Notification.Filter(List.of("s3:ObjectCreated:*"), "jobs/", "")),
            new Bucket.Notification(
                "TranslationCreatedOrRemoved",
                "translator-app-BucketPutNotificationFunction",
                new Bucket.Notification.Filter(
                    List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*"), "translations/", "")));
  }
}
