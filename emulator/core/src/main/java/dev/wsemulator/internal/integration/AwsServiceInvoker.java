package dev.wsemulator.internal.integration;

import dev.wsemulator.api.Integration.AwsService;
import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.deployment.Outcome.Failure;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.journal.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code AWS} with another service: its action is called at the back end's endpoint, signed.
 *
 * @param definition the integration, stage variables filled in
 * @param stageTransformation what happens to the request and to the answer
 * @param services where the service is
 * @param clock how long the gateway waits
 * @param http sends the requests
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html">Integration
 *     requests</a>
 */
record AwsServiceInvoker(
    AwsService definition,
    StageTransformation stageTransformation,
    AwsServices services,
    HttpInvoker.Clock clock,
    HttpBackEnd http)
    implements IntegrationInvoker {
  /** Services with a JSON protocol: the prefix of {@code X-Amz-Target}. */
  private static final Map<String, String> JSON_TARGETS =
      Map.of(
          "dynamodb", "DynamoDB_20120810.",
          "states", "AWSStepFunctions.",
          "kinesis", "Kinesis_20131202.",
          "events", "AWSEvents.",
          "logs", "Logs_20140328.");

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    String endpoint = services.endpoint(definition.service()).orElse(null);
    if (endpoint == null) {
      return CompletableFuture.completedFuture(
          new Outcome.Failed(
              Failure.UNREACHABLE,
              "There is no endpoint for the service %s. Use a back end that has it."
                  .formatted(definition.service()),
              Reason.of(
                      "no-service",
                      "The integration calls %s, which the back end does not have."
                          .formatted(definition.service()))
                  .found("The back end has: %s.".formatted(services.names()))
                  .advice("Use a back end that has it, with --backend.")));
    }
    return new HttpExchange(stageTransformation, clock, http)
        .send(
            request,
            (prepared, input) -> signed(endpoint, prepared),
            (response, input) -> stageTransformation.transformation().respond(response, input));
  }

  /** A queue keeps the order in which messages reach it. */
  @Override
  public boolean keepsOrder() {
    return definition.service().equals("sqs");
  }

  private HttpBackEnd.Call signed(String endpoint, Prepared prepared) {
    Map<String, List<String>> query = new LinkedHashMap<>(prepared.parameters().query());
    Map<String, List<String>> headers = new LinkedHashMap<>(prepared.parameters().headers());
    String path = "/";
    String target = definition.target();
    String name = target.substring(target.indexOf('/') + 1);
    String json = JSON_TARGETS.get(definition.service());
    if (target.startsWith("path/")) {
      path = "/" + name;
    } else if (json != null) {
      headers.put("X-Amz-Target", List.of(json + name));
      headers.putIfAbsent("Content-Type", List.of("application/x-amz-json-1.0"));
    } else {
      query.put("Action", List.of(name));
    }
    headers.putIfAbsent("Content-Type", List.of("application/json"));
    URI uri = HttpBackEnd.uri(endpoint + path, prepared.parameters().path(), query);
    List<HttpRequest.Header> unsigned = new ArrayList<>();
    unsigned.add(new HttpRequest.Header("Host", uri.getAuthority()));
    String rawQuery = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    HttpRequest request =
        new HttpRequest(definition.method(), uri.getRawPath(), rawQuery, unsigned, prepared.body());
    services
        .signer()
        .headers(request, definition.service(), clock.time().now())
        .forEach(header -> headers.put(header.name(), List.of(header.value())));
    return new HttpBackEnd.Call(definition.method(), uri, headers, prepared.body());
  }
}
