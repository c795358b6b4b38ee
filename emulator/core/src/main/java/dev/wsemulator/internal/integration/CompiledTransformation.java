package dev.wsemulator.internal.integration;

import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Transformation;
import dev.wsemulator.api.Transformation.ContentHandling;
import dev.wsemulator.api.Transformation.PassthroughBehavior;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.mapping.MappingTemplate;
import dev.wsemulator.internal.mapping.ParameterMapping;
import dev.wsemulator.internal.mapping.TemplateFailure;
import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.internal.mapping.TemplateSelection;
import dev.wsemulator.journal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transformations of a non-proxy integration, with compiled templates. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html">Data
 *     transformations</a>
 */
final class CompiledTransformation {
  private final PassthroughBehavior passthrough;
  private final @Nullable ContentHandling contentHandling;
  private final TemplateSelection requestTemplates;
  private final ParameterMapping parameters;
  private final List<CompiledResponse> responses;
  private final boolean answered;

  /**
   * Compiles a transformation.
   *
   * @param answered whether the client hears of the answer; on a one-way route it never does,
   *     whatever integration responses there are (RR-07)
   * @throws IllegalArgumentException if a template, parameter or response key is malformed
   */
  CompiledTransformation(Transformation definition, boolean answered) {
    this.answered = answered;
    this.passthrough = definition.passthroughBehavior();
    this.contentHandling = definition.contentHandling().orElse(null);
    this.requestTemplates =
        TemplateSelection.compile(
            definition.templateSelectionExpression(), definition.requestTemplates());
    this.parameters = ParameterMapping.compile(definition.requestParameters());
    this.responses = definition.responses().stream().map(CompiledResponse::of).toList();
  }

  /**
   * A request as the back end gets it.
   *
   * @param body its body
   * @param parameters its parameters
   */
  record Prepared(byte[] body, ParameterMapping.Parameters parameters) {
    /** Returns the body as text. */
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Returns whether the client hears of the answer. */
  boolean isAnswered() {
    return answered;
  }

  /** Returns the request for the back end, or the reason why there is none. */
  Prepared prepare(TemplateInput input) throws TransformationException {
    Optional<MappingTemplate> template =
        requestTemplates.select(input.body(), TemplateSelection.Response.NONE);
    if (template.isEmpty() && !passes()) {
      throw new TransformationException(
          new Outcome.Failed(
              Failure.UNSUPPORTED_MEDIA_TYPE,
              "Execution failed due to configuration error: no request template for the message",
              MappingReasons.noTemplate(passthrough, requestTemplates.choice(input.body()))));
    }
    String text = template.isPresent() ? render(template.get(), input) : input.body();
    return new Prepared(bytes(text), parameters.apply(input));
  }

  private boolean passes() {
    return switch (passthrough) {
      case WHEN_NO_MATCH -> true;
      case WHEN_NO_TEMPLATES -> requestTemplates.isEmpty();
      case NEVER -> false;
    };
  }

  private byte[] bytes(String text) throws TransformationException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (contentHandling != ContentHandling.CONVERT_TO_BINARY) {
      return utf8;
    }
    try {
      return Base64.getDecoder().decode(utf8);
    } catch (IllegalArgumentException e) {
      throw configurationError(
          "Unable to base64 decode the body.", MappingReasons.notBase64("message", text));
    }
  }

  /** Returns the transformed response for the client. */
  Outcome respond(BackendResponse backendResponse, TemplateInput request) {
    if (!answered) {
      return new Outcome.Answered(backendResponse.status(), Map.of(), backendResponse.text());
    }
    CompiledResponse fallback = null;
    for (CompiledResponse response : responses) {
      if (response.isDefault()) {
        fallback = response;
      } else if (backendResponse.selector() != null && response.fits(backendResponse.selector())) {
        return answered(response, backendResponse, request);
      }
    }
    return fallback == null
        ? configurationError(
                "No match for output mapping and no default output mapping configured. Endpoint Response Status Code: "
                    + backendResponse.status(),
                MappingReasons.noResponse(backendResponse, keys()))
            .outcome()
        : answered(fallback, backendResponse, request);
  }

  private List<String> keys() {
    return responses.stream().map(CompiledResponse::key).toList();
  }

  private static Outcome answered(
      CompiledResponse response, BackendResponse backendResponse, TemplateInput request) {
    try {
      return new Outcome.Answered(
          response.status(backendResponse),
          response.headers(backendResponse, request),
          response.body(backendResponse, request));
    } catch (TransformationException e) {
      return e.outcome();
    }
  }

  static String render(MappingTemplate template, TemplateInput input)
      throws TransformationException {
    try {
      return template.render(input);
    } catch (TemplateFailure e) {
      throw configurationError(
          "Unable to transform request. A mapping template failed: " + e.getMessage(),
          MappingReasons.failed(e));
    }
  }

  static TransformationException configurationError(String detail, Reason why) {
    return new TransformationException(
        new Outcome.Failed(
            Failure.CONFIGURATION, "Execution failed due to configuration error: " + detail, why));
  }

  /** Why a request does not reach its back end, or an answer not its client. */
  static final class TransformationException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Outcome outcome;

    TransformationException(Outcome.Failed outcome) {
      super(outcome.detail(), null, false, false);
      this.outcome = outcome;
    }

    Outcome outcome() {
      return outcome;
    }
  }

  /** Returns whether the key of an integration response has one of its two forms. */
  static boolean isKey(String key) {
    boolean pattern = key.length() > 2 && key.startsWith("/") && key.endsWith("/");
    return key.equals(IntegrationResponse.DEFAULT) || pattern;
  }
}
