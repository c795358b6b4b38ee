package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.mapping.TemplateInput;
import java.util.Map;

/**
 * A transformation on one stage. Immutable.
 *
 * @param transformation the transformation
 * @param stageVariables the stage's variables, for its templates
 */
record StageTransformation(
    CompiledTransformation transformation, Map<String, String> stageVariables) {

  /** Returns what templates can see of a request. */
  TemplateInput input(IntegrationRequest request) {
    return new TemplateInput(
        request.body(), request.context(), stageVariables, request.headers(), request.query());
  }
}
