package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an API cannot be served without, a template must say. */
class RequiredPropertiesTest {
  private static final String BASE =
      TemplateFolder.ECHO
          + TemplateFolder.CHAT
          + "  Some:\n    Type: AWS::ApiGatewayV2::Route\n    Properties: {ApiId: !Ref Chat,"
          + " RouteKey: some, Target: !Sub 'integrations/${EchoIntegration}'}\n";

  @TempDir private Path temporary;

  @Aws("CF-02")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Route | ApiId: !Ref Chat | RouteKey",
        "Route | RouteKey: a | ApiId",
        "RouteResponse | ApiId: !Ref Chat, RouteResponseKey: $default | RouteId",
        "RouteResponse | ApiId: !Ref Chat, RouteId: !Ref Some | RouteResponseKey",
        "RouteResponse | RouteId: !Ref Some, RouteResponseKey: $default | ApiId",
        "Integration | IntegrationType: MOCK | ApiId",
        "IntegrationResponse | IntegrationResponseKey: $default | ApiId",
        "IntegrationResponse | ApiId: !Ref Chat, IntegrationResponseKey: $default | IntegrationId",
        "IntegrationResponse | ApiId: !Ref Chat, IntegrationId: !Ref EchoIntegration | IntegrationResponseKey",
        "Integration | ApiId: !Ref Chat, IntegrationUri: 'http://a.b' | IntegrationType",
        "Authorizer | ApiId: !Ref Chat, Name: a | AuthorizerType",
        "Authorizer | ApiId: !Ref Chat, AuthorizerType: REQUEST | Name",
        "Authorizer | Name: a, AuthorizerType: REQUEST | ApiId",
        "Model | ApiId: !Ref Chat, Name: a | Schema",
        "Model | ApiId: !Ref Chat, Schema: {type: object} | Name",
        "DomainName | Tags: {a: b} | DomainName",
        "Model | Name: a, Schema: {type: object} | ApiId",
        "Stage | ApiId: !Ref Chat | StageName",
        "Stage | StageName: other | ApiId",
        "Deployment | Description: first | ApiId",
        "ApiMapping | DomainName: ws.example.com, Stage: dev | ApiId",
        "ApiMapping | ApiId: !Ref Chat, DomainName: ws.example.com | Stage",
        "ApiMapping | ApiId: !Ref Chat, Stage: dev | DomainName"
      })
  void aPartWithoutARequiredPropertyIsRefused(String type, String properties, String missing) {
    String part =
        "  Part:\n    Type: AWS::ApiGatewayV2::%s\n    Properties: {%s}\n"
            .formatted(type, properties);
    assertThat(TemplateFolder.in(temporary).problemsOfSam(BASE + part))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("template.yaml:")
                    .contains(": Resources.Part.Properties.%s is ".formatted(missing)));
  }
}
