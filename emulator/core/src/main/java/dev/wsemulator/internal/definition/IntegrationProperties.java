package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Integration;
import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.Transformation.ContentHandling;
import dev.wsemulator.api.Transformation.PassthroughBehavior;
import dev.wsemulator.internal.controlplane.store.Document;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of an integration, from which each type reads what it has.
 *
 * @param integration the resource
 * @param responses its integration responses
 */
record IntegrationProperties(Document integration, List<Document> responses) {

  /** Returns the integration that the properties describe. */
  Integration read() {
    return IntegrationType.of(integration).read(this);
  }

  String uri() {
    return integration.text("integrationUri").orElse("");
  }

  String method() {
    return integration.text("integrationMethod").orElse("POST");
  }

  Map<String, String> requestParameters() {
    return integration.texts("requestParameters");
  }

  Duration timeout() {
    return integration
        .number("timeoutInMillis")
        .map(millis -> Duration.ofMillis(millis.longValue()))
        .orElse(Integration.MAX_TIMEOUT);
  }

  Optional<String> role() {
    return integration.text("credentialsArn").filter(arn -> !arn.isEmpty());
  }

  String function() {
    return FunctionUri.functionName(uri())
        .or(() -> FunctionUri.plainName(uri()))
        .orElseThrow(
            () -> new IllegalArgumentException("The URI %s invokes no function.".formatted(uri())));
  }

  Transformation transformation() {
    return Transformation.builder()
        .templateSelectionExpression(integration.text("templateSelectionExpression").orElse(null))
        .requestTemplates(integration.texts("requestTemplates"))
        .requestParameters(requestParameters())
        .passthroughBehavior(
            PassthroughBehavior.valueOf(
                integration.text("passthroughBehavior").orElse("WHEN_NO_MATCH")))
        .contentHandling(contentHandling(integration).orElse(null))
        .responses(responses.stream().map(IntegrationProperties::response).toList())
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
