package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.internal.account.EmbeddedServices;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.internal.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceRegistryTest {
  private static final String TEMPLATE =
      """
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties:
            Name: chat
            ProtocolType: WEBSOCKET
            RouteSelectionExpression: $request.body.action
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS
            IntegrationMethod: POST
            IntegrationUri: arn:aws:apigateway:us-east-1:%s:action/Anything
        Route:
          Type: AWS::ApiGatewayV2::Route
          Properties:
            ApiId: !Ref Api
            RouteKey: $default
            Target: !Sub integrations/${Integration}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties:
            ApiId: !Ref Api
            StageName: dev
            AutoDeploy: true
      """;

  private static List<String> names() {
    return ServiceRegistry.services(new EmulatedTranslate(TranslateOptions.defaults())).stream()
        .map(AwsService::name)
        .toList();
  }

  @Test
  void everyServiceThatIsEmbeddedIsKnownToTheCore() {
    assertThat(EmbeddedServices.NAMES).containsExactlyInAnyOrderElementsOf(names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void templatesMayCallAServiceThatIsEmbedded(String service, @TempDir Path folder)
      throws IOException {
    assertThat(warnings(service, folder))
        .noneMatch(line -> line.contains("only the back end can provide"));
  }

  @Test
  void templatesAreWarnedOfAServiceThatIsNot(@TempDir Path folder) throws IOException {
    assertThat(warnings("states", folder))
        .anyMatch(line -> line.contains("only the back end can provide"));
  }

  @Test
  void localStackRunsWhatStandsForTheServices() {
    assertThat(Engines.aws().localStackServices())
        .containsExactly("s3", "sqs", "dynamodb", "dynamodbstreams");
  }

  private static List<String> warnings(String service, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE.formatted(service));
    return Template.of(file).load().warnings();
  }
}
