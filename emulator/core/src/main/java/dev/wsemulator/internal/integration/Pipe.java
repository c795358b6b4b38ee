package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.internal.routing.TargetRequest;
import java.util.Map;

/**
 * A transformation on one stage. Immutable.
 *
 * @param transformation the transformation
 * @param stageVariables the stage's variables, for its templates
 */
record Pipe(CompiledTransformation transformation, Map<String, String> stageVariables) {

  /** Returns what templates can see of a request. */
  TemplateInput input(TargetRequest request) {
    return new TemplateInput(
        request.body(), request.context(), stageVariables, request.headers(), request.query());
  }
}
