package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The region of a stack, where no parameter gives it. */
class ToolRegionTest {
  private static final String TEMPLATE =
      """
      Resources:
        Jobs: {Type: AWS::DynamoDB::Table, Properties: {
          TableName: jobs, BillingMode: PAY_PER_REQUEST,
          AttributeDefinitions: [{AttributeName: id, AttributeType: S}],
          KeySchema: [{AttributeName: id, KeyType: HASH}]}}
      Outputs:
        Region: {Value: !Ref AWS::Region}
      """;

  private static final String DEPLOY =
      """
      version = 0.1
      [default.global.parameters]
      stack_name = "chat"
      region = "eu-west-2"
      [default.deploy.parameters]
      capabilities = "CAPABILITY_IAM" # region = "eu-west-3"
      region = 'eu-west-1'  # Ireland
      [prod.deploy.parameters]
      region = "us-west-2"
      """;

  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String region(String template) throws IOException {
    return region(template, Map.of());
  }

  private String region(String template, Map<String, String> parameters) throws IOException {
    write(template, TEMPLATE);
    Stack stack =
        TemplateImporter.read(
            new TemplateSource(folder.resolve(template), parameters, Map.of()),
            new CompiledResources());
    assertThat(stack.outputs()).containsEntry("Region", stack.region());
    return stack.region();
  }

  @Test
  void aParameterWins() throws IOException {
    write("samconfig.toml", DEPLOY);
    assertThat(region("template.yaml", Map.of("AWS::Region", "ap-south-1")))
        .isEqualTo("ap-south-1");
  }

  @Test
  void itIsThatOfTheConfigurationOfSam() throws IOException {
    assertThat(region("template.yaml")).isEqualTo("us-east-1");
    write("samconfig.toml", DEPLOY);
    assertThat(region("template.yaml")).isEqualTo("eu-west-1");
    assertThat(region(".aws-sam/build/template.yaml")).isEqualTo("eu-west-1");
    write("samconfig.toml", DEPLOY.replace("region = 'eu-west-1'", ""));
    assertThat(region("template.yaml")).isEqualTo("eu-west-2");
    write("samconfig.toml", "[prod.deploy.parameters]\nregion = 'eu-west-1'\n");
    assertThat(region("template.yaml")).isEqualTo("us-east-1");
  }

  @Test
  void theConfigurationOfSamMayBeInYaml() throws IOException {
    write("samconfig.yaml", "version: 0.1\ndefault: {deploy: {parameters: {region: eu-west-3}}}\n");
    assertThat(region("template.yaml")).isEqualTo("eu-west-3");
  }

  @Test
  void itIsThatOfTheStateOfServerlessFramework() throws IOException {
    write(
        ".serverless/serverless-state.json",
        "{\"service\":{\"provider\":{\"name\":\"aws\",\"region\":\"eu-central-1\"}}}");
    assertThat(region(".serverless/cloudformation-template-update-stack.json"))
        .isEqualTo("eu-central-1");
  }

  @Test
  void itIsThatOfTheStackInTheManifestOfCdk() throws IOException {
    write(
        "cdk.out/manifest.json",
        """
        {"artifacts": {
          "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}},
          "Other": {"environment": "aws://123456789012/us-west-2",
            "properties": {"templateFile": "Other.template.json"}},
          "Chat": {"environment": "aws://unknown-account/eu-north-1",
            "properties": {"templateFile": "Chat.template.json"}},
          "Any": {"environment": "aws://unknown-account/unknown-region",
            "properties": {"templateFile": "Any.template.json"}}}}
        """);
    assertThat(region("cdk.out/Chat.template.json")).isEqualTo("eu-north-1");
    assertThat(region("cdk.out/Any.template.json")).isEqualTo("us-east-1");
  }

  @Test
  void whatCannotBeReadSaysNothing() throws IOException {
    write("samconfig.toml", "region = 'x'\n[default.deploy.parameters]\nregion = 'not a region'\n");
    write("manifest.json", "{");
    write("serverless-state.json", "[]");
    assertThat(region("template.yaml")).isEqualTo("us-east-1");
  }
}
