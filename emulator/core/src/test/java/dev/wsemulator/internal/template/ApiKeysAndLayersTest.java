package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Stage.ApiKey;
import dev.wsemulator.api.UsagePlan;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys, layers, and what SAM's WebSocket API adds to them: who may connect, and domains. */
class ApiKeysAndLayersTest {
  private static final String STAGE = TemplateFolder.CHAT.split("  EchoIntegration")[0];
  private static final String KEYS =
      """
        Key: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true, Value: abcdefghijklmnopqrstuv}}
        Plan:
          Type: AWS::ApiGateway::UsagePlan
          Properties: {ApiStages: [{ApiId: !Ref Chat, Stage: !Ref ChatStage}]}
        PlanKey:
          Type: AWS::ApiGateway::UsagePlanKey
          Properties: {KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan}
      """;

  private static final String SAM_API =
      TemplateFolder.ECHO
          + """
              Chat:
                Type: AWS::Serverless::WebSocketApi
                Properties:
                  RouteSelectionExpression: $request.body.action
                  Routes: {$connect: {FunctionArn: !GetAtt Echo.Arn}}
            """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @Test
  void whatIsWrongWithAuthIsToldOnce() {
    for (String auth : List.of("{AuthType: JWT}", "{AuthType: CUSTOM}", "{Name: a}")) {
      assertThat(folder.problemsOfSam(SAM_API + "      Auth: " + auth + "\n"))
          .singleElement()
          .asString()
          .contains("Resources.Chat.Properties.Auth.Auth");
    }
  }

  private static List<ApiKey> keys(Stack stack) {
    return stack.apis().get(0).stages().get(0).apiKeys();
  }

  @Test
  void keysOfAUsagePlanOpenItsStages() {
    Stack stack = folder.sam(STAGE + KEYS);
    assertThat(keys(stack)).extracting(ApiKey::value).containsExactly("abcdefghijklmnopqrstuv");
    assertThat(stack.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'Enabled: true, ' | 0 | Resources.Key is not Enabled",
        "', Value: abcdefghijklmnopqrstuv' | 1 | Resources.Key has no Value; here the key is",
      })
  void whatIsOddAboutKeysIsWarnedOf(String right, int opening, String message) {
    Stack stack = folder.sam(STAGE + KEYS.replace(right, ""));
    assertThat(keys(stack)).hasSize(opening);
    assertThat(stack.warnings()).singleElement().asString().contains(message);
  }

  @Aws("D-09")
  @Test
  void aUsagePlansLimitsAreRead() {
    String limits =
        "Throttle: {RateLimit: 2.5, BurstLimit: 3}, Quota: {Limit: 7, Period: WEEK}, ApiStages:";
    Stack stack = folder.sam(STAGE + KEYS.replace("ApiStages:", limits));
    assertThat(stack.warnings()).isEmpty();
    UsagePlan plan = keys(stack).get(0).plan().orElseThrow();
    assertThat(plan.throttle()).contains(new UsagePlan.Throttle(2.5, 3));
    assertThat(plan.quota()).contains(new UsagePlan.Quota(7, UsagePlan.Period.WEEK));
  }

