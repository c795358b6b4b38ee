package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.DeploymentStatus;
import software.amazon.awssdk.services.apigatewayv2.model.GetApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;

/** What the SDK reads of an API that a template defines, also where it has no effect on clients. */
class TemplatePropertiesIT {
  private static final String TEMPLATE =
      """
      Resources:
        Chat:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            Description: Rooms for talks
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
            Tags: {team: rooms}
        Answer:
          Type: AWS::ApiGatewayV2::Integration
          Properties: {ApiId: !Ref Chat, Description: Answers itself, IntegrationType: MOCK}
        Talk:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Chat
            RouteKey: talk
            OperationName: TalkToAll
            Target: !Sub integrations/${Answer}
        Release:
          Type: AWS::ApiGatewayV2::Deployment
          DependsOn: Talk
          Properties: {ApiId: !Ref Chat, Description: the first}
        Prod:
          Type: AWS::ApiGatewayV2::Stage
          Properties:
            ApiId: !Ref Chat
            StageName: prod
            DeploymentId: !Ref Release
            Description: for everybody
            Tags: {cost: high}
        Next:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: next, AutoDeploy: true}
        Trial:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: trial}
        TrialRelease:
          Type: AWS::ApiGatewayV2::Deployment
          DependsOn: [Talk, Trial]
          Properties: {ApiId: !Ref Chat, StageName: trial}
        Domain:
          Type: AWS::ApiGatewayV2::DomainName
          Properties:
            DomainName: ws.example.com
            DomainNameConfigurations: [{EndpointType: REGIONAL}]
            Tags: {zone: public}
        Mapping:
          Type: AWS::ApiGatewayV2::ApiMapping
          Properties: {ApiId: !Ref Chat, Stage: !Ref Prod, DomainName: !Ref Domain}
      Outputs:
        TrialRelease: {Value: !Ref TrialRelease}
        Regional: {Value: !GetAtt Domain.RegionalDomainName}
        Mapping: {Value: !Ref Mapping}
        Api: {Value: !Ref Chat}
        Answer: {Value: !Ref Answer}
        Talk: {Value: !Ref Talk}
        Release: {Value: !Ref Release}
      """;

  @TempDir private Path folder;
  private WebSocketApiEmulator emulator;
  private Account account;
  private ApiGatewayV2Client gateway;
  private Map<String, String> ids;

  @BeforeEach
  void start() throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    emulator = WebSocketApiEmulator.builder().template(Template.of(template)).start();
    account = Account.of(emulator);
    gateway = account.gateway();
    ids = emulator.stack().outputs();
  }

  @AfterEach
  void close() {
    account.close();
    emulator.close();
  }

  @Test
  @Aws("CP-03")
  void anApiHasItsDescriptionAndTagsItsEndpointAndADate() {
    GetApiResponse api = gateway.getApi(get -> get.apiId(ids.get("Api")));
    assertThat(api.description()).isEqualTo("Rooms for talks");
    assertThat(api.tags()).isEqualTo(Map.of("team", "rooms"));
    assertThat(api.apiEndpoint())
        .isEqualTo("ws://%s/%s".formatted(emulator.baseUrl().getAuthority(), ids.get("Api")));
    assertThat(api.createdDate()).isNotNull();
    assertThat(api.apiKeySelectionExpression()).isEqualTo("$request.header.x-api-key");
  }

  @Test
  @Aws({"CP-03", "CP-04", "CF-05"})
  void partsAreFoundByWhatRefYields() {
    String api = ids.get("Api");
    var route = gateway.getRoute(get -> get.apiId(api).routeId(ids.get("Talk")));
    assertThat(route.operationName()).isEqualTo("TalkToAll");
    assertThat(route.target()).isEqualTo("integrations/" + ids.get("Answer"));
    var integration =
        gateway.getIntegration(get -> get.apiId(api).integrationId(ids.get("Answer")));
    assertThat(integration.description()).isEqualTo("Answers itself");
    assertThat(integration.timeoutInMillis()).isEqualTo(29_000);
    var deployment = gateway.getDeployment(get -> get.apiId(api).deploymentId(ids.get("Release")));
    assertThat(deployment.description()).isEqualTo("the first");
    assertThat(deployment.autoDeployed()).isFalse();
    assertThat(deployment.deploymentStatus()).isEqualTo(DeploymentStatus.DEPLOYED);
  }

  @Test
  @Aws({"CP-05", "ST-01"})
  void aStageHasItsDescriptionTagsAndDeployment() {
    GetStageResponse stage = stage("prod");
    assertThat(stage.description()).isEqualTo("for everybody");
    assertThat(stage.tags()).isEqualTo(Map.of("cost", "high"));
    assertThat(stage.deploymentId()).isEqualTo(ids.get("Release"));
    assertThat(stage.autoDeploy()).isNull();
    assertThat(stage.createdDate()).isNotNull();
    assertThat(stage.lastUpdatedDate()).isNotNull();
  }

  @Test
  @Aws({"CP-05", "ST-02"})
  void aStageWithAutoDeployHasADeploymentOfItsOwn() {
    GetStageResponse stage = stage("next");
    assertThat(stage.autoDeploy()).isTrue();
    assertThat(stage.deploymentId()).matches("[a-z0-9]{6}").isNotEqualTo(ids.get("Release"));
    assertThat(stage.lastDeploymentStatusMessage())
        .isEqualTo(
            "Successfully deployed stage with deployment ID '%s'".formatted(stage.deploymentId()));
    assertThat(
            gateway
                .getDeployment(get -> get.apiId(ids.get("Api")).deploymentId(stage.deploymentId()))
                .autoDeployed())
        .isTrue();
  }

  @Test
  @Aws("CP-05")
  void aStageHasTheDeploymentThatNamesIt() {
    assertThat(stage("trial").deploymentId()).isEqualTo(ids.get("TrialRelease"));
  }

  @Test
  @Aws({"CP-05", "CF-05"})
  void aDomainNameHasItsTagsAndWhatGetAttYields() {
    var domain = gateway.getDomainName(get -> get.domainName("ws.example.com"));
    assertThat(domain.tags()).isEqualTo(Map.of("zone", "public"));
    assertThat(domain.domainNameConfigurations())
        .singleElement()
        .satisfies(one -> assertThat(one.apiGatewayDomainName()).isEqualTo(ids.get("Regional")));
    var mapping =
        gateway.getApiMapping(
            get -> get.domainName("ws.example.com").apiMappingId(ids.get("Mapping")));
    assertThat(mapping.apiId()).isEqualTo(ids.get("Api"));
    assertThat(mapping.stage()).isEqualTo("prod");
  }

  private GetStageResponse stage(String name) {
    return gateway.getStage(get -> get.apiId(ids.get("Api")).stageName(name));
  }
}
