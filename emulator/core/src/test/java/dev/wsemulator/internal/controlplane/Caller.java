package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Calls the control plane of an emulator as SDKs do. */
public final class Caller implements AutoCloseable {
  static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=AKIAOWNER/20260101/us-east-1/apigateway/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WebSocketApiEmulator emulator;

  public Caller(WebSocketApiEmulator emulator) {
    this.emulator = emulator;
  }

  /** Starts an emulator without APIs, with a function that sends every message back. */
  static Caller start() {
    return new Caller(
        WebSocketApiEmulator.builder()
            .isolated(false)
            .function("Echo", answering("echo"))
            .function("Other", answering("other"))
            .start());
  }

  public static LambdaFunction answering(String text) {
    return event ->
        "{\"statusCode\":200,\"body\":\"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8);
  }

  WebSocketApiEmulator emulator() {
    return emulator;
  }

  public HttpResponse<String> call(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(emulator.baseUrl().resolve(path))
            .header("Authorization", SIGNATURE)
            .method(method, BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** Calls a service that has one path for all calls, by a form. */
  HttpResponse<String> query(String service, String form) {
    return send(
        post(service)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** Calls CloudWatch Logs. */
  HttpResponse<String> logs(String operation, String body) {
    return send(
        post("logs")
            .header("X-Amz-Target", "Logs_20140328." + operation)
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private HttpRequest.Builder post(String service) {
    return HttpRequest.newBuilder(emulator.baseUrl().resolve("/"))
        .header("Authorization", SIGNATURE.replace("/apigateway/", "/" + service + "/"));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Creates a resource, and returns it. */
  Json create(String path, String body) {
    return ok(201, call("POST", path, body));
  }

  /** Creates a resource, and returns its id. */
  String create(String path, String body, String idField) {
    return text(create(path, body), idField);
  }

  public Json get(String path) {
    return ok(200, call("GET", path, ""));
  }

  Json patch(String path, String body) {
    boolean isRoute = path.matches("/v2/apis/[^/]+/routes/[^/]+"); // REC-133
    return ok(isRoute ? 201 : 200, call("PATCH", path, body));
  }

  void delete(String path) {
    HttpResponse<String> answer = call("DELETE", path, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  private static Json ok(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  /** Creates an API, and returns its path. */
  String api(String name) {
    return "/v2/apis/"
        + create(
            "/v2/apis",
            """
            {'name':'%s','protocolType':'WEBSOCKET','routeSelectionExpression':'$request.body.action'}
            """
                .formatted(name),
            "apiId");
  }

  /** Creates an integration with a function, and returns its id. */
  String integration(String api, String functionName) {
    return create(
        api + "/integrations",
        "{'integrationType':'AWS_PROXY','integrationUri':'%s'}".formatted(uri(functionName)),
        "integrationId");
  }

  public static String uri(String functionName) {
    return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
        + "arn:aws:lambda:us-east-1:123456789012:function:%s/invocations".formatted(functionName);
  }

  /** Creates a two-way route to a function, and returns its id. */
  String route(String api, String key, String functionName) {
    String id =
        create(
            api + "/routes",
            "{'routeKey':'%s','target':'integrations/%s'}"
                .formatted(key, integration(api, functionName)),
            "routeId");
    create(api + "/routes/" + id + "/routeresponses", "{'routeResponseKey':'$default'}");
    return id;
  }

  /** Returns what clients of a stage of an API connect to. */
  URI url(String api, String stage) {
    return URI.create(text(get(api), "apiEndpoint") + "/" + stage);
  }

  public static String text(Json json, String name) {
    return json.child(name).map(Json::selectionText).orElse("");
  }

  @Override
  public void close() {
    emulator.close();
  }
}
