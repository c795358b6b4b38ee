package dev.wsemulator.internal.integration;

import dev.wsemulator.api.IntegrationResponse;
import dev.wsemulator.api.Transformation.ContentHandling;
import dev.wsemulator.internal.integration.CompiledTransformation.TransformationException;
import dev.wsemulator.internal.mapping.MappingTemplate;
import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.internal.mapping.TemplateSelection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An integration response with its key and its templates compiled. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html">Integration
 *     responses</a>
 */
final class CompiledResponse {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
  private static final String SUBPROTOCOL_PARAMETER = "route.response.header." + SUBPROTOCOL;

  private final IntegrationResponse definition;
  private final @Nullable Pattern pattern;
  private final TemplateSelection templates;

  private CompiledResponse(
      IntegrationResponse definition, @Nullable Pattern pattern, TemplateSelection templates) {
    this.definition = definition;
    this.pattern = pattern;
    this.templates = templates;
  }

  /**
   * Compiles a response.
   *
   * @throws IllegalArgumentException if its key or a template is malformed
   */
  static CompiledResponse of(IntegrationResponse definition) {
    String key = definition.key();
    if (!CompiledTransformation.isKey(key)) {
      throw new IllegalArgumentException(
          "The integration response key \"%s\" is neither $default nor a pattern such as /4\\d\\d/."
              .formatted(key));
    }
    return new CompiledResponse(
        definition,
        key.equals(IntegrationResponse.DEFAULT) ? null : pattern(key),
        TemplateSelection.compile(
            definition.templateSelectionExpression(), definition.responseTemplates()));
  }

  private static Pattern pattern(String key) {
    try {
      return Pattern.compile(key.substring(1, key.length() - 1), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The integration response key \"%s\" is not a regular expression: %s"
              .formatted(key, e.getDescription()),
          e);
    }
  }

  String key() {
    return definition.key();
  }

  boolean isDefault() {
    return pattern == null;
  }

  boolean fits(String selector) {
    return pattern != null && pattern.matcher(selector).matches();
  }

  /** Returns the status for a handshake: {@code $default} makes a success of a function's error. */
  int status(BackendResponse response) {
    return response.status();
  }

  /** Returns the subprotocol, if a response parameter names one (TM-15). */
  Map<String, String> headers(BackendResponse response, TemplateInput request) {
    Map<String, String> headers = new LinkedHashMap<>();
    String source = definition.responseParameters().get(SUBPROTOCOL_PARAMETER);
    if (source != null) {
      value(source, response).ifPresent(value -> headers.put(SUBPROTOCOL, value));
    }
    return headers;
  }

  private static Optional<String> value(String source, BackendResponse response) {
    if (source.length() > 1 && source.startsWith("'") && source.endsWith("'")) {
      return Optional.of(source.substring(1, source.length() - 1));
    }
    String name = source.substring(source.lastIndexOf('.') + 1);
    return response.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> last(header.getValue()))
        .findFirst();
  }

  private static String last(List<String> values) {
    return values.get(values.size() - 1);
  }

  /** Returns the text for the client. */
  String body(BackendResponse response, TemplateInput request) throws TransformationException {
    String text = text(response);
    Optional<MappingTemplate> template =
        templates.select(
            text, new TemplateSelection.Response(response.status(), response.headers()));
    return template.isPresent()
        ? CompiledTransformation.render(template.get(), request.withBody(text))
        : text;
  }

  private String text(BackendResponse response) throws TransformationException {
    ContentHandling handling = definition.contentHandling().orElse(null);
    if (handling == ContentHandling.CONVERT_TO_TEXT) {
      return Base64.getEncoder().encodeToString(response.body());
    }
    if (handling == ContentHandling.CONVERT_TO_BINARY) {
      try {
        return new String(Base64.getDecoder().decode(response.body()), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw CompiledTransformation.configurationError(
            "Unable to base64 decode the body.",
            MappingReasons.notBase64("back end's answer", response.text()));
      }
    }
    return response.text();
  }
}
