package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the authorizers of REST APIs.
 *
 * @param template the resources
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html">AWS::ApiGateway::Authorizer</a>
 */
record FirstAuthorizers(HttpTemplate template) {
  /** How long answers count if the template does not say. */
  static final long TTL = 300;

  static final String HEADER = "method.request.header.Authorization";

  /** Returns the authorizers of an API by their ids. */
  Map<String, AuthorizerEntry> of(String apiId) {
    Map<String, AuthorizerEntry> all = new HashMap<>();
    for (Resource one : template.of(ResourceKind.REST_AUTHORIZER, "RestApiId", apiId)) {
      all.put(one.ref(), read(one));
    }
    return all;
  }

  private AuthorizerEntry read(Resource resource) {
    YamlValue properties = resource.properties();
    String type = properties.textOf("Type").orElse("");
    String sources = properties.textOf("IdentitySource").orElse("");
    if (type.equals("COGNITO_USER_POOLS")) {
      return pool(
          properties.get("ProviderARNs").map(YamlValue::texts).orElse(List.of()),
          sources.isEmpty() ? HEADER : sources);
    }
    if (!type.equals("TOKEN") && !type.equals("REQUEST")) {
      template
          .problems()
          .error(
              resource.line(),
              "%s is \"%s\". Write TOKEN, REQUEST or COGNITO_USER_POOLS."
                  .formatted(resource.path("Type"), type));
      return AuthorizerEntry.OPEN;
    }
    Optional<Callee> callee =
        template.callee(
            properties.get("AuthorizerUri").orElse(YamlValue.nothing(resource.line())),
            resource.path("AuthorizerUri"),
            resource,
            properties.textOf("AuthorizerCredentials"));
    return custom(
        HttpAuthorizer.builder("")
            .id(resource.ref())
            .name(properties.textOf("Name").orElse(resource.id()))
            .callee(callee.orElse(new Callee("", Optional.empty())))
            .type(HttpAuthorizer.Type.valueOf(type))
            .identitySources(sources(sources))
            .tokenPattern(properties.textOf("IdentityValidationExpression").orElse(""))
            .cached(
                SecondAuthorizers.seconds(properties.textOf("AuthorizerResultTtlInSeconds"), TTL)));
  }

  /** Returns the sources that are listed with commas. */
  static List<String> sources(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /** Returns a Lambda authorizer of a REST API. */
  static AuthorizerEntry custom(HttpAuthorizer.Builder builder) {
    HttpAuthorizer authorizer = builder.format(PayloadFormat.V1).build();
    return scopes -> new HttpAuthorization.Custom(authorizer);
  }

  /** Returns an authorizer with user pools. */
  static AuthorizerEntry pool(List<String> arns, String source) {
    List<String> issuers = arns.stream().map(FirstAuthorizers::issuer).toList();
    return scopes -> new HttpAuthorization.UserPool(issuers, scopes, source);
  }

  private static String issuer(String arn) {
    return Arn.parse(arn)
        .map(
            pool ->
                "https://cognito-idp.%s.amazonaws.com/%s"
                    .formatted(pool.region(), pool.resource().replaceFirst("^userpool/", "")))
        .orElse(arn);
  }
}
