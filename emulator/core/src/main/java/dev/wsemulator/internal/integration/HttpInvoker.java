package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.deployment.IntegrationInvoker;
import dev.wsemulator.internal.deployment.IntegrationRequest;
import dev.wsemulator.internal.deployment.Outcome;
import dev.wsemulator.internal.integration.CompiledTransformation.Prepared;
import dev.wsemulator.internal.mapping.ParameterMapping.Parameters;
import dev.wsemulator.internal.mapping.TemplateInput;
import dev.wsemulator.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code HTTP} and {@code HTTP_PROXY}: the back end gets an ordinary HTTP request.
 *
 * @param destination where requests go
 * @param stageTransformation what happens to the request and to the answer
 * @param proxy whether the answer's body goes back as it is
 * @param clock how long the gateway waits
 * @param http sends the requests
 */
record HttpInvoker(
    Destination destination,
    StageTransformation stageTransformation,
    boolean proxy,
    Clock clock,
    HttpBackEnd http)
    implements IntegrationInvoker {

  /**
   * The destination of requests.
   *
   * @param method the verb
   * @param uri the URL, with {@code {name}} where path parameters stand
   */
  record Destination(String method, String uri) {}

  /**
   * The time limit of the gateway.
   *
   * @param timeout the integration's timeout
   * @param time the clock
   */
  record Clock(Duration timeout, TimeSource time) {
    IntegrationDeadline deadline() {
      return IntegrationDeadline.of(timeout, time);
    }
  }

  @Override
  public CompletableFuture<Outcome> call(IntegrationRequest request) {
    return new HttpExchange(stageTransformation, clock, http)
        .send(request, this::httpCall, this::outcome);
  }

  private HttpBackEnd.Call httpCall(Prepared prepared, TemplateInput input) {
    Parameters parameters = prepared.parameters();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    if (proxy) {
      headers.putAll(input.headers());
    }
    headers.putIfAbsent("X-Amzn-Apigateway-Api-Id", List.of(text(input, "apiId")));
    headers.putIfAbsent("User-Agent", List.of("AmazonAPIGateway_" + text(input, "apiId")));
    if (prepared.body().length > 0) {
      headers.putIfAbsent("Content-Type", List.of("application/json"));
    }
    parameters
        .headers()
        .forEach(
            (name, values) -> {
              headers.keySet().removeIf(name::equalsIgnoreCase);
              headers.put(name, values);
            });
    String method = destination.method().equals("ANY") ? "POST" : destination.method();
    return new HttpBackEnd.Call(
        method,
        HttpBackEnd.uri(destination.uri(), parameters.path(), parameters.query()),
        headers,
        method.equals("GET") ? new byte[0] : prepared.body());
  }

  private static String text(TemplateInput input, String name) {
    return String.valueOf(input.context().get(name));
  }

  private Outcome outcome(BackendResponse response, TemplateInput input) {
    if (!proxy) {
      return stageTransformation.transformation().respond(response, input);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    response.headers().forEach((name, values) -> headers.put(name, values.get(values.size() - 1)));
    return new Outcome.Answered(response.status(), headers, response.text());
  }
}
