package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads security schemes of an OpenAPI document.
 *
 * @param template the resources
 * @param owner the API
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html">x-amazon-apigateway-authorizer</a>
 */
record OpenApiSecurity(HttpTemplate template, Resource owner) {
  private static final String EXTENSION = "x-amazon-apigateway-";

  /** Returns what a scheme asks for; one that is not known lets everyone in, with a warning. */
  AuthorizerEntry read(String name, YamlValue scheme) {
    if (scheme.textOf(EXTENSION + "authtype").orElse("").equalsIgnoreCase("awsSigv4")) {
      return AuthorizerEntry.IAM;
    }
    ApiDraft.Where where =
        new ApiDraft.Where(scheme.line(), owner.path("Body") + ".securitySchemes." + name);
    Optional<YamlValue> authorizer = scheme.get(EXTENSION + "authorizer");
    if (authorizer.isEmpty()) {
      template
          .problems()
          .warning(
              scheme.line(),
              where.path() + " is not checked here: it has no x-amazon-apigateway-authorizer.");
      return AuthorizerEntry.OPEN;
    }
    String type = authorizer.get().textOf("type").orElse("").toLowerCase(Locale.ROOT);
    String header = "method.request.header." + scheme.textOf("name").orElse("Authorization");
    return switch (type) {
      case "jwt" -> jwt(authorizer.get(), where);
      case "cognito_user_pools" ->
          FirstAuthorizers.pool(
              authorizer.get().get("providerARNs").map(YamlValue::texts).orElse(List.of()), header);
      default -> custom(name, authorizer.get(), type, header);
    };
  }

  private AuthorizerEntry jwt(YamlValue authorizer, ApiDraft.Where where) {
    return new SecondAuthorizers(template)
        .jwt(
            authorizer.at("jwtConfiguration", "issuer"),
            authorizer.at("jwtConfiguration", "audience").map(YamlValue::texts).orElse(List.of()),
            authorizer.get("identitySource").map(YamlValue::texts).orElse(List.of()),
            where);
  }

  private AuthorizerEntry custom(String name, YamlValue authorizer, String type, String header) {
    boolean isToken = type.equals("token");
    Optional<Callee> callee =
        template.callee(
            authorizer.get("authorizerUri").orElse(YamlValue.nothing(authorizer.line())),
            owner.path("Body") + ".securitySchemes." + name + ".authorizerUri",
            owner,
            authorizer.textOf("authorizerCredentials"));
    boolean isHttp = authorizer.get("authorizerPayloadFormatVersion").isPresent();
    HttpAuthorizer built =
        HttpAuthorizer.builder("")
            .id(name)
            .name(name)
            .callee(callee.orElse(new Callee("", Optional.empty())))
            .type(isToken ? HttpAuthorizer.Type.TOKEN : HttpAuthorizer.Type.REQUEST)
            .format(SecondAuthorizers.format(authorizer.textOf("authorizerPayloadFormatVersion")))
            .simpleResponses(
                authorizer.get("enableSimpleResponses").filter(YamlValue::isTrue).isPresent())
            .identitySources(
                isToken
                    ? List.of(header)
                    : FirstAuthorizers.sources(authorizer.textOf("identitySource").orElse("")))
            .tokenPattern(authorizer.textOf("identityValidationExpression").orElse(""))
            .cached(
                SecondAuthorizers.seconds(
                    authorizer.textOf("authorizerResultTtlInSeconds"),
                    isHttp ? 0 : FirstAuthorizers.TTL))
            .build();
    return scopes -> new HttpAuthorization.Custom(built);
  }
}
