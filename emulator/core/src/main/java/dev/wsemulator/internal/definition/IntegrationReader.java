package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.Transformation.ContentHandling;
import dev.wsemulator.api.Transformation.PassthroughBehavior;
import dev.wsemulator.internal.controlplane.store.Document;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads integrations from their resources. */
final class IntegrationReader {
  private IntegrationReader() {}

  /** Returns the integration that a resource, with its responses, describes. */
  static Integration read(Document integration, List<Document> responses) {
    String uri = integration.text("integrationUri").orElse("");
    String method = integration.text("integrationMethod").orElse("POST");
    Duration timeout =
        integration
            .number("timeoutInMillis")
            .map(millis -> Duration.ofMillis(millis.longValue()))
            .orElse(Integration.MAX_TIMEOUT);
    Optional<String> role = integration.text("credentialsArn").filter(arn -> !arn.isEmpty());
    Transformation transformation = transformation(integration, responses);
    return switch (IntegrationType.of(integration)) {
      case MOCK -> new Integration.Mock(transformation);
      case HTTP -> new Integration.Http(method, uri, transformation, timeout);
      case HTTP_PROXY ->
          new Integration.HttpProxy(method, uri, integration.texts("requestParameters"), timeout);
      case AWS_PROXY -> new Integration.LambdaProxy(function(uri), timeout, role);
      case AWS ->
          FunctionUri.isService(uri)
              ? new Integration.AwsService(
                  method,
                  FunctionUri.service(uri),
                  FunctionUri.target(uri),
                  transformation,
                  timeout)
              : new Integration.Lambda(function(uri), transformation, timeout, role);
    };
  }

  private static String function(String uri) {
    return FunctionUri.functionName(uri)
        .or(() -> Optional.of(uri).filter(FunctionUri::isPlain))
        .orElseThrow(
            () -> new IllegalArgumentException("The URI %s invokes no function.".formatted(uri)));
  }

  private static Transformation transformation(Document integration, List<Document> responses) {
    return Transformation.builder()
        .templateSelectionExpression(integration.text("templateSelectionExpression").orElse(null))
        .requestTemplates(integration.texts("requestTemplates"))
        .requestParameters(integration.texts("requestParameters"))
        .passthroughBehavior(
            PassthroughBehavior.valueOf(
                integration.text("passthroughBehavior").orElse("WHEN_NO_MATCH")))
        .contentHandling(contentHandling(integration).orElse(null))
        .responses(responses.stream().map(IntegrationReader::response).toList())
        .build();
  }

  private static IntegrationResponse response(Document response) {
    return IntegrationResponse.builder(
            response.text("integrationResponseKey").orElse(IntegrationResponse.DEFAULT))
        .templateSelectionExpression(response.text("templateSelectionExpression").orElse(null))
        .responseTemplates(response.texts("responseTemplates"))
        .responseParameters(response.texts("responseParameters"))
        .contentHandling(contentHandling(response).orElse(null))
        .build();
  }

  private static Optional<ContentHandling> contentHandling(Document document) {
    return document.text("contentHandlingStrategy").map(ContentHandling::valueOf);
  }
}
