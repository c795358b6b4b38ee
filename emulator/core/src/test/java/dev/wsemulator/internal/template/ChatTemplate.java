package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;

/** A template with the API Chat and the function Echo, to which tests add one route. */
record ChatTemplate(TemplateFolder folder) {
  static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT;

  /** The URI of the function's invocations. */
  static final String INVOCATION =
      "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations'";

  /** Returns a resource of the API. */
  static String resource(String id, String type, String properties) {
    return "  %s:\n    Type: AWS::ApiGatewayV2::%s\n    Properties: {ApiId: !Ref Chat, %s}\n"
        .formatted(id, type, properties);
  }

  /** Returns the route $default as a resource. */
  static String route(String properties) {
    return resource("Any", "Route", "RouteKey: $default, " + properties);
  }

  /** Reads the template with more resources, and returns its only route. */
  Route only(String resources) {
    WebSocketApi api = folder.sam(BASE + resources).apis().get(0);
    assertThat(api.routes()).hasSize(1);
    return api.routes().values().iterator().next();
  }

  /** Expects that the template with more resources has a problem. */
  void refused(String resources, String message) {
    assertThat(folder.problemsOfSam(BASE + resources))
        .anySatisfy(problem -> assertThat(problem).startsWith("template.yaml:").contains(message));
  }
}
