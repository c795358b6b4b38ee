package dev.wsemulator.internal.template.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SAM's APIs, and those that it makes of the events of functions. */
class SamHttpApisTest {
  /** A REST API whose callers come from a user pool or have a token, and its answer to browsers. */
  private static final String REST_WITH_AUTHORIZERS =
      """
          Pool: {Type: AWS::Cognito::UserPool}
          Shop:
            Type: AWS::Serverless::Api
            Properties:
              StageName: prod
              BinaryMediaTypes: [image~1png]
              Cors: {AllowOrigin: "'https://a.example'", AllowHeaders: "'x-a'", MaxAge: "'600'"}
              Auth:
                DefaultAuthorizer: Users
                AddDefaultAuthorizerToCorsPreflight: false
                Authorizers:
                  Users: {UserPoolArn: !GetAtt Pool.Arn}
                  Guard:
                    FunctionArn: !GetAtt Echo.Arn
                    Identity: {Header: X-Token, ValidationExpression: 'a.*'}
        """;

  /** An HTTP API with a JWT authorizer and a Lambda authorizer. */
  private static final String HTTP_WITH_AUTHORIZERS =
      """
          Shop:
            Type: AWS::Serverless::HttpApi
            Properties:
              StageName: prod
              StageVariables: {color: blue}
              Auth:
                DefaultAuthorizer: Token
                Authorizers:
                  Token:
                    AuthorizationScopes: [read]
                    IdentitySource: $request.header.Authorization
                    JwtConfiguration: {issuer: 'https://id.example', audience: [shop]}
                  Guard:
                    FunctionArn: !GetAtt Echo.Arn
                    AuthorizerPayloadFormatVersion: 2.0
                    EnableSimpleResponses: true
                    Identity: {Headers: [X-Who], ReauthorizeEvery: 60}
        """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void open() {
    folder = TemplateFolder.in(temporary);
  }

  private static String function(String events) {
    return TemplateFolder.ECHO + "      Events: {" + events + "}\n";
  }

  private HttpApi only(String resources) {
    Stack stack = folder.sam(resources);
    assertThat(stack.httpApis()).hasSize(1);
    return stack.httpApis().get(0);
  }

  private static HttpIntegration.Lambda lambda(HttpRoute route) {
    return (HttpIntegration.Lambda) route.integration();
  }

