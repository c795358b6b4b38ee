package dev.wsemulator.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a non-proxy integration makes of an answer of its back end. Immutable.
 *
 * @param key {@code $default}, or a regular expression between slashes, such as {@code /4\d\d/},
 *     for the back end's status code or, of a function, its error message
 * @param templateSelectionExpression chooses the response template; empty for {@code $default}
 * @param responseTemplates mapping templates by the value of the expression
 * @param responseParameters parameters of the route's response to where their values come from
 * @param contentHandling how the answer's encoding is changed; empty to leave it
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html">Integration
 *     responses</a>
 */
public record IntegrationResponse(
    String key,
    Optional<String> templateSelectionExpression,
    Map<String, String> responseTemplates,
    Map<String, String> responseParameters,
    Optional<Transformation.ContentHandling> contentHandling) {

  /** The key of the response that is taken when no other fits. */
  public static final String DEFAULT = "$default";

  /** Copies the collections. */
  public IntegrationResponse {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(templateSelectionExpression, "templateSelectionExpression");
    responseTemplates = Map.copyOf(responseTemplates);
    responseParameters = Map.copyOf(responseParameters);
    Objects.requireNonNull(contentHandling, "contentHandling");
  }

  /** Returns a response that leaves the answer as it is. */
  public static IntegrationResponse of(String key) {
    return new IntegrationResponse(key, Optional.empty(), Map.of(), Map.of(), Optional.empty());
  }

  /** Returns a response with one template, for all answers. */
  public static IntegrationResponse of(String key, String template) {
    return of(key).withTemplates(Map.of(DEFAULT, template));
  }

  /** Returns this with the response templates. */
  public IntegrationResponse withTemplates(Map<String, String> templates) {
    return new IntegrationResponse(
        key, templateSelectionExpression, templates, responseParameters, contentHandling);
  }

  /** Returns this with the expression that chooses the response template. */
  public IntegrationResponse withTemplateSelectionExpression(String expression) {
    return new IntegrationResponse(
        key, Optional.of(expression), responseTemplates, responseParameters, contentHandling);
  }

  /** Returns this with the parameters of the route's response. */
  public IntegrationResponse withParameters(Map<String, String> parameters) {
    return new IntegrationResponse(
        key, templateSelectionExpression, responseTemplates, parameters, contentHandling);
  }

  /** Returns this with a change of the answer's encoding. */
  public IntegrationResponse withContentHandling(Transformation.ContentHandling handling) {
    return new IntegrationResponse(
        key,
        templateSelectionExpression,
        responseTemplates,
        responseParameters,
        Optional.of(handling));
  }
}
