package dev.wsemulator.internal.mapping;

import java.util.List;
import java.util.Map;

/**
 * The data that a mapping template can read. Immutable.
 *
 * @param body the payload's text
 * @param context the {@code $context} variables, in nested maps
 * @param stageVariables the stage's variables
 * @param headers the headers of {@code $connect}; empty elsewhere
 * @param query the query parameters of {@code $connect}; empty elsewhere
 */
public record TemplateInput(
    String body,
    Map<String, Object> context,
    Map<String, String> stageVariables,
    Map<String, List<String>> headers,
    Map<String, List<String>> query) {

  /** Returns this with another payload. */
  public TemplateInput withBody(String other) {
    return new TemplateInput(other, context, stageVariables, headers, query);
  }
}