  @ParameterizedTest
  @CsvSource({
    "'Quota: {Limit: 7, Period: YEAR}', Period is \"YEAR\". Write",
    "'Quota: {Limit: many, Period: DAY}', Limit is not a number"
  })
  void aLimitThatIsNoneIsAProblem(String limit, String message) {
    assertThat(folder.problemsOfSam(STAGE + KEYS.replace("ApiStages:", limit + ", ApiStages:")))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void aKeyOfNoTemplateIsAProblem() {
    assertThat(folder.problemsOfSam(STAGE + KEYS.replace("!Ref Key,", "abc,")))
        .singleElement()
        .asString()
        .contains("KeyId is \"abc\", which is not a key of this template");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS::Serverless::LayerVersion,ContentUri: layer",
    "AWS::Lambda::LayerVersion,Content: layer",
    "AWS::Serverless::LayerVersion,ContentUri: source",
  })
  void layersAddTheirJars(String type, String content) throws IOException {
    Path layer = Files.createDirectories(folder.folder().resolve("layer/java/lib"));
    Files.write(layer.resolve("shared.jar"), new byte[1]);
    Path built = Files.createDirectories(folder.folder().resolve(".aws-sam/build/Shared/java/lib"));
    Files.write(built.resolve("shared.jar"), new byte[1]);
    Files.createDirectories(folder.folder().resolve("source"));
    Stack stack =
        folder.sam(
            TemplateFolder.ECHO
                + "      Layers: [!Ref Shared, 'arn:aws:lambda:us-east-1:1:layer:other:3']\n"
                + "  Shared: {Type: %s, Properties: {%s}}\n".formatted(type, content));
    assertThat(((FunctionDefinition.Files) stack.functions().get(0).code()).classPath())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("java/lib/shared.jar");
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains("layer:other:3\", which is not a layer of this template");
  }

  @Test
  void aLayerWithoutJarsIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "      Layers: [!Ref Shared]\n"
                    + "  Shared: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer}}\n"))
        .singleElement()
        .asString()
        .contains("The layer Shared has no java/lib/*.jar at", "--code Shared=PATH");
  }

  @Aws("CF-08")
  @Test
  void samGuardsConnectByIam() {
    WebSocketApi api = folder.sam(SAM_API + "      Auth: {AuthType: AWS_IAM}\n").apis().get(0);
    assertThat(api.routes().get("$connect").authorization()).isInstanceOf(Authorization.Iam.class);
  }

  @Aws("CF-08")
  @Test
  void samGuardsConnectByAFunction() {
    WebSocketApi api =
        folder
            .sam(
                SAM_API
                    + "      Auth: {AuthType: CUSTOM, AuthArn: !GetAtt Echo.Arn, IdentitySource:"
                    + " [route.request.header.a]}\n")
            .apis()
            .get(0);
    assertThat(api.routes().get("$connect").authorization())
        .isInstanceOfSatisfying(
            Authorization.Custom.class,
            custom -> {
              assertThat(custom.authorizer().name()).isEqualTo("ChatConnectAuthorizer");
              assertThat(custom.authorizer().functionName()).isEqualTo("my-app-Echo");
              assertThat(custom.authorizer().identitySources())
                  .containsExactly("route.request.header.a");
            });
  }

  @Test
  void samMapsItsDomain() {
    Stack stack =
        folder.sam(
            SAM_API
                + "      Domain: {DomainName: chat.example.com, CertificateArn: arn, BasePath: [/a, b]}\n");
    DomainName domain = stack.domainNames().get(0);
    assertThat(domain.name()).isEqualTo("chat.example.com");
    assertThat(domain.mappings())
        .extracting(mapping -> mapping.key() + ":" + mapping.stageName())
        .containsExactly("a:default", "b:default");
  }

  @ParameterizedTest
  @CsvSource({
    "nodejs22.x, source, true",
    "python3.13, source, true",
    "nodejs22.x, source/nodejs, false",
    "python3.13, source/python, false",
    "makefile, source, false",
  })
  void aLayerThatIsNotBuiltIsWarnedOf(String method, String made, boolean isWarnedOf)
      throws IOException {
    Files.createDirectories(folder.folder().resolve(made));
    List<String> warnings =
        folder
            .sam(
                """
                  Echo:
                    Type: AWS::Serverless::Function
                    Properties: {Runtime: nodejs22.x, Handler: index.handler, InlineCode: "1", Layers: [!Ref Shared]}
                  Shared:
                    Type: AWS::Serverless::LayerVersion
                    Metadata: {BuildMethod: %s}
                    Properties: {ContentUri: source}
                """
                    .formatted(method))
            .warnings();
    if (isWarnedOf) {
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains(":6: The layer Shared is not built", "Run: sam build", "--code Shared=PATH");
    } else {
      assertThat(warnings).isEmpty();
    }
  }
}
