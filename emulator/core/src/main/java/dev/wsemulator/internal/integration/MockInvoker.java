package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.internal.integration.CompiledTransformation.TransformationException;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.mapping.TemplateInput;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code MOCK}: the request template says the status code, which chooses the integration response.
 *
 * @param stageTransformation what happens to the request and to the answer
 */
record MockInvoker(StageTransformation stageTransformation) implements IntegrationInvoker {

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    return CompletableFuture.completedFuture(outcome(stageTransformation.input(request)));
  }

  @Override
  public boolean isMock() {
    return true;
  }

  private Outcome outcome(TemplateInput input) {
    try {
      Prepared prepared = stageTransformation.transformation().prepare(input);
      Optional<Integer> status =
          Json.parse(prepared.body())
              .flatMap(json -> json.child("statusCode"))
              .flatMap(Json::integer);
      if (status.isEmpty() && !stageTransformation.transformation().isAnswered()) {
        return new Outcome.Answered(200, Map.of(), ""); // the status chooses nothing here
      }
      if (status.isEmpty()) {
        throw CompiledTransformation.configurationError(
            "Unable to parse statusCode. It should be an integer that is defined in the request template.",
            MappingReasons.noStatus(prepared.text()));
      }
      BackendResponse response =
          new BackendResponse(
              status.get(), Map.of(), prepared.body(), Integer.toString(status.get()));
      return stageTransformation.transformation().respond(response, input);
    } catch (TransformationException e) {
      return e.outcome();
    }
  }
}
