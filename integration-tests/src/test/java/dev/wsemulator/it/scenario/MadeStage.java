package dev.wsemulator.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsemulator.WebSocketApiEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A stage of an API that is made by calls, as those of templates cannot be changed by them. The
 * function that answers is its stage variable {@code who}.
 */
final class MadeStage {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOME_API =
      "{'name':'made','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.action'}";
  private static final String INTEGRATION =
      "{'integrationType':'AWS_PROXY','integrationUri':'arn:aws:apigateway:us-east-1:lambda:path/"
          + "2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:"
          + "${stageVariables.who}/invocations'}";

  private final WebSocketApiEmulator emulator;
  private final String path;
  private final URI url;

  /**
   * Makes one.
   *
   * @param emulator where calls need no signature
   * @param who the name of the function
   */
  MadeStage(WebSocketApiEmulator emulator, String who) throws IOException {
    this.emulator = emulator;
    String api = "/v2/apis/" + made("/v2/apis", SOME_API, "apiId");
    String integration = made(api + "/integrations", INTEGRATION, "integrationId");
    String route = "{'routeKey':'$default','target':'integrations/%s'}".formatted(integration);
    String routes = api + "/routes";
    String responses = routes + "/" + made(routes, route, "routeId") + "/routeresponses";
    made(responses, "{'routeResponseKey':'$default'}", "routeResponseId");
    String stage = "{'stageName':'prod','stageVariables':{'who':'%s'}}".formatted(who);
    path = api + "/stages/" + made(api + "/stages", stage, "stageName");
    made(api + "/deployments", "{'stageName':'prod'}", "deploymentId");
    String endpoint = JSON.readTree(answer("GET", api, "")).path("apiEndpoint").asText();
    url = URI.create(endpoint + "/prod");
  }

  /** Returns what clients connect to. */
  URI url() {
    return url;
  }

  /** Lets another function answer. */
  void change(String who) {
    answer("PATCH", path, "{'stageVariables':{'who':'%s'}}".formatted(who));
  }

  private String made(String collection, String json, String id) throws IOException {
    return JSON.readTree(answer("POST", collection, json)).path(id).asText();
  }

  private String answer(String method, String resource, String json) {
    HttpRequest call =
        HttpRequest.newBuilder(emulator.baseUrl().resolve(resource))
            .method(method, BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(call, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
