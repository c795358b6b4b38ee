package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the authorizers of HTTP APIs.
 *
 * @param template the resources
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-authorizer.html">AWS::ApiGatewayV2::Authorizer</a>
 */
record SecondAuthorizers(HttpTemplate template) {

  /** Returns the authorizers of an API by their ids. */
  Map<String, AuthorizerEntry> of(String apiId) {
    Map<String, AuthorizerEntry> all = new HashMap<>();
    for (Resource one : template.of(ResourceKind.AUTHORIZER, "ApiId", apiId)) {
      all.put(one.ref(), read(one));
    }
    return all;
  }

  private AuthorizerEntry read(Resource resource) {
    YamlValue properties = resource.properties();
    String type = properties.textOf("AuthorizerType").orElse("");
    if (type.equals("JWT")) {
      YamlValue jwt = properties.get("JwtConfiguration").orElse(YamlValue.nothing(resource.line()));
      return jwt(
          jwt.get("Issuer"),
          jwt.get("Audience").map(YamlValue::texts).orElse(List.of()),
          properties.get("IdentitySource").map(YamlValue::texts).orElse(List.of()),
          new ApiDraft.Where(jwt.line(), resource.path("JwtConfiguration")));
    }
    if (!type.equals("REQUEST")) {
      template
          .problems()
          .error(
              resource.line(),
              "%s is \"%s\". Write JWT or REQUEST."
                  .formatted(resource.path("AuthorizerType"), type));
      return AuthorizerEntry.OPEN;
    }
    Optional<Callee> callee =
        template.callee(
            properties.get("AuthorizerUri").orElse(YamlValue.nothing(resource.line())),
            resource.path("AuthorizerUri"),
            resource,
            properties.textOf("AuthorizerCredentialsArn"));
    HttpAuthorizer authorizer =
        HttpAuthorizer.builder("")
            .id(resource.ref())
            .name(properties.textOf("Name").orElse(resource.id()))
            .callee(callee.orElse(new Callee("", Optional.empty())))
            .format(format(properties.textOf("AuthorizerPayloadFormatVersion")))
            .simpleResponses(
                properties.get("EnableSimpleResponses").filter(YamlValue::isTrue).isPresent())
            .identitySources(
                properties.get("IdentitySource").map(YamlValue::texts).orElse(List.of()))
            .cached(seconds(properties.textOf("AuthorizerResultTtlInSeconds"), 0))
            .build();
    return scopes -> new HttpAuthorization.Custom(authorizer);
  }

  /** Returns a JWT authorizer; one without an issuer is an error. */
  AuthorizerEntry jwt(
      Optional<YamlValue> issuer,
      List<String> audience,
      List<String> sources,
      ApiDraft.Where where) {
    String url = issuer.map(YamlValue::text).orElse("");
    if (url == null || !url.startsWith("http")) {
      template
          .problems()
          .error(
              issuer.map(YamlValue::line).orElse(where.line()),
              "%s has the issuer \"%s\". Write its URL, such as https://cognito-idp.REGION.amazonaws.com/POOL."
                  .formatted(where.path(), url));
      return AuthorizerEntry.OPEN;
    }
    String source = sources.isEmpty() ? "$request.header.Authorization" : sources.get(0);
    HttpAuthorization.Issuer accepted = new HttpAuthorization.Issuer(url, audience);
    return scopes -> new HttpAuthorization.Jwt(accepted, scopes, source);
  }

  /** Returns the format that a version means. */
  static PayloadFormat format(Optional<String> version) {
    return version.orElse("").startsWith("1") ? PayloadFormat.V1 : PayloadFormat.V2;
  }

  /** Returns a time in seconds. */
  static Duration seconds(Optional<String> given, long byDefault) {
    return Duration.ofSeconds(
        given.filter(text -> text.matches("\\d{1,6}")).map(Long::parseLong).orElse(byDefault));
  }
}
