package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Route;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads who may use a route.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html">AWS::ApiGatewayV2::Authorizer</a>
 */
final class AuthorizerResources {
  /** AWS's quota (AU-25). */
  private static final int MAX_PER_API = 10;

  private static final List<String> HTTP_ONLY =
      List.of(
          "AuthorizerResultTtlInSeconds",
          "AuthorizerPayloadFormatVersion",
          "EnableSimpleResponses",
          "JwtConfiguration");

  private final Map<String, Resource> authorizers = new HashMap<>();
  private final InvocableFunctions functions;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  AuthorizerResources(List<Resource> resources, InvocableFunctions functions, Problems problems) {
    this.functions = functions;
    this.problems = problems;
    Set<String> webSockets =
        resources.stream()
            .filter(one -> one.type().equals("AWS::ApiGatewayV2::Api"))
            .filter(one -> "WEBSOCKET".equals(one.properties().textOf("ProtocolType").orElse("")))
            .map(one -> one.ref())
            .collect(Collectors.toSet());
    Map<String, Integer> perApi = new HashMap<>();
    for (Resource resource : resources) {
      boolean isOurs = webSockets.contains(resource.properties().textOf("ApiId").orElse(""));
      if (isOurs && resource.type().equals("AWS::ApiGatewayV2::Authorizer")) {
        authorizers.put(resource.ref(), resource);
        check(resource);
        String api = resource.properties().textOf("ApiId").orElse("");
        if (perApi.merge(api, 1, Integer::sum) == MAX_PER_API + 1) {
          problems.error(
              resource.line(),
              "Resources.%s is the eleventh authorizer of its API, but ten is the most. Remove one."
                  .formatted(resource.id()));
        }
      }
    }
  }

  private void check(Resource authorizer) {
    YamlValue type =
        authorizer.properties().get("AuthorizerType").orElse(YamlValue.nothing(authorizer.line()));
    if (!"REQUEST".equals(type.text())) {
      problems.error(
          type.line(),
          "%s is \"%s\", but a WebSocket API has REQUEST authorizers only. Write: REQUEST"
              .formatted(authorizer.path("AuthorizerType"), type.text()));
    }
    for (String property : HTTP_ONLY) {
      authorizer
          .properties()
          .get(property)
          .ifPresent(
              value ->
                  problems.error(
                      value.line(),
                      "%s cannot be set for WEBSOCKET protocol Apis. Remove it."
                          .formatted(authorizer.path(property))));
    }
  }

  /** Returns who may use a route; only {@code $connect} has guards (AU-02). */
  Authorization of(Resource route, String routeKey) {
    YamlValue type =
        route.properties().get("AuthorizationType").orElse(YamlValue.text(route.line(), "NONE"));
    String text = String.valueOf(type.text());
    if (text.equals("NONE")) {
      return new Authorization.Open();
    }
    if (!text.equals("AWS_IAM") && !text.equals("CUSTOM")) {
      problems.error(
          type.line(),
          "%s is \"%s\", but a WebSocket API takes only NONE, AWS_IAM or CUSTOM."
              .formatted(route.path("AuthorizationType"), type.text()));
      return new Authorization.Open();
    }
    if (!routeKey.equals(Route.CONNECT)) {
      problems.error(
          type.line(),
          "%s: Currently, authorization is restricted to the $connect route only. Remove it."
              .formatted(route.path("AuthorizationType")));
      return new Authorization.Open();
    }
    return text.equals("AWS_IAM") ? new Authorization.Iam() : custom(route);
  }

  private Authorization custom(Resource route) {
    YamlValue id = route.properties().get("AuthorizerId").orElse(YamlValue.nothing(route.line()));
    Resource authorizer = authorizers.get(String.valueOf(id.text()));
    if (authorizer == null) {
      problems.error(
          id.line(),
          "%s is not an authorizer of this template. Write, for example: !Ref MyAuthorizer"
              .formatted(route.path("AuthorizerId")));
      return new Authorization.Open();
    }
    YamlValue properties = authorizer.properties();
    YamlValue uri = properties.get("AuthorizerUri").orElse(YamlValue.nothing(authorizer.line()));
    String function = PhysicalNames.functionName(uri.text() == null ? "" : uri.text());
    boolean isTold = PhysicalNames.isUnresolved(uri) && !problems.isEmpty();
    if (!isTold && !functions.isInvocable(function, uri, authorizer, problems)) {
      problems.error(
          uri.line(),
          "%s is \"%s\", which does not invoke a function of this template. Write: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${MyFunction.Arn}/invocations"
              .formatted(authorizer.path("AuthorizerUri"), uri.text()));
    }
    List<String> sources =
        Optional.ofNullable(properties.get("IdentitySource").orElse(null))
            .map(YamlValue::texts)
            .orElse(List.of());
    String name = properties.textOf("Name").orElse(authorizer.id());
    String called = PhysicalNames.calledName(uri.text() == null ? "" : uri.text());
    return new Authorization.Custom(
        new Authorizer(
            authorizer.ref(),
            name,
            called,
            sources,
            properties.textOf("AuthorizerCredentialsArn").filter(arn -> !arn.isEmpty())));
  }
}
