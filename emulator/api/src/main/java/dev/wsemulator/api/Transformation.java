package dev.wsemulator.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a non-proxy integration transforms a message for the back end, and the response for the
 * client. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html">Data
 *     transformations</a>
 */
public sealed interface Transformation {

  /** Returns what chooses the request template; empty for {@code $default}. */
  Optional<String> templateSelectionExpression();

  /** Returns mapping templates by the value of the expression. */
  Map<String, String> requestTemplates();

  /**
   * Returns parameters of the back end's request, such as {@code
   * integration.request.header.connectionId}, and where their values come from.
   */
  Map<String, String> requestParameters();

  /** Returns how messages without a template are handled. */
  PassthroughBehavior passthroughBehavior();

  /** Returns how the message's encoding is changed; empty to leave it. */
  Optional<ContentHandling> contentHandling();

  /** Returns the integration responses. */
  List<IntegrationResponse> responses();

  /** Returns a builder with the properties of this transformation. */
  Builder toBuilder();

  /** Returns a transformation that passes messages on and has these integration responses. */
  static Transformation of(IntegrationResponse... responses) {
    return builder().responses(List.of(responses)).build();
  }

  /** Returns a builder of a transformation that passes messages and answers on. */
  static Builder builder() {
    return new Builder();
  }

  /** How messages without a request template are handled. */
  enum PassthroughBehavior {
    /** It is passed on as it is; the default. */
    WHEN_NO_MATCH,
    /** It is passed on only if the integration has no templates at all. */
    WHEN_NO_TEMPLATES,
    /** It is refused. */
    NEVER
  }

  /** How the encoding of a payload is changed. */
  enum ContentHandling {
    /** Base64 text becomes bytes. */
    CONVERT_TO_BINARY,
    /** Bytes become Base64 text. */
    CONVERT_TO_TEXT
  }

  /** Builds a transformation. Not thread-safe. */
  final class Builder {
    private @Nullable String templateSelectionExpression;
    private Map<String, String> requestTemplates = Map.of();
    private Map<String, String> requestParameters = Map.of();
    private PassthroughBehavior passthroughBehavior = PassthroughBehavior.WHEN_NO_MATCH;
    private @Nullable ContentHandling contentHandling;
    private List<IntegrationResponse> responses = List.of();

    private Builder() {}

    /** Sets what chooses the request template; {@code null} for {@code $default}. */
    public Builder templateSelectionExpression(@Nullable String expression) {
      templateSelectionExpression = expression;
      return this;
    }

    /** Sets mapping templates by the value of the expression. */
    public Builder requestTemplates(Map<String, String> templates) {
      requestTemplates = Map.copyOf(templates);
      return this;
    }

    /** Sets one request template, for all messages. */
    public Builder requestTemplate(String template) {
      return requestTemplates(Map.of("$default", template));
    }

    /** Sets parameters of the back end's request, and where their values come from. */
    public Builder requestParameters(Map<String, String> parameters) {
      requestParameters = Map.copyOf(parameters);
      return this;
    }

    /** Sets how messages without a request template are handled. */
    public Builder passthroughBehavior(PassthroughBehavior behavior) {
      passthroughBehavior = Objects.requireNonNull(behavior, "behavior");
      return this;
    }

    /** Sets how the message's encoding is changed; {@code null} to leave it. */
    public Builder contentHandling(@Nullable ContentHandling handling) {
      contentHandling = handling;
      return this;
    }

    /** Sets the integration responses. */
    public Builder responses(List<IntegrationResponse> answers) {
      responses = List.copyOf(answers);
      return this;
    }

    /** Returns the transformation. */
    public Transformation build() {
      return new Built(
          Optional.ofNullable(templateSelectionExpression),
          requestTemplates,
          requestParameters,
          passthroughBehavior,
          Optional.ofNullable(contentHandling),
          responses);
    }

    private record Built(
        Optional<String> templateSelectionExpression,
        Map<String, String> requestTemplates,
        Map<String, String> requestParameters,
        PassthroughBehavior passthroughBehavior,
        Optional<ContentHandling> contentHandling,
        List<IntegrationResponse> responses)
        implements Transformation {
      @Override
      public Builder toBuilder() {
        return builder()
            .templateSelectionExpression(templateSelectionExpression.orElse(null))
            .requestTemplates(requestTemplates)
            .requestParameters(requestParameters)
            .passthroughBehavior(passthroughBehavior)
            .contentHandling(contentHandling.orElse(null))
            .responses(responses);
      }
    }
  }
}
