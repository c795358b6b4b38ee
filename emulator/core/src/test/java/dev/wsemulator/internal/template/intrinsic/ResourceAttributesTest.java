package dev.wsemulator.internal.template.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceAttributesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Custom::Logs", "AWS::CloudFormation::CustomResource"})
  void aCustomResourceMayHaveAVersion(String type) {
    assertThat(folder.sam("  Logs: {Type: '%s', Version: 1.0}\n".formatted(type)).warnings())
        .singleElement()
        .asString()
        .contains("Resources.Logs (" + type + ") has no effect here");
  }

  @Test
  void samLeavesOutAttributesThatItDoesNotKnow() {
    assertThat(folder.sam(TemplateFolder.ECHO + "    Handlr: a\n").warnings())
        .singleElement()
        .asString()
        .startsWith(
            "template.yaml:9: Resources.Echo.Handlr is not an attribute of a resource and has");
  }

  @Test
  void cloudFormationRefusesAttributesThatItDoesNotKnow() {
    assertThat(folder.problemsOfSam("  Files: {Type: AWS::S3::Bucket, Version: 1}\n"))
        .containsExactly(
            "template.yaml:3: Resources.Files.Version is not an attribute of a resource. Does it belong"
                + " under Properties?");
  }

  @Test
  void aSectionOfGlobalsThatIsNotKnownIsAWarning() {
    String template =
        "Transform: AWS::Serverless-2016-10-31\n"
            + "Globals: {MicrovmImage: {Tags: {}}, NetworkConnector: {Tags: {}}, Functon: {Timeout:"
            + " 3}}\n"
            + "Resources:\n";
    assertThat(folder.load(template + TemplateFolder.ECHO).warnings())
        .containsExactly(
            "template.yaml:2: Globals.Functon is not a section that is known here, and has no effect."
                + " Did you mean Function?");
  }
}
