package dev.wsemulator.internal.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may call, and what a template's APIs look like to them. */
class AccessTest {
  @Test
  void callsMustBeSigned() {
    try (Caller caller = Caller.start()) {
      HttpResponse<String> answer = get(caller, "Accept", "*/*");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
          .contains("MissingAuthenticationTokenException");
    }
  }

  @Test
  void pagesOfOtherSitesAreRefused() {
    try (Caller caller = Caller.start()) {
      HttpResponse<String> answer =
          get(caller, "Origin", "https://example.com", "Authorization", Caller.SIGNATURE);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }
  }

  @Test
  void onlyCallsMayHaveEncodedSlashes() {
    try (Caller caller = Caller.start()) {
      for (String path : List.of("/..%2F..%2Fetc%2Fpasswd", "/_emulator%2Fhealth", "/v2/a%2Fb")) {
        assertThat(caller.call("GET", path, "").statusCode()).as(path).isEqualTo(400);
      }
      assertThat(caller.call("GET", "/v2/apis/a%2Fb", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatATemplateDefinesCanBeReadAndNotChanged() {
    WebSocketApi api =
        WebSocketApi.builder("chat")
            .apiId("a1b2c3d4e5")
            .route(Route.twoWay("$default", Integration.lambdaProxy("Echo")))
            .build();
    try (Caller caller =
        new Caller(
            WebSocketApiEmulator.builder()
                .api(api)
                .domainName(
                    new DomainName(
                        "ws.example.com", List.of(new ApiMapping("", "a1b2c3d4e5", "dev"))))
                .function("Echo", Caller.answering("echo"))
                .start())) {
      assertThat(Caller.text(caller.get("/v2/apis/a1b2c3d4e5"), "name")).isEqualTo("chat");
      assertThat(Caller.text(caller.get("/v2/apis/a1b2c3d4e5/routes"), "items"))
          .contains("$default");
      assertThat(Caller.text(caller.get("/v2/apis/a1b2c3d4e5/integrations"), "items"))
          .contains("function:Echo/invocations");
      assertThat(Caller.text(caller.get("/v2/apis/a1b2c3d4e5/stages/dev"), "stageName"))
          .isEqualTo("dev");
      assertThat(Caller.text(caller.get("/v2/domainnames/ws.example.com/apimappings"), "items"))
          .contains("a1b2c3d4e5");
      HttpResponse<String> answer = caller.call("DELETE", "/v2/apis/a1b2c3d4e5", "");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("comes from a template");
    }
  }

  @Test
  @Aws("CP-23")
  void aStageOfATemplateStaysAsItIsWhenSomebodyWantsToTagIt() throws IOException {
    WebSocketApi api =
        WebSocketApi.builder("chat")
            .apiId("a1b2c3d4e5")
            .route(Route.twoWay("$default", Integration.lambdaProxy("Echo")))
            .build();
    try (Caller caller =
        new Caller(
            WebSocketApiEmulator.builder()
                .api(api)
                .function("Echo", Caller.answering("echo"))
                .start())) {
      String tags = "/v2/tags/arn:aws:apigateway:us-east-1::%2Fapis%2Fa1b2c3d4e5%2Fstages%2Fdev";
      HttpResponse<String> added = caller.call("POST", tags, "{'tags':{'a':'b'}}");
      assertThat(added.statusCode()).isEqualTo(400);
      assertThat(added.body()).contains("/apis/a1b2c3d4e5 comes from a template");
      assertThat(caller.call("DELETE", tags + "?tagKeys=a", "").statusCode()).isEqualTo(400);
      assertThat(caller.call("GET", tags, "").body()).isEqualTo("{\"tags\":{}}");
      try (RawClient client = RawClient.open(caller.url("/v2/apis/a1b2c3d4e5", "dev"))) {
        client.text("hi");
        assertThat(client.read().text()).isEqualTo("echo");
      }
    }
  }

  private static HttpResponse<String> get(Caller caller, String... headers) {
    URI url = caller.emulator().baseUrl().resolve("/v2/apis");
    return Caller.send(HttpRequest.newBuilder(url).headers(headers).GET());
  }
}