  @Test
  void anEventWithoutAnApiMakesOneWithTheNameThatOutputsUse() {
    Stack stack =
        folder.load(
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              HttpApi: {StageName: v1, CorsConfiguration: {AllowOrigins: ['*']}}
            Resources:
            %s
            Outputs:
              Url: {Value: !Sub 'https://${ServerlessHttpApi}.execute-api.${AWS::Region}.amazonaws.com/${ServerlessHttpApi.Stage}'}
            """
                .formatted(
                    function(
                        "Get: {Type: HttpApi, Properties: {Path: /a, Method: get}}, Rest: {Type: HttpApi}")));
    HttpApi api = stack.httpApis().get(0);
    assertThat(api.kind()).isEqualTo(HttpApi.Kind.HTTP);
    assertThat(api.routes().keySet()).containsExactlyInAnyOrder("GET /a", "$default");
    assertThat(api.stages()).containsExactly(new HttpStage("v1", Map.of()));
    assertThat(api.cors().orElseThrow().origins()).containsExactly("*");
    assertThat(stack.outputs())
        .containsEntry("Url", "https://" + api.apiId() + ".execute-api.us-east-1.amazonaws.com/v1");
    HttpIntegration.Lambda lambda = lambda(api.routes().get("GET /a"));
    assertThat(lambda.callee().functionName()).isEqualTo(stack.functions().get(0).name());
    assertThat(lambda.format()).isEqualTo(PayloadFormat.V2);
    assertThat(lambda.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(stack.permissions().functions())
        .anyMatch(one -> one.caller().sourceArn().orElse("").endsWith(api.apiId() + "/*"));
  }

  @Test
  void theEventsOfSeveralFunctionsShareAnApi() {
    String other = TemplateFolder.ECHO.replace("Echo:", "Other:");
    HttpApi api =
        only(
            function("A: {Type: Api, Properties: {Path: /a, Method: get}}")
                + other
                + "      Events: {B: {Type: Api, Properties: {Path: '/b/{proxy+}', Method: any}}}\n");
    assertThat(api.kind()).isEqualTo(HttpApi.Kind.REST);
    assertThat(api.stages()).extracting(HttpStage::stageName).containsExactly("Prod");
    assertThat(api.routes().keySet()).containsExactlyInAnyOrder("GET /a", "ANY /b/{proxy+}");
    assertThat(lambda(api.routes().get("GET /a")).timeout()).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void aNamedHttpApiHasJwtAndLambdaAuthorizers() {
    HttpApi api =
        only(
            HTTP_WITH_AUTHORIZERS
                + function(
                    "A: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /a, Method: GET}},"
                        + " B: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /b, Method: GET, PayloadFormatVersion: '1.0', TimeoutInMillis: 5000, Auth: {Authorizer: Guard}}},"
                        + " C: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /c, Method: GET, Auth: {Authorizer: NONE}}},"
                        + " D: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /d, Method: GET, Auth: {AuthorizationScopes: [write]}}}"));
    HttpAuthorization.Issuer issuer =
        new HttpAuthorization.Issuer("https://id.example", List.of("shop"));
    String source = "$request.header.Authorization";
    assertThat(api.routes().get("GET /a").authorization())
        .isEqualTo(new HttpAuthorization.Jwt(issuer, List.of("read"), source));
    assertThat(api.routes().get("GET /d").authorization())
        .isEqualTo(new HttpAuthorization.Jwt(issuer, List.of("write"), source));
    assertThat(api.routes().get("GET /c").authorization()).isEqualTo(new HttpAuthorization.Open());
    HttpAuthorizer guard =
        ((HttpAuthorization.Custom) api.routes().get("GET /b").authorization()).authorizer();
    assertThat(guard.hasSimpleResponses()).isTrue();
    assertThat(guard.identitySources()).containsExactly("$request.header.X-Who");
    assertThat(guard.cached()).isEqualTo(Duration.ofMinutes(1));
    assertThat(lambda(api.routes().get("GET /b")).format()).isEqualTo(PayloadFormat.V1);
    assertThat(lambda(api.routes().get("GET /b")).timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aNamedRestApiHasUserPoolsTokensAndPreflightMethods() {
    HttpApi api =
        only(
            REST_WITH_AUTHORIZERS
                + function(
                    "A: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /a, Method: post}},"
                        + " B: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /b, Method: get, Auth: {Authorizer: Guard}}}"));
    HttpAuthorization.UserPool pool =
        (HttpAuthorization.UserPool) api.routes().get("POST /a").authorization();
    assertThat(pool.issuers())
        .singleElement()
        .asString()
        .startsWith("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_");
    HttpAuthorizer guard =
        ((HttpAuthorization.Custom) api.routes().get("GET /b").authorization()).authorizer();
    assertThat(guard.type()).isEqualTo(HttpAuthorizer.Type.TOKEN);
    assertThat(guard.identitySources()).containsExactly("method.request.header.X-Token");
    assertThat(guard.tokenPattern()).isEqualTo("a.*");
    assertThat(guard.cached()).isEqualTo(Duration.ofSeconds(300));
    HttpRoute preflight = api.routes().get("OPTIONS /a");
    assertThat(preflight.authorization()).isEqualTo(new HttpAuthorization.Open());
    assertThat(preflight.integration())
        .isEqualTo(
            new HttpIntegration.Mock(
                200,
                Map.of(
                    "Access-Control-Allow-Origin", "https://a.example",
                    "Access-Control-Allow-Methods", "OPTIONS,POST",
                    "Access-Control-Allow-Headers", "x-a",
                    "Access-Control-Max-Age", "600"),
                "{}\n"));
    assertThat(api.binaryMediaTypes()).containsExactly("image~1png");
  }

  @Test
  void aPreflightMethodIsGuardedUnlessTheTemplateSaysOtherwise() {
    HttpApi api =
        only(
            """
              Shop:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: prod
                  Cors: "'*'"
                  Auth: {DefaultAuthorizer: AWS_IAM}
            """
                + function(
                    "A: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /a, Method: any}}"));
    assertThat(api.routes().get("OPTIONS /a").authorization())
        .isEqualTo(new HttpAuthorization.Iam());
    assertThat(((HttpIntegration.Mock) api.routes().get("OPTIONS /a").integration()).headers())
        .containsEntry("Access-Control-Allow-Methods", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT");
  }

  @Test
  void aDomainLeadsToTheStage() {
    Stack stack =
        folder.sam(
            """
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  Domain: {DomainName: api.example.com, CertificateArn: arn:c, BasePath: [shop, /]}
            """
                + function("A: {Type: HttpApi, Properties: {ApiId: !Ref Shop}}"));
    String id = stack.httpApis().get(0).apiId();
    assertThat(stack.domainNames())
        .containsExactly(
            new DomainName(
                "api.example.com",
                List.of(
                    new DomainName.ApiMapping("shop", id, "$default"),
                    new DomainName.ApiMapping("", id, "$default"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{Path: /a} | Events.A needs a Path and a Method.",
        "{Path: '/{proxy+}/a', Method: GET} | The route key \"GET /{proxy+}/a\" is malformed",
        "{Path: /a, Method: GET, TimeoutInMillis: 31000} | TimeoutInMillis is \"31000\", but 50 to 30000 milliseconds are allowed.",
        "{Path: a, Method: GET} | The route key \"GET a\" is malformed",
        "{Path: /a, Method: GET, Auth: {Authorizer: Nobody}} | names the authorizer \"Nobody\", which is not in Auth.Authorizers of ServerlessHttpApi."
      })
  void aWrongEventIsAProblemWithItsLine(String properties, String problem) {
    assertThat(folder.problemsOfSam(function("A: {Type: HttpApi, Properties: " + properties + "}")))
        .singleElement()
        .asString()
        .startsWith("template.yaml:")
        .contains(problem);
  }

  @Test
  void anIdentitySourceThatIsNoneIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                """
                  Shop:
                    Type: AWS::Serverless::HttpApi
                    Properties:
                      Auth:
                        DefaultAuthorizer: Token
                        Authorizers:
                          Token: {IdentitySource: Authorization, JwtConfiguration: {issuer: 'https://id.example'}}
                """
                    + function(
                        "A: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /a, Method: get}}")))
        .singleElement()
        .asString()
        .contains("Events.A has an authorizer with the identity source \"Authorization\".");
  }

  @Test
  void aDocumentOfAnApiStandsForTheEvents() {
    HttpApi api =
        only(
            """
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefinitionBody: {paths: {/b: {get: {x-amazon-apigateway-integration: {type: aws_proxy, uri: !GetAtt Echo.Arn}}}}}
            """
                + function(
                    "A: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /b, Method: get}}"));
    assertThat(api.routes()).containsOnlyKeys("GET /b");
  }

  @Test
  void twoEventsCannotHaveOneRoute() {
    String event = "{Type: HttpApi, Properties: {Path: /a, Method: GET}}";
    assertThat(folder.problemsOfSam(function("A: " + event + ", B: " + event)))
        .singleElement()
        .asString()
        .contains("Events.B: the API has the route GET /a already.");
  }

  @Test
  void whatHasNoEffectHereIsNamed() {
    List<String> warnings =
        folder
            .sam(
                """
                  Shop:
                    Type: AWS::Serverless::Api
                    Properties:
                      StageName: prod
                      CacheClusterEnabled: true
                      GatewayResponses: {DEFAULT_4XX: {StatusCode: 400}}
                      Auth: {ApiKeyRequired: true}
                """
                    + function(
                        "A: {Type: Api, Properties: {RestApiId: !Ref Shop, Path: /a, Method: get, RequestParameters: [a]}}"))
            .warnings();
    assertThat(String.join("\n", warnings))
        .contains(
            "Resources.Shop.Properties.CacheClusterEnabled",
            "Resources.Shop.Properties.GatewayResponses",
            "Resources.Shop.Properties.Auth.ApiKeyRequired has no effect here.",
            "Resources.Echo.Properties.Events.A.RequestParameters has no effect here.");
  }

  @Test
  void aDocumentMayBeInAFileOfItsOwn() throws Exception {
    Files.writeString(
        temporary.resolve("My App/shop.yaml"),
        """
        openapi: 3.0.1
        paths:
          /items/{id}:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                payloadFormatVersion: "2.0"
                uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:my-app-Echo/invocations
        """);
    Stack stack =
        folder.sam(
            TemplateFolder.ECHO
                + """
                  Shop: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: shop.yaml}}
                """);
    assertThat(stack.httpApis().get(0).routes()).containsOnlyKeys("GET /items/{id}");
    assertThat(stack.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/shop.yaml, is not a local file.",
    "none.yaml, none.yaml",
    "'{Bucket: b, Key: k}', is not a local file."
  })
  void aDocumentThatIsNotHereIsAProblem(String uri, String message) {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "  Shop: {Type: AWS::Serverless::HttpApi, Properties: {DefinitionUri: %s}}\n"
                        .formatted(uri)))
        .singleElement()
        .asString()
        .contains(message);
  }
}
