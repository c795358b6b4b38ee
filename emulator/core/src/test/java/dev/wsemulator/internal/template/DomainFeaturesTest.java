package dev.wsemulator.internal.template;

import static dev.wsemulator.internal.template.ChatTemplate.BASE;
import static dev.wsemulator.internal.template.ChatTemplate.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.RouteSettings;
import dev.wsemulator.api.Stage;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stages, domain names and mappings of templates. */
class DomainFeaturesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;
  private ChatTemplate template;

  @BeforeEach
  void prepare() {
    folder = TemplateFolder.in(temporary);
    template = new ChatTemplate(folder);
  }

  @Aws({"TH-03", "TH-04", "LG-10"})
  @Test
  void aStageHasSettingsAndALog() {
    String stage =
        resource(
            "Other",
            "Stage",
            "StageName: other, AutoDeploy: true,"
                + " DefaultRouteSettings: {ThrottlingRateLimit: 2.5, ThrottlingBurstLimit: 5,"
                + " DetailedMetricsEnabled: true},"
                + " RouteSettings: {send: {LoggingLevel: INFO, DataTraceEnabled: true}},"
                + " AccessLogSettings: {DestinationArn: 'arn:aws:logs:x:1:log-group:g', Format: $context.requestId}");
    Stage read =
        folder
            .sam(BASE + resource("Send", "Route", "RouteKey: send") + stage)
            .apis()
            .get(0)
            .stages()
            .stream()
            .filter(one -> one.stageName().equals("other"))
            .findFirst()
            .orElseThrow();
    assertThat(read.defaultRouteSettings())
        .isEqualTo(RouteSettings.builder().throttling(2.5, 5).detailedMetricsEnabled(true).build());
    assertThat(read.settings("send"))
        .isEqualTo(
            RouteSettings.builder()
                .loggingLevel(RouteSettings.LoggingLevel.INFO)
                .dataTraceEnabled(true)
                .build());
    assertThat(read.accessLog())
        .contains(new Stage.AccessLog("arn:aws:logs:x:1:log-group:g", "$context.requestId"));
  }

  @Aws({"CD-01", "CD-08"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DomainNameConfigurations: [{EndpointType: EDGE}] | a WebSocket API's domain is REGIONAL",
        "MutualTlsAuthentication: {TruststoreUri: a} | Mutual TLS domain name association is not supported for Websocket APIs."
      })
  void domainsAreRegionalAndWithoutMutualTls(String property, String message) {
    template.refused(
        "  Name:\n    Type: AWS::ApiGatewayV2::DomainName\n    Properties: {DomainName: ws.example.com, %s}\n"
                .formatted(property)
            + resource("Map", "ApiMapping", "DomainName: !Ref Name, Stage: dev"),
        message);
  }

  @Test
  void domainsOfHttpApisAreNotChecked() {
    String others =
        """
          Shop: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: shop, ProtocolType: HTTP}}
          Name:
            Type: AWS::ApiGatewayV2::DomainName
            Properties: {DomainName: shop.example.com, MutualTlsAuthentication: {TruststoreUri: a}}
          ShopMap:
            Type: AWS::ApiGatewayV2::ApiMapping
            Properties: {ApiId: !Ref Shop, DomainName: !Ref Name, Stage: $default}
          Rule:
            Type: AWS::ApiGatewayV2::RoutingRule
            Properties: {DomainNameArn: a, Priority: 1, Actions: [], Conditions: []}
        """;
    Stack stack = folder.sam(BASE + others);
    String id = stack.httpApis().get(0).apiId();
    assertThat(stack.domainNames())
        .containsExactly(
            new DomainName(
                "shop.example.com", List.of(new DomainName.ApiMapping("", id, "$default"))));
    assertThat(stack.warnings())
        .anySatisfy(
            warning ->
                assertThat(warning).contains("Resources.Rule (AWS::ApiGatewayV2::RoutingRule)"));
  }

  @Aws("CF-01")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Shop | Type: AWS::Serverless::HttpApi",
        "Shop | Type: AWS::Serverless::Api, Properties: {StageName: prod}",
        "Shop | Type: AWS::ApiGateway::RestApi, Properties: {Name: shop}",
        "ServerlessHttpApi | Type: AWS::Serverless::Function, Properties: {Handler: app.Echo, Runtime: java17, CodeUri: code, Events: {Buy: {Type: HttpApi}}}",
        "ServerlessRestApi | Type: AWS::Serverless::Function, Properties: {Handler: app.Echo, Runtime: java17, CodeUri: code, Events: {Buy: {Type: Api, Properties: {Path: /, Method: get}}}}",
      })
  void partsOfOtherApisAreNotThoseOfAWebSocketApi(String api, String shop) {
    String parts =
        """
          Shop: {%2$s}
          ShopName: {Type: AWS::ApiGatewayV2::DomainName, Properties: {DomainName: shop.example.com}}
          ShopMap:
            Type: AWS::ApiGatewayV2::ApiMapping
            Properties: {ApiId: !Ref %1$s, DomainName: !Ref ShopName, Stage: prod}
          ShopLogin:
            Type: AWS::ApiGatewayV2::Authorizer
            Properties: {ApiId: !Ref %1$s, Name: login, AuthorizerType: JWT, JwtConfiguration: {Issuer: "https://id.example"}}
        """
            .formatted(api, shop);
    Stack stack = folder.sam(BASE + parts);
    assertThat(stack.apis()).isEqualTo(folder.sam(BASE).apis());
    String id = stack.httpApis().get(0).apiId();
    assertThat(stack.domainNames())
        .containsExactly(
            new DomainName("shop.example.com", List.of(new DomainName.ApiMapping("", id, "prod"))));
  }

  @Test
  void oneDomainIsNotOfAWebSocketAndAnotherApi() {
    String others =
        """
          Shop: {Type: AWS::Serverless::HttpApi}
          Name: {Type: AWS::ApiGatewayV2::DomainName, Properties: {DomainName: ws.example.com}}
          ShopMap:
            Type: AWS::ApiGatewayV2::ApiMapping
            Properties: {ApiId: !Ref Shop, DomainName: !Ref Name, Stage: prod, ApiMappingKey: shop}
        """;
    template.refused(
        others + resource("Map", "ApiMapping", "DomainName: !Ref Name, Stage: dev"),
        "WebSocket APIs can only be attached to a domain name with other WebSocket APIs");
  }

  @Aws("CD-03")
  @Test
  void mappingsLeadToStages() {
    String domain =
        "  Name:\n    Type: AWS::ApiGatewayV2::DomainName\n    Properties: {DomainName: ws.example.com}\n";
    String mapping =
        resource("Map", "ApiMapping", "DomainName: !Ref Name, Stage: dev, ApiMappingKey: KEY");
    Stack stack = folder.sam(BASE + domain + mapping.replace("KEY", "chat"));
    assertThat(stack.domainNames())
        .singleElement()
        .satisfies(name -> assertThat(name.name()).isEqualTo("ws.example.com"))
        .satisfies(
            name ->
                assertThat(name.mappings())
                    .extracting(one -> List.of(one.key(), one.apiId(), one.stageName()))
                    .containsExactly(List.of("chat", stack.apis().get(0).apiId(), "dev")));
    assertThat(folder.sam(BASE + mapping.replace("!Ref Name", "there.example.com")).domainNames())
        .singleElement()
        .satisfies(name -> assertThat(name.name()).isEqualTo("there.example.com"))
        .satisfies(name -> assertThat(name.mappings()).hasSize(1));
    template.refused(
        domain + mapping.replace("KEY", "'a b'"),
        "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),");
  }

  @Aws("CD-02")
  @Test
  void aDomainLeadsToOneKindOfApi() {
    String http =
        "  Web: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: web, ProtocolType: HTTP}}\n";
    String domain =
        "  Name:\n    Type: AWS::ApiGatewayV2::DomainName\n    Properties: {DomainName: ws.example.com}\n";
    String mapping =
        resource("Map", "ApiMapping", "DomainName: !Ref Name, Stage: dev, ApiMappingKey: chat");
    String other =
        "  Other:\n    Type: AWS::ApiGatewayV2::ApiMapping\n"
            + "    Properties: {ApiId: !Ref Web, DomainName: !Ref Name, Stage: $default, ApiMappingKey: web}\n";
    template.refused(
        http + domain + mapping + other,
        "Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs."
            + " This must also occur through API Gateway's V2 DomainName interface.");
  }
}
