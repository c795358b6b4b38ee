package dev.wsemulator.api;

import dev.wsemulator.api.Transformation.ContentHandling;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a non-proxy integration transforms a response of its back end. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html">Integration
 *     responses</a>
 */
public sealed interface IntegrationResponse {

  /** The key of the response that is taken when no other fits. */
  String DEFAULT = "$default";

  /**
   * Returns {@code $default}, or a regular expression between slashes, such as {@code /4\d\d/}, for
   * the back end's status code or, of a function, its error message.
   */
  String key();

  /** Returns what chooses the response template; empty for {@code $default}. */
  Optional<String> templateSelectionExpression();

  /** Returns mapping templates by the value of the expression. */
  Map<String, String> responseTemplates();

  /** Returns parameters of the route's response, and where their values come from. */
  Map<String, String> responseParameters();

  /** Returns how the answer's encoding is changed; empty to leave it. */
  Optional<ContentHandling> contentHandling();

  /** Returns a builder with the properties of this response. */
  Builder toBuilder();

  /** Returns a response that leaves the answer as it is. */
  static IntegrationResponse of(String key) {
    return builder(key).build();
  }

  /** Returns a response with one template, for all answers. */
  static IntegrationResponse of(String key, String template) {
    return builder(key).responseTemplates(Map.of(DEFAULT, template)).build();
  }

  /** Returns a builder of a response that leaves the answer as it is. */
  static Builder builder(String key) {
    return new Builder(key);
  }

  /** Builds an integration response. Not thread-safe. */
  final class Builder {
    private final String key;
    private @Nullable String templateSelectionExpression;
    private Map<String, String> responseTemplates = Map.of();
    private Map<String, String> responseParameters = Map.of();
    private @Nullable ContentHandling contentHandling;

    private Builder(String key) {
      this.key = Objects.requireNonNull(key, "key");
    }

    /** Sets what chooses the response template; {@code null} for {@code $default}. */
    public Builder templateSelectionExpression(@Nullable String expression) {
      templateSelectionExpression = expression;
      return this;
    }

    /** Sets mapping templates by the value of the expression. */
    public Builder responseTemplates(Map<String, String> templates) {
      responseTemplates = Map.copyOf(templates);
      return this;
    }

    /** Sets parameters of the route's response, and where their values come from. */
    public Builder responseParameters(Map<String, String> parameters) {
      responseParameters = Map.copyOf(parameters);
      return this;
    }

    /** Sets how the answer's encoding is changed; {@code null} to leave it. */
    public Builder contentHandling(@Nullable ContentHandling handling) {
      contentHandling = handling;
      return this;
    }

    /** Returns the integration response. */
    public IntegrationResponse build() {
      return new Built(
          key,
          Optional.ofNullable(templateSelectionExpression),
          responseTemplates,
          responseParameters,
          Optional.ofNullable(contentHandling));
    }

    private record Built(
        String key,
        Optional<String> templateSelectionExpression,
        Map<String, String> responseTemplates,
        Map<String, String> responseParameters,
        Optional<ContentHandling> contentHandling)
        implements IntegrationResponse {
      @Override
      public Builder toBuilder() {
        return builder(key)
            .templateSelectionExpression(templateSelectionExpression.orElse(null))
            .responseTemplates(responseTemplates)
            .responseParameters(responseParameters)
            .contentHandling(contentHandling.orElse(null));
      }
    }
  }
}
