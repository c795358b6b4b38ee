package dev.wsemulator.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a non-proxy integration does to a message on its way to the back end, and to the answer on
 * its way back. Immutable.
 *
 * @param templateSelectionExpression chooses the request template; empty for {@code $default}
 * @param requestTemplates mapping templates by the value of the expression
 * @param requestParameters parameters of the back end's request, such as {@code
 *     integration.request.header.connectionId}, to where their values come from
 * @param passthroughBehavior what becomes of a message that no template is for
 * @param contentHandling how the message's encoding is changed; empty to leave it
 * @param responses the integration responses
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html">Data
 *     transformations</a>
 */
public record Transformation(
    Optional<String> templateSelectionExpression,
    Map<String, String> requestTemplates,
    Map<String, String> requestParameters,
    PassthroughBehavior passthroughBehavior,
    Optional<ContentHandling> contentHandling,
    List<IntegrationResponse> responses) {

  /** What becomes of a message that no request template is for. */
  public enum PassthroughBehavior {
    /** It is passed on as it is; the default. */
    WHEN_NO_MATCH,
    /** It is passed on only if the integration has no templates at all. */
    WHEN_NO_TEMPLATES,
    /** It is refused. */
    NEVER
  }

  /** How the encoding of a payload is changed. */
  public enum ContentHandling {
    /** Base64 text becomes bytes. */
    CONVERT_TO_BINARY,
    /** Bytes become Base64 text. */
    CONVERT_TO_TEXT
  }

  /** Copies the collections. */
  public Transformation {
    Objects.requireNonNull(templateSelectionExpression, "templateSelectionExpression");
    requestTemplates = Map.copyOf(requestTemplates);
    requestParameters = Map.copyOf(requestParameters);
    Objects.requireNonNull(passthroughBehavior, "passthroughBehavior");
    Objects.requireNonNull(contentHandling, "contentHandling");
    responses = List.copyOf(responses);
  }

  /** Returns a transformation that passes messages on and has these integration responses. */
  public static Transformation of(IntegrationResponse... responses) {
    return new Transformation(
        Optional.empty(),
        Map.of(),
        Map.of(),
        PassthroughBehavior.WHEN_NO_MATCH,
        Optional.empty(),
        List.of(responses));
  }

  /** Returns this with the request templates. */
  public Transformation withRequestTemplates(Map<String, String> templates) {
    return new Transformation(
        templateSelectionExpression,
        templates,
        requestParameters,
        passthroughBehavior,
        contentHandling,
        responses);
  }

  /** Returns this with one request template, for all messages. */
  public Transformation withRequestTemplate(String template) {
    return withRequestTemplates(Map.of("$default", template));
  }

  /** Returns this with the expression that chooses the request template. */
  public Transformation withTemplateSelectionExpression(String expression) {
    return new Transformation(
        Optional.of(expression),
        requestTemplates,
        requestParameters,
        passthroughBehavior,
        contentHandling,
        responses);
  }

  /** Returns this with the parameters of the back end's request. */
  public Transformation withRequestParameters(Map<String, String> parameters) {
    return new Transformation(
        templateSelectionExpression,
        requestTemplates,
        parameters,
        passthroughBehavior,
        contentHandling,
        responses);
  }

  /** Returns this with the treatment of messages that no request template is for. */
  public Transformation withPassthroughBehavior(PassthroughBehavior behavior) {
    return new Transformation(
        templateSelectionExpression,
        requestTemplates,
        requestParameters,
        behavior,
        contentHandling,
        responses);
  }

  /** Returns this with a change of the message's encoding. */
  public Transformation withContentHandling(ContentHandling handling) {
    return new Transformation(
        templateSelectionExpression,
        requestTemplates,
        requestParameters,
        passthroughBehavior,
        Optional.of(handling),
        responses);
  }
}
