package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cdk synth} writes. */
class CdkTemplateTest {
  private static final String TEMPLATE =
      """
      {
       "Parameters": {
        "BootstrapVersion": {
         "Type": "AWS::SSM::Parameter::Value<String>",
         "Default": "/cdk-bootstrap/hnb659fds/version"
        }
       },
       "Conditions": {
        "CDKMetadataAvailable": {"Fn::Or": [
         {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]},
         {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-2"]}]}
       },
       "Rules": {"CheckBootstrapVersion": {"Assertions": [
        {"Assert": {"Fn::Not": [{"Fn::Contains": [["1"], {"Ref": "BootstrapVersion"}]}]}}]}},
       "Resources": {
        "CDKMetadata": {"Type": "AWS::CDK::Metadata", "Condition": "CDKMetadataAvailable"},
        "Files": {"Type": "AWS::S3::Bucket", "UpdateReplacePolicy": "Retain"},
        "FilesNotifications": {
         "Type": "Custom::S3BucketNotifications",
         "Properties": {
          "ServiceToken": {"Fn::GetAtt": ["Provider", "Arn"]},
          "BucketName": {"Ref": "Files"},
          "NotificationConfiguration": {"LambdaFunctionConfigurations": [{
           "Events": ["s3:ObjectCreated:*"],
           "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}},
           "LambdaFunctionArn": {"Fn::GetAtt": ["Echo", "Arn"]}}]},
          "Managed": true
         }
        },
        "Provider": {
         "Type": "AWS::Lambda::Function",
         "Properties": {"Code": {"ZipFile": "import boto3"}, "Handler": "index.handler",
          "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Runtime": "python3.13"}
        },
        "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
        "Echo": {
         "Type": "AWS::Lambda::Function",
         "Properties": {
          "Code": {
           "S3Bucket": {"Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}"},
           "S3Key": "abc123.zip"
          },
          "Handler": "app.Echo",
          "Role": {"Fn::GetAtt": ["Role", "Arn"]},
          "Runtime": "java17"
         },
         "Metadata": {"aws:asset:path": "asset.abc123", "aws:asset:property": "Code"}
        }
       }
      }
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = TemplateFolder.in(temporary);
    Path app = Files.createDirectories(folder.folder().resolve("cdk.out/asset.abc123/app"));
    Files.write(app.resolve("Echo.class"), new byte[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:asset:path", "other"})
  void codeIsTheAssetBesideTheTemplate(String metadata) {
    Path file =
        folder.file(
            "cdk.out/ChatStack.template.json", TEMPLATE.replace("aws:asset:path", metadata));
    Stack stack = TemplateFolder.load(List.of(file), Map.of());
    FunctionDefinition echo = stack.functions().get(1);
    assertThat(echo.name()).isEqualTo("chatstack-Echo");
    assertThat(((FunctionDefinition.Files) echo.code()).classPath())
        .containsExactly(folder.folder().resolve("cdk.out/asset.abc123"));
    assertThat(stack.buckets().get(0).notifications())
        .singleElement()
        .satisfies(
            notification -> {
              assertThat(notification.target()).isEqualTo("chatstack-Echo");
              assertThat(notification.filter().prefix()).isEqualTo("in/");
            });
  }

  @Test
  void whatOnlyDeploysIsNamedInOneLine() {
    Path file = folder.file("cdk.out/ChatStack.template.json", TEMPLATE);
    assertThat(TemplateFolder.load(List.of(file), Map.of()).warnings())
        .containsExactly(
            "ChatStack.template.json:13: This has no effect here: Rules.CheckBootstrapVersion at"
                + " line 13, Resources.CDKMetadata"
                + " (AWS::CDK::Metadata) at line 16.");
  }

  @Test
  void ruleAboutTheBootstrapVersionIsCheckedIfThatIsGiven() {
    Path file = folder.file("cdk.out/ChatStack.template.json", TEMPLATE);
    assertThat(TemplateFolder.load(List.of(file), Map.of("BootstrapVersion", "21")).warnings())
        .noneMatch(warning -> warning.contains("Rules"));
    assertThatThrownBy(() -> TemplateFolder.load(List.of(file), Map.of("BootstrapVersion", "1")))
        .hasMessageContaining("Rules.CheckBootstrapVersion does not hold");
  }

  @Test
  void aNestedStackIsAnAssetToo() {
    folder.file(
        "cdk.out/Nested.nested.template.json",
        "{\"Resources\": {\"A\": {\"Type\": \"AWS::S3::Bucket\"}}}");
    Path file =
        folder.file(
            "cdk.out/Outer.template.json",
            """
            {"Resources": {"Nested": {
              "Type": "AWS::CloudFormation::Stack",
              "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::URLSuffix"}, "/a"]]}},
              "Metadata": {"aws:asset:path": "Nested.nested.template.json"}}}}
            """);
    assertThat(TemplateFolder.load(List.of(file), Map.of()).buckets()).hasSize(1);
  }

  /** So did CDK 1, and do its stacks with the legacy synthesizer. */
  @Test
  void whatIsToldOfAssetsByParametersNeedNotBeGiven() throws IOException {
    String hash = "0f".repeat(32);
    Path code = Files.createDirectories(folder.folder().resolve("cdk.out/asset." + hash));
    Files.createDirectories(code.resolve("app"));
    Files.write(code.resolve("app/Echo.class"), new byte[1]);
    Path file =
        folder.file(
            "cdk.out/Legacy.template.json",
            """
            {
             "Parameters": {
              "AssetParameters%1$sS3BucketA1B2C3D4": {"Type": "String", "Description": "S3 bucket"},
              "AssetParameters%1$sS3VersionKeyA1B2C3D4": {"Type": "String"},
              "AssetParameters%1$sArtifactHashA1B2C3D4": {"Type": "String"}
             },
             "Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
              "Echo": {"Type": "AWS::Lambda::Function", "Properties": {
               "Handler": "app.Echo", "Runtime": "java17", "Role": {"Fn::GetAtt": ["Role", "Arn"]},
               "Code": {
                "S3Bucket": {"Ref": "AssetParameters%1$sS3BucketA1B2C3D4"},
                "S3Key": {"Fn::Join": ["", [
                 {"Fn::Select": [0, {"Fn::Split": ["||", {"Ref": "AssetParameters%1$sS3VersionKeyA1B2C3D4"}]}]},
                 {"Fn::Select": [1, {"Fn::Split": ["||", {"Ref": "AssetParameters%1$sS3VersionKeyA1B2C3D4"}]}]}]]}}}}
             },
             "Outputs": {"Hash": {"Value": {"Ref": "AssetParameters%1$sArtifactHashA1B2C3D4"}}}
            }
            """
                .formatted(hash));
    Stack stack = TemplateFolder.load(List.of(file), Map.of());
    assertThat(((FunctionDefinition.Files) stack.functions().get(0).code()).classPath())
        .containsExactly(code);
    assertThat(stack.outputs()).containsEntry("Hash", hash);
  }
}
