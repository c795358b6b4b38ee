package dev.wsemulator.internal.template.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpIntegration.PayloadFormat;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP and REST APIs that templates have as resources of API Gateway. */
class HttpApiResourcesTest {
  private static final String URI =
      "!Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations'";

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void open() {
    folder = TemplateFolder.in(temporary);
  }

  private HttpApi only(String resources) {
    Stack stack = folder.sam(TemplateFolder.ECHO + resources);
    assertThat(stack.httpApis()).hasSize(1);
    return stack.httpApis().get(0);
  }

  private String warnings(String resources) {
    return String.join("\n", folder.sam(TemplateFolder.ECHO + resources).warnings());
  }

  @Test
  void anHttpApiOfResources() {
    HttpApi api =
        only(
            """
              Web:
                Type: AWS::ApiGatewayV2::Api
                Properties:
                  Name: web
                  ProtocolType: HTTP
                  CorsConfiguration: {AllowOrigins: ['https://a.example'], AllowMethods: [GET], AllowHeaders: [x-a], ExposeHeaders: [x-b], MaxAge: 60, AllowCredentials: true}
              WebStage:
                Type: AWS::ApiGatewayV2::Stage
                Properties: {ApiId: !Ref Web, StageName: $default, AutoDeploy: true, StageVariables: {a: b}}
              WebEcho:
                Type: AWS::ApiGatewayV2::Integration
                Properties: {ApiId: !Ref Web, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Echo.Arn, PayloadFormatVersion: '2.0', TimeoutInMillis: 1000}
              Login:
                Type: AWS::ApiGatewayV2::Authorizer
                Properties: {ApiId: !Ref Web, AuthorizerType: JWT, Name: login, IdentitySource: [$request.header.Authorization], JwtConfiguration: {Issuer: 'https://id.example', Audience: [a]}}
              WebRoute:
                Type: AWS::ApiGatewayV2::Route
                Properties: {ApiId: !Ref Web, RouteKey: 'GET /items/{id}', Target: !Sub 'integrations/${WebEcho}', AuthorizationType: JWT, AuthorizerId: !Ref Login, AuthorizationScopes: [read]}
            """);
    assertThat(api.name()).isEqualTo("web");
    assertThat(api.stages()).containsExactly(new HttpStage("$default", Map.of("a", "b")));
    HttpIntegration.Lambda lambda =
        (HttpIntegration.Lambda) api.routes().get("GET /items/{id}").integration();
    assertThat(lambda.callee().functionName()).endsWith("Echo");
    assertThat(lambda.format()).isEqualTo(PayloadFormat.V2);
    assertThat(lambda.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(api.routes().get("GET /items/{id}").authorization())
        .isEqualTo(
            new HttpAuthorization.Jwt(
                new HttpAuthorization.Issuer("https://id.example", List.of("a")),
                List.of("read"),
                "$request.header.Authorization"));
    HttpApi.Cors cors = api.cors().orElseThrow();
    assertThat(cors.preflight().maxAge()).hasValue(Duration.ofMinutes(1));
    assertThat(cors.answers()).isEqualTo(new HttpApi.Cors.Answers(List.of("x-b"), true));
  }

  @Test
  void aTargetMakesAWholeApi() {
    HttpApi api =
        only(
            "  Web: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: w, ProtocolType: HTTP, Target: !GetAtt Echo.Arn}}\n");
    assertThat(api.routes()).containsOnlyKeys("$default");
    assertThat(api.stages()).extracting(HttpStage::stageName).containsExactly("$default");
  }

  @Test
  void aRestApiOfResources() {
    HttpApi api =
        only(
            """
              Shop: {Type: AWS::ApiGateway::RestApi, Properties: {Name: shop}}
              Items: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Shop, ParentId: !GetAtt Shop.RootResourceId, PathPart: items}}
              Item: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Shop, ParentId: !Ref Items, PathPart: '{id}'}}
              Guard: {Type: AWS::ApiGateway::Authorizer, Properties: {RestApiId: !Ref Shop, Name: guard, Type: REQUEST, AuthorizerUri: %1$s, IdentitySource: 'method.request.header.A, method.request.querystring.B', AuthorizerResultTtlInSeconds: 0}}
              Root: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Shop, ResourceId: !GetAtt Shop.RootResourceId, HttpMethod: ANY, AuthorizationType: AWS_IAM, Integration: {Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: %1$s}}}
              Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Shop, ResourceId: !Ref Item, HttpMethod: GET, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard, Integration: {Type: AWS_PROXY, Uri: %1$s, TimeoutInMillis: 9000}}}
              Options: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Shop, ResourceId: !Ref Item, HttpMethod: OPTIONS, AuthorizationType: NONE, Integration: {Type: MOCK, IntegrationResponses: [{StatusCode: '204', ResponseParameters: {method.response.header.Access-Control-Allow-Origin: "'*'"}}]}}}
              Deployed: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Shop, StageName: first}}
              Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Shop, DeploymentId: !Ref Deployed, StageName: prod, Variables: {a: b}}}
            """
                .formatted(URI));
    assertThat(api.kind()).isEqualTo(HttpApi.Kind.REST);
    assertThat(api.routes()).containsOnlyKeys("ANY /", "GET /items/{id}", "OPTIONS /items/{id}");
    assertThat(api.routes().get("ANY /").authorization()).isEqualTo(new HttpAuthorization.Iam());
    HttpAuthorizer guard =
        ((HttpAuthorization.Custom) api.routes().get("GET /items/{id}").authorization())
            .authorizer();
    assertThat(guard.identitySources())
        .containsExactly("method.request.header.A", "method.request.querystring.B");
    assertThat(guard.cached()).isZero();
    assertThat(api.routes().get("OPTIONS /items/{id}").integration())
        .isEqualTo(new HttpIntegration.Mock(204, Map.of("Access-Control-Allow-Origin", "*"), ""));
    assertThat(api.stages())
        .containsExactlyInAnyOrder(
            new HttpStage("prod", Map.of("a", "b")), new HttpStage("first", Map.of()));
  }

  @Test
  void aDocumentWithinAnHttpApi() {
    HttpApi api =
        only(
            """
              Shop:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefinitionBody:
                    openapi: 3.0.1
                    info: {title: shop, version: '1'}
                    x-amazon-apigateway-cors: {allowOrigins: ['*'], allowMethods: [GET]}
                    components:
                      securitySchemes:
                        login:
                          type: oauth2
                          x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: {issuer: 'https://id.example', audience: [a]}}
                    paths:
                      /items/{id}:
                        get:
                          security: [{login: [read]}]
                          x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, payloadFormatVersion: '2.0', uri: %s}
                      /$default:
                        x-amazon-apigateway-any-method:
                          x-amazon-apigateway-integration: {type: AWS_PROXY, payloadFormatVersion: '1.0', uri: !GetAtt Echo.Arn}
            """
                .formatted(URI));
    assertThat(api.routes()).containsOnlyKeys("GET /items/{id}", "$default");
    assertThat(api.routes().get("GET /items/{id}").authorization())
        .isInstanceOf(HttpAuthorization.Jwt.class);
    assertThat(((HttpIntegration.Lambda) api.routes().get("$default").integration()).format())
        .isEqualTo(PayloadFormat.V1);
    assertThat(api.cors().orElseThrow().preflight().methods()).containsExactly("GET");
  }

  @Test
  void aDocumentWithinARestApi() {
    HttpApi api =
        only(
            """
              Shop:
                Type: AWS::ApiGateway::RestApi
                Properties:
                  Body:
                    swagger: '2.0'
                    x-amazon-apigateway-binary-media-types: ['*/*']
                    securityDefinitions:
                      guard: {type: apiKey, name: X-Who, in: header, x-amazon-apigateway-authtype: custom, x-amazon-apigateway-authorizer: {type: token, authorizerUri: %1$s, identityValidationExpression: 'a.*'}}
                      sign: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
                    paths:
                      /a:
                        get: {security: [{guard: []}], x-amazon-apigateway-integration: {type: aws_proxy, uri: %1$s}}
                        post: {security: [{sign: []}], x-amazon-apigateway-integration: {type: aws_proxy, uri: %1$s}}
                        options:
                          x-amazon-apigateway-integration:
                            type: mock
                            responses: {default: {statusCode: '200', responseParameters: {method.response.header.Access-Control-Allow-Origin: "'*'"}}}
              Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Shop, StageName: prod}}
            """
                .formatted(URI));
    assertThat(api.routes()).containsOnlyKeys("GET /a", "POST /a", "OPTIONS /a");
    HttpAuthorizer guard =
        ((HttpAuthorization.Custom) api.routes().get("GET /a").authorization()).authorizer();
    assertThat(guard.type()).isEqualTo(HttpAuthorizer.Type.TOKEN);
    assertThat(guard.identitySources()).containsExactly("method.request.header.X-Who");
    assertThat(api.routes().get("POST /a").authorization()).isEqualTo(new HttpAuthorization.Iam());
    assertThat(api.binaryMediaTypes()).containsExactly("*/*");
  }

  @Test
  void whatLiesBeyondIsNamedWithResourceAndLine() {
    assertThat(
            warnings(
                """
                  Web: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: w, ProtocolType: HTTP}}
                  WebStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Web, StageName: $default, DefaultRouteSettings: {ThrottlingBurstLimit: 5}}}
                  Other: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Web, IntegrationType: HTTP_PROXY, IntegrationUri: 'https://a.example', IntegrationMethod: GET, PayloadFormatVersion: '1.0'}}
                  WebRoute: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Web, RouteKey: GET /a, Target: !Sub 'integrations/${Other}'}}
                """))
        .contains(
            "template.yaml:11: Resources.Other is an integration of the type HTTP_PROXY, which is not served here: its routes answer 404.",
            "Resources.WebStage.Properties.DefaultRouteSettings has no effect here.");
    assertThat(
            warnings(
                """
                  Shop: {Type: AWS::ApiGateway::RestApi, Properties: {Name: shop, Policy: {}}}
                  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Shop, ResourceId: !GetAtt Shop.RootResourceId, HttpMethod: GET, AuthorizationType: NONE, ApiKeyRequired: true, Integration: {Type: HTTP, Uri: 'https://a.example'}}}
                  Stage: {Type: AWS::ApiGateway::Stage, Properties: {RestApiId: !Ref Shop, StageName: prod}}
                """))
        .contains(
            "Resources.Get has an integration of the type HTTP, which is not served here: it answers 403, as without a method.",
            "Resources.Shop.Properties.Policy",
            "Resources.Get.Properties.ApiKeyRequired");
  }

  @Test
  void aFunctionThatIsNotThereIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                "  Web: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: w, ProtocolType: HTTP, Target: 'arn:aws:lambda:us-east-1:123456789012:function:nobody'}}\n"))
        .singleElement()
        .asString()
        .contains("Resources.Web.Properties.Target is \"arn:aws:lambda")
        .contains("which does not invoke a function of this template");
  }
}
